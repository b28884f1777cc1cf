"""The rows of one invented person, table by table."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from councilkit.cpd.model import fingerprint
from councilkit.demo.careers import Career, Happening, Sanction
from councilkit.demo.chance import in_hours
from councilkit.demo.learning import Learnt
from councilkit.demo.people import Job, Person, Study
from councilkit.register.names import fold, searched

Row = dict[str, Any]


@dataclass(frozen=True)
class Keys:
    """Ids and numbers of one person, drawn or counted beforehand."""

    person: str
    registrations: tuple[str, ...]
    public_id: str
    numbers: tuple[str, ...]


def settlement(urban: bool) -> str:
    """The word for town or country."""
    return "urban" if urban else "rural"


def person_row(person: Person, keys: Keys) -> Row:
    """The row of a person."""
    name = person.name
    letters = fold(f"{name.given} {name.family}").replace(" ", ".")
    return {
        "id": keys.person,
        "public_id": keys.public_id,
        "given_names": name.given,
        "family_name": name.family,
        **searched(name.given, name.family),
        "date_of_birth": person.born,
        "gender": person.gender,
        "email": f"{letters}.{keys.numbers[0]}@example.org".lower(),
        "phone": person.phone,
        "country": person.cohort.country,
        "area_code": person.place.area_code,
        "settlement": settlement(person.urban),
        "invented": True,
    }


def name_rows(person: Person, person_id: str, today: date) -> list[Row]:
    """Rows of a person's other names: in another script, and from before."""
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
        **searched(given, family),
        "until": until,
    }


def registration_row(career: Career, keys: Keys, number: int) -> Row:
    """The row of a registration; `number` is its place among the person's."""
    return {
        "id": keys.registrations[number],
        "person_id": keys.person,
        "part": career.part,
        "number": keys.numbers[number],
        "registered_on": career.registered_on,
        "expires_on": career.expires_on,
        "step": career.step,
    }


def study_row(study: Study, person_id: str) -> Row:
    """The row of a qualification."""
    return {
        "person_id": person_id,
        "award": study.award.title,
        "institution": study.institution,
        "country": study.award.country,
        "awarded_on": study.awarded_on,
        "awarded_year": study.awarded_on.year,
        "level": study.award.level,
    }


def happening_row(happening: Happening, registration_id: str, position: int) -> Row:
    """The row of an event of a registration."""
    return {
        "position": position,
        "registration_id": registration_id,
        "kind": happening.kind,
        "effective_on": happening.on,
        "until": happening.until,
        "reason": happening.reason,
    }


def sanction_row(sanction: Sanction, registration_id: str) -> Row:
    """The row of an order."""
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


def job_row(job: Job, person_id: str, organisation_id: str) -> Row:
    """The row of an employment."""
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


def learning_row(rng: random.Random, learnt: Learnt, registration_id: str, unit: str) -> Row:
    """The row of a learning record, logged at a drawn hour."""
    logged = in_hours(rng, learnt.logged_on)
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
        "impact_on": learnt.impact_on,
        "impact": learnt.impact,
        "source": "demo",
        "logged_at": logged,
    }
    return row | {"fingerprint": fingerprint(registration_id, row)}
