"""Turns drawn people into rows of the council's tables, and into the ledger entries that tell of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Table

from councilkit.context import SYSTEM
from councilkit.cpd.model import fingerprint
from councilkit.cpd.tables import records
from councilkit.demo.careers import Career, Happening, Sanction
from councilkit.demo.chance import chance, new_id
from councilkit.demo.learning import Learnt
from councilkit.demo.people import Job, Person, Study
from councilkit.register import tables
from councilkit.register.names import fold, search_name

VERBS = {
    "renewed": "register.renew",
    "restored": "register.admitted_restoration",
    "left": "register.left",
    "died": "register.died",
}
Row = dict[str, Any]
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

    def tell(self, on: date, action: str, subject: str, *written: tuple[Table, Iterable[Row]]) -> None:
        """Add rows of one change to their tables and the entry that tells of them."""
        told: dict[str, list[Row]] = {}
        for table, rows in written:
            full = [_completed(table, row) for row in rows]
            if full:
                self.tables.setdefault(table.name, (table, []))[1].extend(full)
                told[table.name] = full
        if told:
            self.tellings.append(Telling(action, subject, on, told))

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


@dataclass(frozen=True)
class Keys:
    """Ids and numbers of one person, drawn or counted beforehand."""

    person: str
    registrations: tuple[str, ...]
    public_id: str
    numbers: tuple[str, ...]


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
        self.rows.tell(
            first.registered_on,
            "register.admitted_entry",
            keys.person,
            (tables.persons, [_person_row(person, keys)]),
            (tables.person_names, draw(_name_rows(person, keys.person, self.today))),
            (tables.registrations, [_registration_row(first, keys, 0)]),
            (tables.qualifications, draw(_study_row(each, keys.person) for each in person.studies)),
        )
        for number, career in enumerate(careers):
            self._career(career, keys, number, draw)
        for job in person.jobs:
            organisation = self._organisation(job)
            told = draw([_job_row(job, keys.person, organisation)])
            self.rows.tell(
                max(job.starts_on, first.registered_on),
                "register.add_employment",
                keys.person,
                (tables.employment, told),
            )
        for each in learnt:
            row = _learning_row(rng, each, keys.registrations[0], unit)
            self.rows.tell(each.logged_on, "cpd.log", keys.person, (records, [{"id": new_id(rng), **row}]))

    def _career(self, career: Career, keys: Keys, number: int, draw: Draw) -> None:
        id = keys.registrations[number]
        if number:
            row = _registration_row(career, keys, number)
            self.rows.tell(career.registered_on, "register.admitted_entry", keys.person, (tables.registrations, [row]))
        for position, each in enumerate(career.happenings, 1):
            told = draw([_happening_row(each, id, position)])
            self.rows.tell(each.on, VERBS[each.kind], keys.person, (tables.registration_events, told))
        for sanction in career.sanctions:
            told = draw([_sanction_row(sanction, id)])
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


def settlement(urban: bool) -> str:
    """The word for town or country."""
    return "urban" if urban else "rural"


def _person_row(person: Person, keys: Keys) -> Row:
    name = person.name
    letters = fold(f"{name.given} {name.family}").replace(" ", ".")
    return {
        "id": keys.person,
        "public_id": keys.public_id,
        "given_names": name.given,
        "family_name": name.family,
        "search_name": search_name(name.given, name.family),
        "date_of_birth": person.born,
        "gender": person.gender,
        "email": f"{letters}.{keys.numbers[0]}@example.org".lower(),
        "phone": person.phone,
        "country": person.cohort.country,
        "area_code": person.place.area_code,
        "settlement": settlement(person.urban),
        "invented": True,
    }


def _name_rows(person: Person, person_id: str, today: date) -> list[Row]:
    name, found = person.name, []
    if name.language:
        given, family = name.script
        found.append(_name_row(person_id, "script", given, family, name.language, None))
    if person.previous_family and person.previous_family != name.family:
        until = person.born + timedelta(days=int(26.5 * 365))
        found.append(_name_row(person_id, "previous", name.given, person.previous_family, "", min(until, today)))
    return found


def _name_row(person_id: str, kind: str, given: str, family: str, language: str, until: date | None) -> Row:
    return {
        "person_id": person_id,
        "kind": kind,
        "given_names": given,
        "family_name": family,
        "language": language,
        "search_name": search_name(given, family),
        "until": until,
    }


def _registration_row(career: Career, keys: Keys, number: int) -> Row:
    return {
        "id": keys.registrations[number],
        "person_id": keys.person,
        "part": career.part,
        "number": keys.numbers[number],
        "registered_on": career.registered_on,
        "expires_on": career.expires_on,
        "step": career.step,
    }


def _study_row(study: Study, person_id: str) -> Row:
    return {
        "person_id": person_id,
        "award": study.award.title,
        "institution": study.institution,
        "country": study.award.country,
        "awarded_on": study.awarded_on,
        "awarded_year": study.awarded_on.year,
        "level": study.award.level,
    }


def _happening_row(happening: Happening, registration_id: str, position: int) -> Row:
    return {
        "position": position,
        "registration_id": registration_id,
        "kind": happening.kind,
        "effective_on": happening.on,
        "until": happening.until,
        "reason": happening.reason,
    }


def _sanction_row(sanction: Sanction, registration_id: str) -> Row:
    return {
        "registration_id": registration_id,
        "kind": sanction.measure.kind,
        "effect": sanction.measure.effect,
        "starts_on": sanction.starts_on,
        "ends_on": sanction.ends_on,
        "review_on": sanction.review_on,
        "lifted_on": sanction.lifted_on,
        "public_wording": sanction.measure.wording,
        "decided_by": "Demonstration committee",
    }


def _job_row(job: Job, person_id: str, organisation_id: str) -> Row:
    return {
        "person_id": person_id,
        "organisation_id": organisation_id,
        "role": job.role,
        "area_code": job.place.area_code,
        "settlement": settlement(job.urban),
        "starts_on": job.starts_on,
        "ends_on": job.ends_on,
        "part_time": job.part_time,
    }


def _learning_row(rng: Any, learnt: Learnt, registration_id: str, unit: str) -> Row:
    moment = datetime.combine(learnt.logged_on, time(rng.randint(7, 21), rng.randint(0, 59)), UTC)
    row: Row = {
        "registration_id": registration_id,
        "on": learnt.on,
        "title": learnt.topic.title,
        "category": learnt.topic.category,
        "kind": learnt.topic.kind,
        "amount": Decimal(str(learnt.amount)),
        "unit": unit,
        "provider": learnt.provider,
        "standards": list(learnt.standards),
        "reflection": learnt.reflection,
        "peer_reflection": bool(learnt.peer_role),
        "peer_role": learnt.peer_role,
        "source": "demo",
        "logged_at": moment,
    }
    return row | {"fingerprint": fingerprint(registration_id, row)}
