"""The register as facts for the law: one frame a kind of fact, of one person or of everybody, on a day."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, cast

import polars as pl
from sqlalchemy import ColumnElement, Connection, Select, select, true

from councilkit.catalogue import Catalogue
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.periods import periods, terms
from councilkit.cpd.requirements import requirement
from councilkit.cpd.tables import records
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.register.awards import Awards
from councilkit.register.model import Qualification
from councilkit.register.tables import (
    employment,
    orders,
    organisations,
    persons,
    qualifications,
    registration_events,
    registrations,
)
from councilkit.register.terms import term
from councilkit.standing.columns import read_frame
from councilkit.standing.late import in_their_term, read_late
from councilkit.standing.renewal_store import STANDS
from councilkit.standing.tables import conditions, declarations, dispensations, leave, payments

DAY = pl.duration(days=1)
REGISTRANT = pl.col("registration_id").alias("registrant")


@dataclass(frozen=True)
class Scope:
    """Whose facts: of some people, of those that a statement selects, or (both None) of everybody."""

    person_ids: tuple[str, ...] | None = None
    people: Select[Any] | None = None

    @property
    def everybody(self) -> bool:
        return self.person_ids is None and self.people is None

    @property
    def of_registration(self) -> ColumnElement[bool]:
        return self.of(registrations.c.person_id)

    def of(self, person: Any) -> ColumnElement[bool]:
        """Whether a column names one of these people."""
        if self.people is not None:
            return cast(ColumnElement[bool], person.in_(self.people))
        return true() if self.person_ids is None else person.in_(self.person_ids)


def read_facts(
    connection: Connection,
    catalogue: Catalogue,
    law: Law,
    as_of: date,
    *person_ids: str,
    people: Select[Any] | None = None,
    frames: Collection[str] | None = None,
) -> Facts:
    """The facts of everybody who is on the register on a day, or of all registrations of the people that are named.

    `people` selects the ids of those of everybody who are wanted; `frames` names the kinds of facts that are read
    beside the registrants, all of them where it is None.
    """
    scope = Scope(person_ids or None, people)
    entered = _registrants(connection, catalogue, law, as_of, scope)
    owners = entered.select("person", "registrant")
    late = cache(partial(read_late, connection, scope.of_registration))
    kinds: dict[str, Callable[[], pl.DataFrame]] = {
        "learning": lambda: _learning(connection, scope),
        "employment": lambda: _employment(connection, owners, scope),
        "qualifications": lambda: _qualifications(connection, catalogue, owners, scope),
        "orders": lambda: _orders(connection, scope),
        **{name: partial(_plain, connection, table, scope, *columns) for name, (table, columns) in _PLAIN.items()},
        **{name: partial(_of_renewals, connection, scope, late, as_of, name) for name in _LATE},
    }
    read = {name: kind() for name, kind in kinds.items() if frames is None or name in frames}
    return Facts.of(registrants=_with_work(connection, entered, as_of, scope), **read)


_PLAIN: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "conditions": (conditions, ("kind", "imposed_on", "fulfilled_on", "confirmed_by")),
    "payments": (payments, ("fee", "amount", "paid_on")),
    "declarations": (declarations, ("kind", "signed_on")),
    "leave": (leave, ("starts_on", "ends_on")),
    "decisions": (dispensations, ("kind", "requirement", "starts_on", "ends_on", "reason")),
}


_LATE = {"payments": ("fee", "paid_on"), "declarations": ("kind", "signed_on")}


def _of_renewals(
    connection: Connection, scope: Scope, late: Callable[[], pl.DataFrame], as_of: date, name: str
) -> pl.DataFrame:
    """Payments or declarations, each in the term whose renewal it belongs to."""
    table, columns = _PLAIN[name]
    return in_their_term(_plain(connection, table, scope, *columns), late(), as_of, *_LATE[name])


def read_numbers(connection: Connection) -> pl.DataFrame:
    """The registration number of each registrant."""
    return read_frame(connection, select(registrations.c.id.label("registrant"), registrations.c.number))


def _plain(connection: Connection, table: Any, scope: Scope, *names: str) -> pl.DataFrame:
    query = select(table.c.registration_id, table.c.id, *[table.c[name] for name in names])
    if table is declarations:
        query = query.where(STANDS)
    if not scope.everybody:
        query = query.join(registrations, table.c.registration_id == registrations.c.id).where(scope.of_registration)
    return read_frame(connection, query.order_by(table.c.id)).rename({"registration_id": "registrant"})


def _registrants(connection: Connection, catalogue: Catalogue, law: Law, as_of: date, scope: Scope) -> pl.DataFrame:
    query = select(
        registrations.c.id.label("registrant"),
        registrations.c.person_id.label("person"),
        registrations.c.part,
        registrations.c.step,
        registrations.c.registered_on,
        registrations.c.expires_on,
        persons.c.date_of_birth.label("born_on"),
        persons.c.area_code.label("area"),
    ).join(persons, registrations.c.person_id == persons.c.id)
    found = read_frame(connection, query.where(scope.of_registration).order_by(registrations.c.id))
    periods = _Periods(catalogue, law, as_of, read_events(connection, scope), everybody=scope.person_ids is None)
    spans = [periods.of(*row) for row in found.select("registrant", "part", "registered_on", "expires_on").iter_rows()]
    starts, ends, live = zip(*spans, strict=True) if spans else ((), (), ())
    placed = found.drop("expires_on").with_columns(
        pl.Series("term_start", starts, pl.Date), pl.Series("term_end", ends, pl.Date)
    )
    return placed.filter(pl.Series(live, dtype=pl.Boolean))


class _Periods:
    """The period of learning and renewal of a registration, as its own page shows it: that of a day, else the last."""

    def __init__(
        self,
        catalogue: Catalogue,
        law: Law,
        as_of: date,
        events: Mapping[str, Sequence[Mapping[str, Any]]],
        *,
        everybody: bool,
    ) -> None:
        self.as_of, self.events, self.everybody = as_of, events, everybody
        self.frameworks, self.law = catalogue.all(LearningFramework), law
        self.months: dict[str, int | None] = {}

    def of(
        self, id: str, part: str, registered_on: date, expires_on: date | None
    ) -> tuple[date | None, date | None, bool]:
        """First and last day, and whether the registration is to be judged."""
        row = {"registered_on": registered_on, "expires_on": expires_on}
        events = self.events.get(id, ())
        if self.everybody:
            found = term(row, events, self.as_of)
            if found is None or not found.running:
                return None, None, False
        if part not in self.months:
            asked = requirement(self.law, framework_for(self.frameworks, part), self.as_of)
            self.months[part] = asked.months
        begun = periods(terms(row, events, self.as_of), self.months[part], self.as_of)
        period = next((each for each in begun if self.as_of in each), begun[-1] if begun else None)
        return (period.start, period.end, True) if period else (registered_on, expires_on, True)


def read_events(connection: Connection, scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """What happened to registrations, by registration."""
    table = registration_events
    query = select(table).join(registrations, table.c.registration_id == registrations.c.id)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read_frame(connection, query.where(scope.of_registration)).iter_rows(named=True):
        found.setdefault(row["registration_id"], []).append(row)
    return found


def _with_work(connection: Connection, entered: pl.DataFrame, as_of: date, scope: Scope) -> pl.DataFrame:
    """The role and employer of whoever works on the day, by the job that began last."""
    query = select(
        employment.c.person_id.label("person"),
        employment.c.role,
        employment.c.starts_on,
        employment.c.ends_on,
        organisations.c.name.label("employer"),
    ).join(organisations, employment.c.organisation_id == organisations.c.id)
    work = read_frame(connection, query.where(scope.of(employment.c.person_id)).order_by(employment.c.id))
    begun = pl.col("starts_on").is_null() | (pl.col("starts_on") <= as_of)
    going = pl.col("ends_on").is_null() | (pl.col("ends_on") >= as_of)
    last = work.filter(begun & going).sort("starts_on", nulls_last=False, maintain_order=True)
    last = last.unique("person", keep="last", maintain_order=True).rename({"starts_on": "role_since"})
    last = last.select("person", "role", "role_since", "employer")
    return entered.join(last, on="person", how="left")


def _learning(connection: Connection, scope: Scope) -> pl.DataFrame:
    names = ("on", "amount", "unit", "category", "kind", "peer_reflection", "standards")
    words = ("title", "provider")
    query = select(
        records.c.registration_id,
        records.c.id,
        *[records.c[name] for name in (*names, *words)],
        (records.c.reflection != "").label("reflection"),
        (records.c.impact != "").label("impact"),
    ).where(records.c.withdrawn.is_(False))
    if not scope.everybody:
        query = query.join(registrations, records.c.registration_id == registrations.c.id).where(scope.of_registration)
    found = read_frame(connection, query.order_by(records.c.logged_at, records.c.id), jsons=("standards",))
    return found.with_columns(_same_thing()).drop(words).rename({"registration_id": "registrant"})


def _same_thing() -> pl.Expr:
    """What is the same evidence under another registration; what somebody logs twice under one, they meant twice."""
    words = [
        pl.col(name).str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
        for name in ("title", "provider")
    ]
    facts = [pl.col("on").cast(pl.String), pl.col("amount").cast(pl.String), pl.col("unit"), pl.col("category")]
    content = pl.concat_str([*words, *facts], separator="\n")
    number = pl.int_range(pl.len()).over(["registration_id", content]).cast(pl.String)
    return pl.concat_str([content, number], separator="\n").alias("fingerprint")


def _employment(connection: Connection, owners: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    query = select(
        employment.c.person_id.label("person"),
        employment.c.id,
        employment.c.starts_on,
        employment.c.ends_on,
        employment.c.part_time.label("share"),
        employment.c.role,
    )
    work = read_frame(connection, query.where(scope.of(employment.c.person_id)).order_by(employment.c.id))
    return owners.join(work.with_columns(pl.col("share").cast(pl.Int64)), on="person").drop("person")


def _qualifications(connection: Connection, catalogue: Catalogue, owners: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Qualifications by their code; without one where the catalogue does not have what was written."""
    query = select(
        qualifications.c.person_id.label("person"),
        qualifications.c.id,
        qualifications.c.award,
        qualifications.c.country,
        qualifications.c.awarded_on,
    )
    held = read_frame(connection, query.where(scope.of(qualifications.c.person_id)).order_by(qualifications.c.id))
    known, written = Awards(catalogue.all(Qualification)), held.select("award", "country").unique()
    codes = [known.code(award, country) for award, country in written.iter_rows()]
    matched = written.with_columns(pl.Series("code", codes, pl.String))
    named = held.join(matched, on=["award", "country"], how="left", nulls_equal=True, maintain_order="left")
    return owners.join(named.drop("country"), on="person", maintain_order="left_right").drop("person")


def _orders(connection: Connection, scope: Scope) -> pl.DataFrame:
    """Orders with their last day, the day before they were lifted where they were; removals of an entry beside them."""
    names = ("kind", "effect", "starts_on", "ends_on", "lifted_on")
    found = _plain(connection, orders, scope, *names)
    last = pl.min_horizontal("ends_on", pl.col("lifted_on").dt.offset_by("-1d"))
    made, removed = found.with_columns(last.alias("ends_on")).drop("lifted_on"), _removals(connection, scope)
    return pl.concat([made, removed], how="vertical_relaxed") if removed.height else made


def _removals(connection: Connection, scope: Scope) -> pl.DataFrame:
    """Entries that the council removed, in the shape of orders: each until the day before the person came back."""
    events = registration_events.alias()
    ever = select(events.c.registration_id).where(events.c.kind == "removed")
    table = registration_events
    query = select(table.c.registration_id.label("registrant"), table.c.id, table.c.kind, table.c.effective_on)
    query = query.where(table.c.kind.in_(("removed", "restored")), table.c.registration_id.in_(ever))
    if not scope.everybody:
        query = query.join(registrations, table.c.registration_id == registrations.c.id).where(scope.of_registration)
    found = read_frame(connection, query.order_by(table.c.registration_id, table.c.effective_on, table.c.position))
    if found.is_empty():
        return found
    next_kind, next_day = (pl.col(name).shift(-1).over("registrant") for name in ("kind", "effective_on"))
    back = pl.when(next_kind == "restored").then(next_day.dt.offset_by("-1d"))
    shown = found.with_columns(ends_on=back, effect=pl.lit("removed"), starts_on=pl.col("effective_on"))
    return shown.filter(pl.col("kind") == "removed").select(
        "registrant", "id", "kind", "effect", "starts_on", "ends_on"
    )
