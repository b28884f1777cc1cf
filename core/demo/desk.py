"""Work for the registrars' desk: applications in every state, a proposal that waits, records that may be one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from councilkit.demo.chance import chance, new_id
from councilkit.demo.columns import Keys, Row
from councilkit.demo.lives import Life
from councilkit.demo.model import Cohort
from councilkit.demo.people import Person, draw_person
from councilkit.demo.rows import Writer
from councilkit.register.model import Qualification
from councilkit.register.names import RANDOM_CHOICES, public_id, search_name, searched
from councilkit.register.tables import applications, duplicates, persons, proposals

NOBODY = 10_000_000  # people of this index and above apply, and are not on the register
# days since it came, what happened so far: open, mine (an officer looks at it), asked, proposed, refusing
ARRIVED = (
    (33, "mine"), (27, "asked"), (24, "open"), (19, "proposed"), (12, "mine"), (9, "asked"), (6, "proposed"),
    (5, "refusing"), (3, "open"), (2, "open"), (1, "open"), (1, "open"),
)  # fmt: skip
ACTIONS = {
    "mine": "register.assign",
    "asked": "register.ask",
    "proposed": "register.propose_admit",
    "refusing": "register.propose_refuse",
}
ASKED = "A copy of your diploma or degree certificate\nA criminal record certificate"
GROUNDS = "The diploma was seen in the original, and the identity document with it."
REFUSAL = "The qualification is not one that this register knows, and no equivalence was shown."


@dataclass(frozen=True)
class Officers:
    """Accounts of those who work at the desk."""

    registrar: str
    assessor: str


@dataclass
class Desk:
    """Adds work to the rows of a demonstration; `numbers` are the applications' own, one after the other.

    `employers` names by part the employer that applicants say they work for; else it is one of their own jobs.
    """

    writer: Writer
    officers: Officers
    today: date
    numbers: Iterable[int]
    employers: Mapping[str, str] = field(default_factory=dict)

    def applications(self, cohorts: Sequence[Cohort], known: Sequence[Qualification]) -> None:
        """People who want to enter, in every state of an application."""
        for index, ((days, state), number) in enumerate(zip(ARRIVED, self.numbers, strict=False)):
            cohort = cohorts[index % len(cohorts)]
            person = draw_person(cohort, NOBODY + index, self.writer.seed, self.today)
            awards = [each.title for each in known if cohort.part in each.parts]
            self._application(person, number, days, state, awards[0] if awards and state != "refusing" else "")

    def _application(self, person: Person, number: int, days: int, state: str, award: str) -> None:
        rng = chance(self.writer.seed, "application", number)
        came = self.today - timedelta(days=days)
        received = at(came, 9 + number % 8)
        row: Row = {
            "id": new_id(rng),
            "reference": f"A{self.today.year}-{number:05d}",
            "kind": "entry",
            "part": person.cohort.part,
            "details": details(person, award, self.today, self.employers.get(person.cohort.part)),
            "received_at": received,
        }
        self.writer.rows.tell(came, "register.apply_entry", row["id"], (applications, [row]), moment=received)
        looked = at(max(came, min(came + timedelta(days=3), self.today - timedelta(days=1))), 17)
        if state != "open":
            officer = self.officers.registrar if state in ("mine", "asked") else self.officers.assessor
            changed = row | self._state(state, looked) | {"owner": officer, "version": 2}
            self.writer.rows.tell_later(ACTIONS[state], applications, changed, officer, looked)

    def _state(self, state: str, looked: datetime) -> Row:
        if state == "asked":
            return {"asked": ASKED, "asked_until": self.today + timedelta(days=14 - (looked.day % 5))}
        if state in ("proposed", "refusing"):
            return {
                "proposal": "admit" if state == "proposed" else "refuse",
                "reasons": GROUNDS if state == "proposed" else REFUSAL,
                "proposed_by": self.officers.assessor,
                "proposed_at": looked,
            }
        return {}

    def proposal(self, people: Sequence[tuple[Life, Keys]]) -> None:
        """An order that the assessor proposed for somebody in good standing."""
        able = [(life, keys) for life, keys in people if _could_get_order(life, self.today)]
        if not able:
            return
        rng = chance(self.writer.seed, "proposal")
        life, keys = able[rng.randrange(len(able))]
        measure = next(each for each in life.person.cohort.measures if each.months and each.effect != "none")
        start = self.today + timedelta(days=7)
        proposed = at(self.today - timedelta(days=2), 11)
        details = {
            "kind": measure.kind,
            "effect": measure.effect,
            "decided_by": "Demonstration committee",
            "starts_on": start.isoformat(),
            "ends_on": (start + timedelta(days=28 * (measure.months or 1))).isoformat(),
            "review_on": (start + timedelta(days=60)).isoformat(),
            "public_wording": measure.wording,
            "private_note": "",
        }
        row = {
            "id": new_id(rng),
            "registration_id": keys.registrations[0],
            "kind": "order",
            "details": details,
            "proposed_by": self.officers.assessor,
            "proposed_at": proposed,
        }
        told, officer = (proposals, [row]), self.officers.assessor
        self.writer.rows.tell(
            proposed.date(), "register.propose_order", keys.person, told, actor=officer, moment=proposed
        )

    def twins(self, people: Sequence[tuple[Life, Keys]], counters: Iterable[int]) -> None:
        """Second records of people, as an old list may bring them: the name without its accents."""
        accented = [
            each for each in people if _without_accents(each[0].person.name.family) != each[0].person.name.family
        ]
        for counter, (life, keys) in zip(counters, accented[:: max(1, len(accented) // 3)], strict=False):
            rng = chance(self.writer.seed, "twin", counter)
            name = life.person.name
            given, family = _without_accents(name.given), _without_accents(name.family).upper()
            twin: Row = {
                "id": new_id(rng),
                "public_id": public_id(rng.randrange(RANDOM_CHOICES), counter),
                "given_names": given,
                "family_name": family,
                **searched(given, family),
                "date_of_birth": life.person.born,
                "gender": life.person.gender,
                "country": life.person.cohort.country,
                "area_code": life.person.place.area_code,
                "invented": True,
            }
            pair = {"id": new_id(rng), "first_id": keys.person, "second_id": twin["id"]}
            why = "Same name and date of birth"
            on = self.today - timedelta(days=10)
            self.writer.rows.tell(on, "register.add_person", twin["id"], (persons, [twin]))
            told = (duplicates, [pair | {"why": why}])
            self.writer.rows.tell(on, "register.propose_duplicate", keys.person, told)


def details(person: Person, award: str, today: date, employer: str | None = None) -> dict[str, Any]:
    """What an applicant wrote."""
    study = person.studies[0] if person.studies else None
    letters = search_name(person.name.given, person.name.family).replace(" ", ".")
    works = employer or (person.jobs[-1].employer if person.jobs else None)
    began = today - timedelta(days=15 + 37 * person.index % 180)  # new to the post: most within six months
    return {
        "part": person.cohort.part,
        "given_names": person.name.given,
        "family_name": person.name.family,
        "date_of_birth": person.born.isoformat(),
        "email": f"{letters}.{person.index - NOBODY}@example.org",
        "phone": person.phone,
        "address": None,
        "award": award or (study.award.title if study else "Degree in social work"),
        "institution": study.institution if study else "University of Lough View (demo)",
        "awarded_country": person.cohort.country,
        "awarded_year": study.awarded_on.year if study else today.year,
        "employer": works,
        "began_on": began.isoformat() if works else None,
        "declaration": True,
    }


def _could_get_order(life: Life, today: date) -> bool:
    career = life.careers[0]
    lasting = career.until is None or career.until > today + timedelta(days=400)
    usable = any(each.months and each.effect != "none" for each in life.person.cohort.measures)
    return usable and lasting and not career.ended and not career.sanctions


def at(day: date, hour: int) -> datetime:
    """An hour of a day."""
    return datetime.combine(day, time(hour), UTC)


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
