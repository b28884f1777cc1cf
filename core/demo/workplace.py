"""An employer of the demonstration with something on every part of its page: staff in each group, and two questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from councilkit.context import Context
from councilkit.cpd.model import LearningFramework
from councilkit.demo.careers import Career
from councilkit.demo.chance import chance, new_id
from councilkit.demo.columns import Keys
from councilkit.demo.lives import Life
from councilkit.demo.rows import Writer
from councilkit.employers.model import confirms
from councilkit.law.months import add_months
from councilkit.law.requirements import Fulfilled, RequirementSet
from councilkit.register.names import fold
from councilkit.register.tables import employment
from councilkit.register.terms import RENEWAL_DAYS, in_force, last_day
from councilkit.standing.tables import conditions

DAY = timedelta(days=1)
NEWCOMERS = (-30, 60)  # days until the first years end that the employer is asked to confirm
YEAR = 365
People = Sequence[tuple[Life, Keys]]


@dataclass(frozen=True)
class Workplace:
    """The employer to sign in as: its id and name, a part in which it confirms a condition, which one and its length.

    `months` is None where the law does not say how long the condition lasts; `staff` are the ids of the people who
    work there.
    """

    id: str
    name: str
    part: str
    condition: str
    months: int | None = None
    staff: frozenset[str] = frozenset()


def choose(ctx: Context, people: People, writer: Writer) -> Workplace | None:
    """The employer of most people in a part where the law lets employers confirm something; None without such a law."""
    for part, condition in sorted(_confirmed(ctx).items()):
        staff = Counter(
            job.employer for life, _ in people if life.careers[0].part == part for job in life.person.jobs[-1:]
        )
        if staff:
            name = min(staff, key=lambda each: (-staff[each], each))
            return Workplace(writer.organisations[fold(name)], name, part, *condition)
    return None


def _confirmed(ctx: Context) -> dict[str, tuple[str, int | None]]:
    """A condition that employers confirm in each part, and how many months it lasts by the law."""
    law, today = ctx.law, ctx.today()
    sets = [each for each in ctx.catalogue.all(RequirementSet) if each.event == "renewal"]
    return {
        each.part: (node.condition, law.months(node.lasts, today) if node.lasts in law else None)
        for each in sets
        for node in each.requirement.walk()
        if isinstance(node, Fulfilled) and confirms(node)
    }


def first_parts(ctx: Context) -> frozenset[str]:
    """The parts of registers at which a known career begins."""
    levels = [level for each in ctx.catalogue.all(LearningFramework) for level in each.levels]
    return frozenset(level.part for level in levels if any(not way.by for way in level.openings))


def complete(
    place: Workplace, people: People, writer: Writer, registrar: str, beginning: frozenset[str] = frozenset()
) -> Workplace:
    """Give the employer what chance did not: a second job there for some, and first years to be confirmed.

    `beginning` are the parts of which somebody in good standing is wanted. Returns the employer with its staff.
    """
    here = {keys.person for life, keys in people if _works_at(life, place.name)}
    country = next(life.person.cohort.country for life, _ in people if life.careers[0].part == place.part)
    near = [(life, keys) for life, keys in people if life.person.cohort.country == country]
    for wanted, state in _STATES.values():
        fitting = [(life, keys) for life, keys in near if state(life.careers[0], writer.today)]
        missing = wanted - sum(keys.person in here for _, keys in fitting)
        for life, keys in [each for each in fitting if each[1].person not in here][: max(0, missing)]:
            _employ(place, life, keys, writer)
            here.add(keys.person)
    _colleague(place, near, here, writer, beginning)
    _impose(place, [each for each in near if each[1].person in here], writer, registrar)
    return replace(place, staff=frozenset(here))


def _colleague(place: Workplace, near: People, here: set[str], writer: Writer, parts: frozenset[str]) -> None:
    """Give the employer somebody in good standing who begins a career, where chance gave it none."""
    able = [each for each in near if each[0].careers[0].part in parts and in_good_standing(each[0], writer.today)]
    at_work = [(life, keys) for life, keys in able if life.person.jobs]
    for life, keys in at_work[:1] if all(keys.person not in here for _, keys in at_work) else ():
        _employ(place, life, keys, writer)
        here.add(keys.person)


def in_good_standing(life: Life, today: date) -> bool:
    """Whether somebody is on the register and under no order."""
    return _running(life.careers[0], today) and not life.careers[0].sanctions


def _works_at(life: Life, name: str) -> bool:
    return any(fold(job.employer) == fold(name) and job.ends_on is None for job in life.person.jobs)


def _running(career: Career, today: date) -> bool:
    return not career.ended and (career.until is None or career.until >= today)


def _under(effect: str) -> Callable[[Career, date], bool]:
    def state(career: Career, today: date) -> bool:
        orders = (vars(each) | {"effect": each.measure.effect} for each in career.sanctions)
        return _running(career, today) and any(each["effect"] == effect and in_force(each, today) for each in orders)

    return state


def _due(career: Career, today: date) -> bool:
    soon = career.until is not None and career.until - today < RENEWAL_DAYS * DAY
    return soon and _running(career, today) and not career.sanctions


_STATES: Mapping[str, tuple[int, Callable[[Career, date], bool]]] = {
    "ended": (2, lambda career, today: not _running(career, today)),
    "suspended": (1, _under("suspended")),
    "not_renewed": (6, _due),
    "conditions": (2, _under("conditions")),
}


def _employ(place: Workplace, life: Life, keys: Keys, writer: Writer) -> None:
    person, since = life.person, life.careers[0].registered_on + 30 * DAY
    row = {
        "id": new_id(chance(writer.seed, "second job", keys.person)),
        "person_id": keys.person,
        "organisation_id": place.id,
        "role": person.jobs[-1].role if person.jobs else person.cohort.roles[0],
        "area_code": person.place.area_code,
        "starts_on": min(since, writer.today - 10 * DAY),
        "part_time": 50,
    }
    writer.rows.tell(row["starts_on"], "register.add_employment", keys.person, (employment, [row]))


def _impose(place: Workplace, staff: People, writer: Writer, registrar: str) -> None:
    able = _after_a_year(place, staff, writer.today)
    for days, (career, person, registration) in zip(NEWCOMERS, able, strict=False):
        begin = max(career.registered_on, add_months(writer.today + days * DAY, -(place.months or 12)))
        row = {
            "id": new_id(chance(writer.seed, "condition", registration)),
            "registration_id": registration,
            "kind": place.condition,
            "imposed_on": begin,
            "due_on": last_day(begin, place.months),
        }
        told = (conditions, [row])
        writer.rows.tell(begin, "standing.condition", person, told, actor=registrar)


def _after_a_year(place: Workplace, staff: People, today: date) -> list[tuple[Career, str, str]]:
    """People of the part in good standing, first those who joined it about a year ago."""
    able = [
        (life.careers[0], keys.person, keys.registrations[0])
        for life, keys in staff
        if life.careers[0].part == place.part and _running(life.careers[0], today) and not life.careers[0].sanctions
    ]
    return sorted(able, key=lambda each: (abs((today - each[0].registered_on).days - YEAR), each[1]))
