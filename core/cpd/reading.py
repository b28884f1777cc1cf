"""What the pages show: a person's learning in a period, and where a new record starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from councilkit.accounts.services import require
from councilkit.accounts.store import by_person
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.access import readable
from councilkit.cpd.drafts import Draft, draft_in
from councilkit.cpd.earning import Earned, earned
from councilkit.cpd.history import Edit, edits, titled
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.periods import Period, periods, terms
from councilkit.cpd.requirements import requirement, unit_of
from councilkit.cpd.totals import Requirement, Totals, totals
from councilkit.errors import NotFound, Problem
from councilkit.ledger.store import read as ledger_entries
from councilkit.register.model import RegisterPart
from councilkit.register.names import fold
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Registration:
    """A registration as this room sees it: its part's title, its learning framework and its terms."""

    row: Row
    title: str
    framework: LearningFramework | None
    terms: tuple[Period, ...]

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def number(self) -> str:
        return str(self.row["number"])

    @property
    def unit(self) -> str:
        return unit_of(self.framework)


@dataclass(frozen=True)
class Learning:
    """A person's learning under one registration, in one period.

    `period` None with `elsewhere`: the records outside every period. `totals` sums what is shown.
    """

    person: Row | None
    registrations: Sequence[Registration]
    chosen: Registration
    requirement: Requirement
    period: Period | None
    periods: Sequence[Period]
    records: Sequence[Row]
    removed: Sequence[Row]
    outside: int
    totals: Totals
    files: Mapping[str, Sequence[Row]]
    draft: Draft | None = None
    earned: Earned | None = None

    @cached_property
    def category_titles(self) -> dict[str, str]:
        framework = self.chosen.framework
        return {each.code: each.title for each in framework.categories} if framework else {}

    @cached_property
    def impact_titles(self) -> dict[str, str]:
        framework = self.chosen.framework
        return {each.code: each.title for each in framework.impacts} if framework else {}


def learning(
    ctx: Context,
    person_id: str,
    *,
    registration_id: str = "",
    start: date | None = None,
    outside: bool = False,
    saved: str = "",
    draft: str = "",
) -> Learning:
    """The learning of a person; NotFound for a registration or period that is not theirs.

    Shown is the period that begins on `start`, else that of the record `saved`, else today's, else the last one.
    """
    require(ctx, "cpd.read", person_id)
    with ctx.reading() as connection:
        found = _registrations(ctx, connection, person_id)
        person = store.person(connection, person_id)
        everything = store.records_of(connection, [each.id for each in found])
        files = store.evidence_of(connection, [row["id"] for row in everything])
        kept = draft_in(connection, ctx.actor.id, draft) if draft else None
    of_saved = next((row for row in everything if row["id"] == saved), None)
    chosen = choose(_some(found), registration_id or (of_saved["registration_id"] if of_saved else ""), ctx.today())
    asked = requirement(ctx.law, chosen.framework, ctx.today())
    known = periods(chosen.terms, asked.months, ctx.today())
    outside = outside or (start is None and of_saved is not None and not any(of_saved["on"] in each for each in known))
    period = None if outside else _period(known, start, of_saved["on"] if of_saved else ctx.today())
    asked = _in_force(ctx, chosen, period, asked)
    own = [row for row in everything if row["registration_id"] == chosen.id]
    stray = [row for row in own if not row["withdrawn"] and not any(row["on"] in each for each in known)]
    shown = stray if outside or period is None else [row for row in own if row["on"] in period and not row["withdrawn"]]
    summed = totals(shown, period, asked if period else replace(asked, target=None))
    removed = [row for row in own if row["withdrawn"]]
    more = earned(ctx.law, chosen.framework, shown, _judged_on(ctx, period))
    return Learning(person, found, chosen, asked, period, known, shown, removed, len(stray), summed, files, kept, more)


def _in_force(ctx: Context, chosen: Registration, period: Period | None, today: Requirement) -> Requirement:
    """The requirement of a past period is the one that was in force on its last day."""
    day = _judged_on(ctx, period)
    return today if day == ctx.today() else requirement(ctx.law, chosen.framework, day)


def _judged_on(ctx: Context, period: Period | None) -> date:
    return min(ctx.today(), period.end or date.max) if period else ctx.today()


def _registrations(ctx: Context, connection: Any, person_id: str) -> list[Registration]:
    return [_seen(ctx, row, events) for row, events in store.with_events(connection, person_id)]


def _seen(ctx: Context, row: Row, events: Sequence[Row]) -> Registration:
    known = ctx.catalogue.has(RegisterPart, row["part"])
    title = ctx.catalogue.get(RegisterPart, row["part"]).title if known else row["part"]
    framework = framework_for(ctx.catalogue.all(LearningFramework), row["part"])
    return Registration(row, title, framework, terms(row, events, ctx.today()))


def _some(found: Sequence[Registration]) -> Sequence[Registration]:
    if not found:
        raise NotFound(Sentence(N_("There is no registration to log learning for. Ask the council if this is wrong.")))
    return found


def choose(found: Sequence[Registration], id: str, today: date) -> Registration:
    """The registration with this id (NotFound for a strange one), else the current: in a term today, begun last."""
    if id:
        for each in found:
            if each.id == id:
                return each
        raise NotFound(Sentence(N_("This registration is not there, or it is not yours. Choose one from the list.")))
    return max(found, key=lambda each: (any(today in term for term in each.terms), each.row["registered_on"], each.id))


def _period(known: Sequence[Period], start: date | None, day: date) -> Period | None:
    if start is not None:
        for each in known:
            if each.start == start:
                return each
        raise NotFound(Sentence(N_("No learning period begins on %(day)s. Choose one from the list."), day=start))
    return next((each for each in known if day in each), known[-1] if known else None)


@dataclass(frozen=True)
class Start:
    """What a new record starts from: whose and for which registration, what was logged before, and a draft."""

    registrations: Sequence[Registration]
    chosen: Registration
    before: Sequence[Row]
    draft: Draft | None

    @property
    def titles(self) -> list[Row]:
        """The last three records with different titles, newest first, to add again."""
        distinct: dict[str, Row] = {}
        for row in self.before:
            distinct.setdefault(row["title"].casefold(), row)
        return list(distinct.values())[:3]

    @property
    def remembered(self) -> dict[str, Any]:
        """The provider and category used last under this registration."""
        own = [row for row in self.before if row["registration_id"] == self.chosen.id]
        return {name: next((row[name] for row in own[:1] if row[name]), "") for name in ("provider", "category")}

    def again(self, record_id: str) -> dict[str, Any]:
        """What is filled in when a record is added again: all but day, reflection and files."""
        row = next((row for row in self.before if row["id"] == record_id), None)
        names = ("title", "amount", "category", "kind", "provider", "standards")
        return {name: row[name] for name in names} if row else {}


def target(ctx: Context, person_id: str, registration_id: str = "") -> Registration:
    """The registration that a new record is for; NotFound when it is not the person's or there is none."""
    require(ctx, "cpd.log", person_id)
    with ctx.reading() as connection:
        if registration_id:  # chosen already: what happened to the others decides nothing
            found = [_seen(ctx, row, ()) for row in store.registrations_of(connection, person_id)]
        else:
            found = _registrations(ctx, connection, person_id)
    return choose(_some(found), registration_id, ctx.today())


def start(ctx: Context, person_id: str, registration_id: str = "", *, draft: str = "") -> Start:
    """Where a new record starts from, in three statements."""
    require(ctx, "cpd.log", person_id)
    with ctx.reading() as connection:
        found = _registrations(ctx, connection, person_id)
        before = store.latest(connection, [each.id for each in found]) if found else []
        kept = draft_in(connection, ctx.actor.id, draft) if draft else None
    return Start(found, choose(_some(found), registration_id, ctx.today()), before, kept)


def record_with_files(ctx: Context, record_id: str, action: str = "cpd.read") -> tuple[Row, list[Row]]:
    """A record and its files."""
    row = readable(ctx, record_id, action)
    with ctx.reading() as connection:
        return row, store.evidence_of(connection, [record_id]).get(record_id, [])


def history(ctx: Context, record_id: str) -> list[Edit]:
    """What happened to a record, oldest first, from the ledger; `by` is you, registrant or council."""
    row = readable(ctx, record_id)
    with ctx.reading() as connection:
        found = edits(ledger_entries(connection, subject=row["person_id"]), record_id)
        account = by_person(connection, row["person_id"])
    known = {account["id"]: "registrant"} if account else {}
    known[ctx.actor.id] = "you"
    frames = ctx.catalogue.all(LearningFramework)
    titles = {each.code: each.title for frame in frames for each in (*frame.categories, *frame.impacts)}
    return [replace(titled(edit, titles), by=known.get(edit.by, "council")) for edit in found]


def day_of(text: str | None) -> date | None:
    """The day that an address names, None when it names none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Problem(Sentence(N_('"%(found)s" is not a day like 2026-04-01.'), found=(text or "")[:20])) from None


def found(ctx: Context, query: str) -> tuple[list[Row], list[Row]]:
    """People by number or name, and without a query the records logged last."""
    require(ctx, "cpd.read")
    with ctx.reading() as connection:
        if query:
            return store.find_people(connection, query, fold(query)), []
        return [], store.newest(connection)
