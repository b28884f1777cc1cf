"""An entry as the public sees it: names, registrations with their standing, qualification, area of work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from councilkit.catalogue import Catalogue
from councilkit.law.model import Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.register.bounds import bounds_of
from councilkit.register.model import OrderKind, RegisterPart
from councilkit.register.terms import by_death, in_force
from councilkit.standing.answers import profession_of, public_sentence
from councilkit.standing.model import Standing, binds, standing
from councilkit.wording import Sentence

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ShownOrder:
    """An order as far as the public may see it; `wording` is empty where it is private."""

    title: str
    effect: str
    starts_on: date
    ends_on: date | None
    review_on: date | None
    lifted_on: date | None
    wording: str
    decided_by: str
    current: bool


@dataclass(frozen=True)
class ShownRegistration:
    """One registration of an entry with its standing."""

    id: str
    number: str
    part: str
    title: str
    authority: str
    profession: str
    standing: Standing
    orders: tuple[ShownOrder, ...]

    @property
    def sentence(self) -> Sentence:
        return public_sentence(self.standing, self.profession)


@dataclass(frozen=True)
class Entry:
    """A person's public entry on a day."""

    person_id: str
    public_id: str
    name: str
    merged_into: str | None
    area_code: str
    registrations: tuple[ShownRegistration, ...]
    former_names: tuple[str, ...]
    other_scripts: tuple[tuple[str, str], ...]
    qualifications: tuple[Row, ...]
    checked_on: date
    matched: str = field(default="", compare=False)
    by_sound: bool = field(default=False, compare=False)
    by_spelling: bool = field(default=False, compare=False)

    @property
    def number(self) -> str:
        """The numbers of the entry, for lists."""
        return ", ".join(dict.fromkeys(each.number for each in self.registrations))

    @property
    def current(self) -> bool:
        """Whether any registration is live."""
        return any(each.standing.on_register for each in self.registrations)


@dataclass(frozen=True)
class Reader:
    """Turns rows into entries: what the parts and orders are called, what the law says, and the day."""

    catalogue: Catalogue
    law: Law
    today: date
    language: str = "en"

    def entries(self, facts: Iterable[Any]) -> dict[str, Entry]:
        """Entries by person id, from the rows of `store.facts_by_...`."""
        people: dict[str, dict[str, list[Any]]] = {}
        for row in facts:
            people.setdefault(row.person_id, {}).setdefault(row.source, []).append(row)
        return {id: self._entry(id, rows) for id, rows in people.items() if "person" in rows}

    def _entry(self, id: str, rows: Mapping[str, list[Any]]) -> Entry:
        (person,) = rows["person"]
        names = rows.get("name", ())
        return Entry(
            person_id=id,
            public_id=person.t1,
            name=f"{person.t2} {person.t3}".strip(),
            merged_into=person.t5,
            area_code=_area(rows.get("work", ()), person.t4, self.today),
            registrations=self._registrations(rows),
            former_names=_names(names, "previous"),
            other_scripts=tuple((f"{n.t2} {n.t3}".strip(), n.t4) for n in names if n.t1 == "script"),
            qualifications=tuple(_qualification(row) for row in rows.get("qualification", ())),
            checked_on=self.today,
        )

    def _registrations(self, rows: Mapping[str, list[Any]]) -> tuple[ShownRegistration, ...]:
        found = []
        for row in sorted(rows.get("registration", ()), key=lambda r: (r.d1, r.id)):
            events = [_event(each) for each in rows.get("event", ()) if each.id == row.id]
            orders = [_order(each) for each in rows.get("order", ()) if each.id == row.id]
            found.append(self._registration(row, events, orders))
        return tuple(sorted(found, key=lambda each: not each.standing.on_register))

    def _registration(self, row: Any, events: Sequence[Row], orders: Sequence[Row]) -> ShownRegistration:
        part = self.catalogue.get(RegisterPart, row.t1) if self.catalogue.has(RegisterPart, row.t1) else None
        orders = [order for order in by_death(orders, events) if self._public(order)]
        bounds = bounds_of(self.law, part, self.today)
        found = standing({"registered_on": row.d1, "expires_on": row.d2}, events, orders, self.today, bounds)
        shown = (each for each in map(self._shown, orders) if each is not None)
        return ShownRegistration(
            id=row.id,
            number=row.t2,
            part=row.t1,
            title=part.titles.get(self.language, part.title) if part else row.t1,
            authority=part.authority if part else "",
            profession=profession_of(part, row.t1, self.language),
            standing=found,
            orders=tuple(each for each in shown if binds(found, each.effect) or not each.current),
        )

    def _kind(self, order: Row) -> OrderKind | None:
        return self.catalogue.get(OrderKind, order["kind"]) if self.catalogue.has(OrderKind, order["kind"]) else None

    def _public(self, order: Row) -> bool:
        """Whether an order is for the public at all: a private one without effect is not."""
        kind = self._kind(order)
        return order["effect"] != "none" or (kind is not None and kind.public)

    def _shown(self, order: Row) -> ShownOrder | None:
        """The order as the public sees it, None when it is over or not begun."""
        kind = self._kind(order)
        live, private = in_force(order, self.today), kind is None or not kind.public
        if not live and (private or not self._window(kind, order)):
            return None
        return ShownOrder(
            title=kind.title if kind else order["kind"],
            **{name: order[name] for name in ("effect", "starts_on", "ends_on", "review_on", "lifted_on")},
            wording="" if private else order["public_wording"],
            decided_by="" if private else order["decided_by"],
            current=live,
        )

    def _window(self, kind: OrderKind | None, order: Row) -> bool:
        """Whether an order that is over still shows, by the publication window of its kind."""
        ends_on = None if order["effect"] == "removed" else order["ends_on"]
        ended = min((day for day in (ends_on, order["lifted_on"]) if day), default=None)
        if kind is None or not kind.publication_window or ended is None or ended > self.today:
            return False
        try:
            return self.today < add_months(ended, self.law.months(kind.publication_window, ended))
        except LawLookupError:
            return False


def _event(row: Any) -> Row:
    return {"kind": row.t1, "effective_on": row.d1, "until": row.d2, "reason": row.t2, "position": int(row.t3)}


def _order(row: Any) -> Row:
    dates = {"starts_on": row.d1, "ends_on": row.d2, "review_on": row.d3, "lifted_on": row.d4}
    return {"id": row.t5, "kind": row.t1, "effect": row.t2, "public_wording": row.t3, "decided_by": row.t4, **dates}


def _names(names: Iterable[Any], kind: str) -> tuple[str, ...]:
    found = (f"{name.t2} {name.t3}".strip() for name in names if name.t1 == kind)
    return tuple(dict.fromkeys(found))


def _qualification(row: Any) -> Row:
    year = row.t5 or (row.d1.year if row.d1 else None)
    return {
        "award": row.t1,
        "institution": row.t2,
        "country": row.t3,
        "level": row.t4,
        "year": int(year) if year else None,
    }


def _area(work: Iterable[Any], home: str, today: date) -> str:
    """The area of the latest employment that goes on, else the person's own."""
    going_on = [row for row in work if row.t1 and (row.d2 is None or row.d2 >= today)]
    latest = max(going_on, key=lambda row: (row.d1 or date.min, row.id), default=None)
    return latest.t1 if latest else home


def as_record(entry: Entry, address: str, checked_at: str) -> dict[str, Any]:
    """An entry as other systems read it."""
    return {
        "public_id": entry.public_id,
        "name": entry.name,
        "former_names": list(entry.former_names),
        "other_scripts": [{"name": name, "language": language} for name, language in entry.other_scripts],
        "area_code": entry.area_code or None,
        "registrations": [_registration_record(each) for each in entry.registrations],
        "qualifications": [dict(each) for each in entry.qualifications],
        "url": address,
        "checked_at": checked_at,
    }


def _registration_record(shown: ShownRegistration) -> dict[str, Any]:
    found = shown.standing
    return {
        "number": shown.number,
        "part": shown.part,
        "title": shown.title,
        "authority": shown.authority,
        "status": found.status,
        "may_practise": found.may_practise,
        "words": found.words,
        "meaning": str(shown.sentence),
        "registered_since": found.registered_since.isoformat(),
        "until": _iso(found.until),
        "ended_on": _iso(found.ended_on),
        "orders": [_order_record(order) for order in shown.orders],
    }


def _order_record(order: ShownOrder) -> dict[str, Any]:
    dates = {name: _iso(getattr(order, name)) for name in ("starts_on", "ends_on", "review_on", "lifted_on")}
    return {"title": order.title, "effect": order.effect, "wording": order.wording, "current": order.current, **dates}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
