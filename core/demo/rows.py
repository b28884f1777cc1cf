"""Turns drawn people into rows of the council's tables, and into the ledger entries that tell of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Table

from councilkit.context import SYSTEM
from councilkit.cpd.tables import records
from councilkit.demo.careers import Career
from councilkit.demo.chance import chance, new_id
from councilkit.demo.columns import (
    Keys,
    Row,
    happening_row,
    job_row,
    learning_row,
    name_rows,
    person_row,
    registration_row,
    sanction_row,
    study_row,
)
from councilkit.demo.learning import Learnt
from councilkit.demo.people import Job, Person
from councilkit.register import tables
from councilkit.register.names import fold

VERBS = {
    "renewed": "register.renew",
    "restored": "register.admitted_restoration",
    "left": "register.left",
    "died": "register.died",
}
Draw = Callable[[Iterable[Row]], list[Row]]


@dataclass(frozen=True)
class Telling:
    """A ledger entry to be written: what was done, whom it concerns, since when, the rows, by whom and when."""

    action: str
    subject: str
    effective_on: date
    rows: Mapping[str, Sequence[Row]]
    actor: str = SYSTEM.id
    moment: datetime | None = None


@dataclass
class Rows:
    """Rows by table in the order they must be inserted, and the entries that tell of them."""

    tables: dict[str, tuple[Table, list[Row]]] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)

    def tell(
        self,
        on: date,
        action: str,
        subject: str,
        *written: tuple[Table, Iterable[Row]],
        actor: str = SYSTEM.id,
        moment: datetime | None = None,
    ) -> None:
        """Add rows of one change to their tables and the entry that tells of them."""
        told: dict[str, list[Row]] = {}
        for table, rows in written:
            full = [_completed(table, row) for row in rows]
            if full:
                self.tables.setdefault(table.name, (table, []))[1].extend(full)
                told[table.name] = full
        if told:
            self.tellings.append(Telling(action, subject, on, told, actor, moment))

    def tell_later(self, action: str, table: Table, row: Row, actor: str, moment: datetime) -> None:
        """Change a row told before, and add the entry that tells of the change."""
        full = _completed(table, row)
        kept = self.tables[table.name][1]
        kept[next(place for place, each in enumerate(kept) if each["id"] == full["id"])] = full
        self.tellings.append(Telling(action, row["id"], moment.date(), {table.name: [full]}, actor, moment))

    def of(self, table: Table) -> list[Row]:
        """The rows of one table."""
        return self.tables.get(table.name, (table, []))[1]


@cache
def _defaults(table: Table) -> tuple[tuple[str, Any], ...]:
    def default(column: Any) -> Any:
        plain = column.default is not None and not callable(column.default.arg)
        return column.default.arg if plain else None

    return tuple((column.name, default(column)) for column in table.columns)


def _completed(table: Table, row: Mapping[str, Any]) -> Row:
    return {**dict(_defaults(table)), **row}


class Writer:
    """Writes people into rows; employers are made when somebody first works there."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed = seed
        self.today = today
        self.rows = Rows()
        self.organisations: dict[str, str] = {}

    def person(
        self, person: Person, careers: Sequence[Career], keys: Keys, unit: str, learnt: Sequence[Learnt]
    ) -> None:
        """Everything the council holds of one person."""
        rng = chance(self.seed, person.cohort.part, person.index, "rows")

        def draw(rows: Iterable[Row]) -> list[Row]:
            return [{"id": new_id(rng), **row} for row in rows]

        first = careers[0]
        names = draw(name_rows(person, keys.person, self.today))
        studies = draw(study_row(each, keys.person) for each in person.studies)
        self.rows.tell(
            first.registered_on,
            "register.admitted_entry",
            keys.person,
            (tables.persons, [person_row(person, keys)]),
            (tables.person_names, names),
            (tables.registrations, [registration_row(first, keys, 0)]),
            (tables.qualifications, [row for row in studies if row["awarded_on"] <= first.registered_on]),
        )
        for row in studies:
            if row["awarded_on"] > first.registered_on:
                told_on = row["awarded_on"]
                self.rows.tell(told_on, "register.add_qualification", keys.person, (tables.qualifications, [row]))
        for number, career in enumerate(careers):
            self._career(career, keys, number, draw)
        for job in person.jobs:
            organisation = self._organisation(job)
            told = draw([job_row(job, keys.person, organisation)])
            self.rows.tell(
                max(job.starts_on, first.registered_on),
                "register.add_employment",
                keys.person,
                (tables.employment, told),
            )
        for each in learnt:
            row = learning_row(rng, each, keys.registrations[0], unit)
            self.rows.tell(each.logged_on, "cpd.log", keys.person, (records, [{"id": new_id(rng), **row}]))

    def _career(self, career: Career, keys: Keys, number: int, draw: Draw) -> None:
        id = keys.registrations[number]
        if number:
            row = registration_row(career, keys, number)
            self.rows.tell(career.registered_on, "register.admitted_entry", keys.person, (tables.registrations, [row]))
        for position, each in enumerate(career.happenings, 1):
            told = draw([happening_row(each, id, position)])
            self.rows.tell(each.on, VERBS[each.kind], keys.person, (tables.registration_events, told))
        for sanction in career.sanctions:
            told = draw([sanction_row(sanction, id)])
            self.rows.tell(sanction.starts_on, "register.order_agreed", keys.person, (tables.orders, told))

    def _organisation(self, job: Job) -> str:
        name = fold(job.employer)
        if name not in self.organisations:
            id = self.organisations[name] = new_id(chance(self.seed, "organisation", name))
            row = {
                "id": id,
                "name": job.employer,
                "search_name": name,
                "area_code": job.place.area_code,
                "invented": True,
            }
            told = (tables.organisations, [row])
            self.rows.tell(job.starts_on, "register.organisation", id, told)
        return self.organisations[name]
