"""Applications of the last year that two officers decided, so that the council's own figures count something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from councilkit.demo.chance import chance, new_id
from councilkit.demo.columns import Keys, Row
from councilkit.demo.desk import Officers, at, details
from councilkit.demo.lives import Life
from councilkit.demo.rows import Writer
from councilkit.register.tables import applications

DAYS = 365
Numbers = Callable[[int, int], Iterable[int]]  # so many numbers of applications of a year


def decided(
    writer: Writer, officers: Officers, today: date, people: Sequence[tuple[Life, Keys]], numbers: Numbers
) -> None:
    """Add the application by which each newcomer of the last year was admitted."""
    found: dict[int, list[tuple[date, Life, Keys]]] = {}
    for life, keys in people:
        entered = life.careers[0].registered_on
        if today - timedelta(days=DAYS) <= entered < today:
            rng = chance(writer.seed, "decided", keys.person)
            came = entered - timedelta(days=5 + int(min(rng.expovariate(1 / 22), 120)))
            found.setdefault(came.year, []).append((came, life, keys))
    for year, each in sorted(found.items()):
        for number, (came, life, keys) in zip(numbers(year, len(each)), each, strict=True):
            _decided(writer, officers, today, came, life, keys, f"A{year}-{number:05d}")


def _decided(
    writer: Writer, officers: Officers, today: date, came: date, life: Life, keys: Keys, reference: str
) -> None:
    entered = life.careers[0].registered_on
    row: Row = {
        "id": new_id(chance(writer.seed, "application", reference)),
        "reference": reference,
        "kind": "entry",
        "part": life.careers[0].part,
        "person_id": keys.person,
        "details": details(life.person, "", today),
        "received_at": at(came, 9),
    }
    writer.rows.tell(came, "register.apply_entry", row["id"], (applications, [row]), moment=at(came, 9))
    outcome = {"registration_id": keys.registrations[0], "outcome": "admitted", "proposal": "admit", "version": 2}
    outcome |= {"owner": officers.assessor, "proposed_by": officers.assessor, "proposed_at": at(entered, 10)}
    changed = row | outcome | {"decided_by": officers.registrar, "decided_at": at(entered, 15)}
    writer.rows.tell_later("register.admitted_entry", applications, changed, officers.registrar, at(entered, 15))
