"""The register as facts for the law: one frame a kind of fact, of one person or of everybody, on a day."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, Table, func, select

from councilkit.catalogue import Catalogue
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.periods import periods, terms
from councilkit.cpd.requirements import requirement
from councilkit.cpd.tables import records
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.register.awards import Awards
from councilkit.register.bounds import BOUNDLESS, all_bounds, bounded
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
from councilkit.standing.renewal_store import STANDS
from councilkit.standing.scope import ConditionSource, Scope
from councilkit.standing.spent import late_renewals, unspent
from councilkit.standing.tables import conditions, declarations, dispensations, leave, payments

_EVENTS = select(registration_events)
_ENTRIES = (
    select(
        registrations.c.id.label("registrant"),
        registrations.c.person_id.label("person"),
        registrations.c.part,
        registrations.c.step,
        registrations.c.registered_on,
        registrations.c.expires_on,
        persons.c.date_of_birth.label("born_on"),
        persons.c.area_code.label("area"),
    )
    .join(persons, registrations.c.person_id == persons.c.id)
    .order_by(registrations.c.id)
)
_WORK = (
    select(
        employment.c.person_id.label("person"),
        employment.c.role,
        employment.c.starts_on,
        employment.c.ends_on,
        organisations.c.name.label("employer"),
    )
    .join(organisations, employment.c.organisation_id == organisations.c.id)
    .order_by(employment.c.id)
)
_WORDS = ("title", "provider")
_LEARNING = (
    select(
        records.c.registration_id.label("registrant"),
        *[records.c[name] for name in ("id", "on", "amount", "unit", "category", "kind")],
        *[records.c[name] for name in ("peer_reflection", "standards", *_WORDS)],
        (records.c.reflection != "").label("reflection"),
        (records.c.impact != "").label("impact"),
    )
    .where(records.c.withdrawn.is_(False))
    .order_by(records.c.logged_at, records.c.id)
)
_JOBS = select(
    employment.c.person_id.label("person"),
    employment.c.id,
    employment.c.starts_on,
    employment.c.ends_on,
    employment.c.part_time.label("share"),
    employment.c.role,
).order_by(employment.c.id)
_AWARDS = select(
    qualifications.c.person_id.label("person"),
    qualifications.c.id,
    qualifications.c.award,
    qualifications.c.country,
    qualifications.c.awarded_on,
).order_by(qualifications.c.id)


def _of(table: Table, *names: str) -> Select[Any]:
    """The rows of a table about registrations."""
    columns = [table.c[name] for name in ("id", *names)]
    return select(table.c.registration_id.label("registrant"), *columns).order_by(table.c.id)


_ORDERS = _of(orders, "kind", "effect", "starts_on", "ends_on", "lifted_on")
_IMPOSED = _of(conditions, "kind", "imposed_on", "due_on", "fulfilled_on", "confirmed_by")
_PLAIN: Mapping[str, tuple[Table, Select[Any]]] = {
    "payments": (payments, _of(payments, "fee", "amount", "paid_on")),
    "declarations": (declarations, _of(declarations, "kind", "signed_on").where(STANDS)),
    "leave": (leave, _of(leave, "starts_on", "ends_on")),
    "decisions": (dispensations, _of(dispensations, "kind", "requirement", "starts_on", "ends_on", "reason")),
}
_USED: Mapping[str, tuple[str, str]] = {"payments": ("fee", "paid_on"), "declarations": ("kind", "signed_on")}


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
    beside the registrants (`requirements.frames_of`), all of them where it is None.
    """
    scope = Scope(person_ids or None, people)
    events = _events(connection, scope)
    entered = _registrants(connection, catalogue, law, as_of, scope, events)
    owners = entered.select("person", "registrant")
    kinds: dict[str, Callable[[], pl.DataFrame]] = {
        "learning": lambda: _learning(connection, scope),
        "employment": lambda: _employment(connection, owners, scope),
        "qualifications": lambda: _qualifications(connection, catalogue, owners, scope),
        "orders": lambda: _orders(connection, scope, events),
        "conditions": lambda: _conditions(connection, catalogue, scope),
        **{name: partial(scope.rows, connection, asked, by.c.registration_id) for name, (by, asked) in _PLAIN.items()},
    }
    read = {name: kind() for name, kind in kinds.items() if frames is None or name in frames}
    late = late_renewals(events, entered.select("registrant", "term_start", "term_end"), as_of)
    read |= {name: unspent(read[name], *_USED[name], late) for name in _USED if name in read}
    return Facts.of(registrants=_with_work(connection, entered, as_of, scope), **read)


def read_numbers(connection: Connection) -> pl.DataFrame:
    """The registration number of each registrant."""
    return read_frame(connection, select(registrations.c.id.label("registrant"), registrations.c.number))


def count_later(connection: Connection, parts: Collection[str], day: date) -> int:
    """How many registrations of these parts begin after a day."""
    begins = (registrations.c.part.in_(parts), registrations.c.registered_on > day)
    query = select(func.count()).select_from(registrations).where(*begins)
    return int(connection.execute(query).scalar_one())


def _events(connection: Connection, scope: Scope) -> pl.DataFrame:
    return scope.rows(connection, _EVENTS, registration_events.c.registration_id)


def read_events(connection: Connection, scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """What happened to registrations, by registration."""
    return _by_registration(_events(connection, scope))


def _by_registration(events: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in events.iter_rows(named=True):
        found.setdefault(row["registration_id"], []).append(row)
    return found


def _registrants(
    connection: Connection, catalogue: Catalogue, law: Law, as_of: date, scope: Scope, events: pl.DataFrame
) -> pl.DataFrame:
    found = scope.rows(connection, _ENTRIES, registrations.c.person_id)
    everybody = scope.person_ids is None
    periods = _Periods(catalogue, law, as_of, _by_registration(events), everybody=everybody)
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
        self.bounds = all_bounds(catalogue, law, as_of)

    def of(
        self, id: str, part: str, registered_on: date, expires_on: date | None
    ) -> tuple[date | None, date | None, bool]:
        """First and last day, and whether the registration is to be judged."""
        row = {"registered_on": registered_on, "expires_on": expires_on}
        events = self.events.get(id, ())
        if self.everybody:
            bounds = self.bounds.get(part, BOUNDLESS)
            found = bounded(term(row, events, self.as_of), row, events, bounds, self.as_of)
            if found is None or not found.running:
                return None, None, False
        if part not in self.months:
            asked = requirement(self.law, framework_for(self.frameworks, part), self.as_of)
            self.months[part] = asked.months
        begun = periods(terms(row, events, self.as_of), self.months[part], self.as_of)
        period = next((each for each in begun if self.as_of in each), begun[-1] if begun else None)
        return (period.start, period.end, True) if period else (registered_on, expires_on, True)


def _with_work(connection: Connection, entered: pl.DataFrame, as_of: date, scope: Scope) -> pl.DataFrame:
    """The role and employer of whoever works on the day, by the job that began last."""
    work = scope.rows(connection, _WORK, employment.c.person_id)
    if work.is_empty():
        return entered
    begun = pl.col("starts_on").is_null() | (pl.col("starts_on") <= as_of)
    going = pl.col("ends_on").is_null() | (pl.col("ends_on") >= as_of)
    last = work.filter(begun & going).sort("starts_on", nulls_last=False, maintain_order=True)
    last = last.unique("person", keep="last", maintain_order=True).rename({"starts_on": "role_since"})
    last = last.select("person", "role", "role_since", "employer")
    return entered.join(last, on="person", how="left")


def _learning(connection: Connection, scope: Scope) -> pl.DataFrame:
    found = scope.rows(connection, _LEARNING, records.c.registration_id, ("standards",))
    return found.with_columns(_same_thing()).drop(_WORDS)


def _same_thing() -> pl.Expr:
    """What is the same evidence under another registration; what somebody logs twice under one, they meant twice."""
    words = [
        pl.col(name).str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
        for name in _WORDS
    ]
    facts = [pl.col("on").cast(pl.String), pl.col("amount").cast(pl.String), pl.col("unit"), pl.col("category")]
    content = pl.concat_str([*words, *facts], separator="\n")
    number = pl.int_range(pl.len()).over(["registrant", content]).cast(pl.String)
    return pl.concat_str([content, number], separator="\n").alias("fingerprint")


def _employment(connection: Connection, owners: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    work = scope.rows(connection, _JOBS, employment.c.person_id)
    return owners.join(work.with_columns(pl.col("share").cast(pl.Int64)), on="person").drop("person")


def _qualifications(connection: Connection, catalogue: Catalogue, owners: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Qualifications by their code; without one where the catalogue does not have what was written."""
    held = scope.rows(connection, _AWARDS, qualifications.c.person_id)
    known, written = Awards(catalogue.all(Qualification)), held.select("award", "country").unique()
    codes = [known.code(award, country) for award, country in written.iter_rows()]
    matched = written.with_columns(pl.Series("code", codes, pl.String))
    named = held.join(matched, on=["award", "country"], how="left", nulls_equal=True, maintain_order="left")
    return owners.join(named.drop("country"), on="person", maintain_order="left_right").drop("person")


def _conditions(connection: Connection, catalogue: Catalogue, scope: Scope) -> pl.DataFrame:
    """The conditions that officers imposed, and those that other rooms keep."""
    kept = [(each.statement, each.by) for each in catalogue.all(ConditionSource)]
    found = [scope.rows(connection, *each) for each in ((_IMPOSED, conditions.c.registration_id), *kept)]
    return pl.concat(found, how="vertical_relaxed")


def _orders(connection: Connection, scope: Scope, events: pl.DataFrame) -> pl.DataFrame:
    """Orders with their last day, the day before they were lifted where they were; removals of an entry beside them."""
    found, removed = scope.rows(connection, _ORDERS, orders.c.registration_id), _removals(events)
    ends_on = pl.when(pl.col("effect") != "removed").then("ends_on")  # a removal does not end by itself
    last = pl.min_horizontal(ends_on, pl.col("lifted_on").dt.offset_by("-1d"))
    made = found.with_columns(last.alias("ends_on")).drop("lifted_on") if found.height else found.drop("lifted_on")
    return pl.concat([made, removed], how="vertical_relaxed") if removed.height else made


def _removals(events: pl.DataFrame) -> pl.DataFrame:
    """Entries that the council removed, in the shape of orders: each until the day before the person came back."""
    found = events.filter(pl.col("kind").is_in(("removed", "restored")))
    if found.is_empty():
        return found
    found = found.sort("registration_id", "effective_on", "position")
    next_kind, next_day = (pl.col(name).shift(-1).over("registration_id") for name in ("kind", "effective_on"))
    back = pl.when(next_kind == "restored").then(next_day.dt.offset_by("-1d"))
    removed = pl.col("kind") == "removed"
    return found.with_columns(ends_on=back).filter(removed).select(
        pl.col("registration_id").alias("registrant"), "id", "kind", pl.lit("removed").alias("effect"),
        pl.col("effective_on").alias("starts_on"), "ends_on",
    )  # fmt: skip
