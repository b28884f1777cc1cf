"""Writes drawn people into an empty council: all their rows, then the ledger that tells of them day by day."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, insert, select

from councilkit.context import Context
from councilkit.cpd.tables import records
from councilkit.demo import workplace
from councilkit.demo.chance import WRITTEN_UP, chance, new_id
from councilkit.demo.columns import Keys
from councilkit.demo.decided import decided
from councilkit.demo.desk import ARRIVED, Desk, Officers
from councilkit.demo.lives import Life, cohorts_of, draw
from councilkit.demo.renewals import Begun
from councilkit.demo.rows import Rows, Telling, Writer
from councilkit.demo.signins import account_id
from councilkit.demo.workplace import Workplace
from councilkit.errors import Problem
from councilkit.ledger import store as ledger
from councilkit.ledger.model import encode
from councilkit.register.model import Qualification, RegisterPart
from councilkit.register.names import PUBLIC_ID_SEQUENCE, RANDOM_CHOICES, public_id
from councilkit.register.store import next_number
from councilkit.register.tables import persons

TWINS = 3
BY_DAY = 400  # days back to which the ledger is written day by day
SPACING = 100_000  # between the numbers of two parts, so that no two people of the demonstration share one
ORDER = {"register.organisation": 0, "register.admitted_entry": 1, "register.add_employment": 2}  # of one moment


@dataclass
class Filled:
    """A council's invented people with their ids, and what the ledger has still to tell of them."""

    people: list[tuple[Life, Keys]]
    untold: list[Telling]
    workplace: Workplace | None = None

    def sign(self, person_id: str, account: str) -> None:
        """Let somebody have logged their own learning, at the minute that their records say."""
        self.untold = [_signed(each, person_id, account) for each in self.untold]

    def tell(self, ctx: Context, until: date) -> None:
        """Write the ledger up to a day as if it had been kept all along."""
        today = ctx.today()
        told = [each for each in self.untold if _moment(each, today).date() <= until]
        self.untold = [each for each in self.untold if _moment(each, today).date() > until]
        with ctx.database.writing() as connection:
            _tell(connection, told, today)


def _signed(telling: Telling, person_id: str, account: str) -> Telling:
    if telling.subject != person_id or telling.action != "cpd.log":
        return telling
    return replace(telling, actor=account, moment=telling.rows[records.name][0]["logged_at"])


def populate(ctx: Context, registrants: int, seed: int) -> Filled:
    """Fill an empty council with the rows of invented people, to be told; raises Problem when it is not empty."""
    with ctx.reading() as connection:
        if connection.execute(select(persons.c.id).limit(1)).first() is not None:
            raise Problem("This council has people already. Make the demonstration in an empty folder.")
    lives = draw(ctx, registrants, seed)
    with ctx.database.writing() as connection:
        keyed = _keyed(connection, ctx, lives, seed)
        rows, place = _written(connection, ctx, keyed, seed)
        for table, found in rows.tables.values():
            connection.execute(insert(table), found)
    return Filled(keyed, rows.tellings, place)


def _written(
    connection: Connection, ctx: Context, keyed: Sequence[tuple[Life, Keys]], seed: int
) -> tuple[Rows, Workplace | None]:
    writer = Writer(seed, ctx.today())
    for life, keys in keyed:
        writer.person(life.person, life.careers, keys, life.asked.unit, life.learnt)
    officers = Officers(account_id(seed, "registrar"), account_id(seed, "assessor"))
    place = workplace.choose(ctx, keyed, writer)
    if place is not None:
        begin = workplace.first_parts(ctx)
        place = workplace.complete(place, keyed, writer, officers.registrar, begin)
    Begun(ctx, writer, ctx.today()).add(keyed)
    decided(writer, officers, ctx.today(), keyed, lambda year, count: _next(connection, f"application:{year}", count))
    numbers = _next(connection, f"application:{ctx.today().year}", len(ARRIVED))
    desk = Desk(writer, officers, ctx.today(), numbers, {place.part: place.name} if place else {})
    desk.applications(cohorts_of(ctx), ctx.catalogue.all(Qualification))
    desk.proposal(keyed)
    desk.twins(keyed, _next(connection, PUBLIC_ID_SEQUENCE, TWINS))
    return writer.rows, place


def _next(connection: Connection, sequence: str, count: int) -> range:
    """The next numbers of a sequence."""
    last = next_number(connection, sequence, count)
    return range(last - count + 1, last + 1)


def _keyed(connection: Connection, ctx: Context, lives: Sequence[Life], seed: int) -> list[tuple[Life, Keys]]:
    """Everybody with ids and numbers, taken from the sequences that later registrations go on with."""
    numbers = _numbers(connection, ctx, lives)
    keyed = []
    for counter, life in zip(_next(connection, PUBLIC_ID_SEQUENCE, len(lives)), lives, strict=True):
        rng = chance(seed, life.person.cohort.part, life.person.index, "keys")
        keys = Keys(
            person=new_id(rng),
            registrations=tuple(new_id(rng) for _ in life.careers),
            public_id=public_id(rng.randrange(RANDOM_CHOICES), counter),
            numbers=tuple(next(numbers[career.part]) for career in life.careers),
        )
        keyed.append((life, keys))
    return keyed


def _numbers(connection: Connection, ctx: Context, lives: Iterable[Life]) -> dict[str, Iterator[str]]:
    """The registration numbers of each part in order of registration, taken from the part's own sequence."""
    counts: dict[str, int] = defaultdict(int)
    for career in (career for life in lives for career in life.careers):
        counts[career.part] += 1
    parts = {part.code: part for part in ctx.catalogue.all(RegisterPart)}
    found: dict[str, Iterator[str]] = {}
    for place, code in enumerate(sorted(counts), 1):
        next_number(connection, f"registration:{code}", place * SPACING)
        each = _next(connection, f"registration:{code}", counts[code])
        found[code] = iter([ctx.council.hooks.registration_number(parts[code], None, number) for number in each])
    return found


def _tell(connection: Connection, tellings: Sequence[Telling], today: date) -> None:
    """Write entries in the order of time, those of one moment, action and actor at once."""
    batches: dict[tuple[datetime, int, str, str], list[Telling]] = defaultdict(list)
    for each in tellings:
        batches[_moment(each, today), ORDER.get(each.action, len(ORDER)), each.action, each.actor].append(each)
    for moment, order, action, actor in sorted(batches):
        told = sorted(batches[moment, order, action, actor], key=lambda each: (each.effective_on, each.subject))
        changes = [(each.subject, each.effective_on, encode(each.rows)) for each in told]
        ledger.append(connection, moment, actor, action, changes)


def _moment(telling: Telling, today: date) -> datetime:
    """When an entry was recorded: at the end of work of its day, or of its month when that is long ago."""
    if telling.moment is not None:
        return telling.moment
    day = telling.effective_on
    if (today - day).days >= BY_DAY:
        last = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
        day = min(last, today - timedelta(days=BY_DAY))
    return datetime.combine(day, time(0, 0, 1) if day == today else WRITTEN_UP, UTC)
