"""Who will lapse on the day, and what each still lacks: everybody whose renewal is open, in one pass over the law."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.cpd.periods import Period
from councilkit.cpd.requirements import requirement
from councilkit.cpd.totals import Totals, totals
from councilkit.deadlines import store
from councilkit.deadlines.model import GROUPS, Deadline, Progress, group_of
from councilkit.deadlines.reading import deadlines
from councilkit.law import Reason, Verdict, evaluate
from councilkit.law.facts import Facts
from councilkit.law.requirements import Amount, AtLeastOne, Count, Covers, Kinds, Paid, frames_of
from councilkit.ledger.store import end
from councilkit.register.decisions import state
from councilkit.register.model import full_name
from councilkit.standing.assessing import sets_for
from councilkit.standing.facts import read_facts
from councilkit.standing.renewal import Task, asked, left, tasks
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
DONE = (Amount, AtLeastOne, Count, Covers, Kinds, Paid)  # what somebody has begun as soon as there is a little of it
MOST_NAMED = 10_000  # people whom one statement may name
SENT = N_("A decision about what was sent")
ANSWER = N_("An answer to what the council asked, by %(day)s")
LAWLESS = N_("No law of renewal is known; a person decides")
JUDGE = N_("%(what)s: a person must judge")


@dataclass(frozen=True)
class Left:
    """One thing that a renewal lacks, by its code and in words."""

    code: str
    words: Sentence


@dataclass(frozen=True)
class Line:
    """One registration of the forecast."""

    deadline: Deadline
    employer: str
    group: str
    left: tuple[Left, ...]

    @property
    def name(self) -> str:
        return full_name(self.deadline.row)

    @property
    def part(self) -> str:
        return str(self.deadline.row["part"])

    @property
    def lapses(self) -> bool:
        """Whether it ends by the calendar unless something is done."""
        return self.deadline.until is not None and self.group != "ready"


@dataclass(frozen=True)
class Forecast:
    """Everybody whose renewal is open on a day, by what matters most, then by due day."""

    as_of: date
    lines: tuple[Line, ...]

    def of(self, *, part: str = "", by: date | None = None, group: str = "") -> tuple[Line, ...]:
        """The lines of a part, due by a day, of a group."""
        return tuple(
            line
            for line in self.lines
            if part in ("", line.part) and group in ("", line.group) and (by is None or line.deadline.due <= by)
        )


def counts(lines: Sequence[Line]) -> Counter[tuple[str, str]]:
    """How many there are by group and part."""
    return Counter((line.group, line.part) for line in lines)


def forecast(ctx: Context, as_of: date | None = None) -> Forecast:
    """Everybody whose renewal is open on a day, with what is left of it; today where no day is given."""
    require(ctx, "register.read")
    day = as_of or ctx.today()
    with ctx.reading() as connection:
        open_ = [each for each in deadlines(ctx, connection, day) if not each.lapsed]
        facts = _facts(ctx, connection, open_, day)
        signed, waiting = store.signatures(connection), store.waiting(connection)
    done = _Done(signed, waiting, _verdicts(ctx, facts, day), _Learnt(ctx, facts, day))
    employers = dict(facts["registrants"].select("registrant", "employer").iter_rows())
    lines = (done.line(each, employers.get(each.id) or "", day) for each in open_)
    order = list(GROUPS)
    return Forecast(day, tuple(sorted(lines, key=lambda line: (order.index(line.group), line.deadline.due))))


def kept(ctx: Context, memory: dict[Any, Forecast]) -> Forecast:
    """The forecast of today, from `memory` while nothing was written since: it hangs on the ledger's last entry."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        key = end(connection)[0], ctx.today()
    found = memory.get(key)
    if found is None:
        found = forecast(ctx)
        memory.clear()
        memory[key] = found
    return found


def _facts(ctx: Context, connection: Connection, open_: Sequence[Deadline], day: date) -> Facts:
    """The facts of these registrations; where they are very many, everybody is read and they are picked out."""
    people = {str(each.row["person_id"]) for each in open_}
    if not people:
        return Facts.of()
    named = people if len(people) <= MOST_NAMED else ()
    frames = frames_of(*(each.requirement for each in sets_for(ctx, "renewal").values())) | {"learning"}
    found = read_facts(connection, ctx.catalogue, ctx.law, day, *named, frames=frames)
    return found.only([each.id for each in open_])


def _verdicts(ctx: Context, facts: Facts, day: date) -> dict[str, Verdict]:
    """The verdict on everybody of a part that a law of renewal is known for."""
    found: dict[str, Verdict] = {}
    for part, asked_of in sets_for(ctx, "renewal").items():
        of_part = facts.of_part(part)
        if not of_part["registrants"].is_empty():
            brief = evaluate(asked_of.requirement, of_part, law=ctx.law, as_of=day).brief()
            found |= {each.registrant: each for each in brief}
    return found


class _Learnt:
    """Sums of learning, for parts of which only learning is asked."""

    def __init__(self, ctx: Context, facts: Facts, day: date) -> None:
        self.ctx, self.facts, self.day = ctx, facts, day
        self.frameworks = ctx.catalogue.all(LearningFramework)
        self.records: dict[str, list[dict[str, Any]]] | None = None

    def of(self, found: Deadline) -> Totals | None:
        """The sum of a registration's period; None where its part asks for none."""
        framework = framework_for(self.frameworks, found.row["part"])
        if framework is None:
            return None
        if self.records is None:
            self.records = dict(self._read())
            spans = self.facts["registrants"].select("registrant", "term_start", "term_end")
            self.spans = {id: Period(start, end) for id, start, end in spans.iter_rows()}
        asked_for = requirement(self.ctx.law, framework, self.day)
        return totals(self.records.get(found.id, ()), self.spans.get(found.id), asked_for)

    def _read(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for (id,), held in self.facts["learning"].partition_by("registrant", as_dict=True).items():
            yield str(id), [_logged(row) for row in held.to_dicts()]


def _logged(row: Row) -> dict[str, Any]:
    """A record of the facts as the sums of learning take it."""
    return {**row, "amount": Decimal(row["amount"]) / 100, "withdrawn": False}


class _Done:
    """What was done for renewals: signatures, what was sent, and the verdicts of the law."""

    def __init__(
        self, signed: Mapping[str, date], waiting: Mapping[str, Row], verdicts: Mapping[str, Verdict], learnt: _Learnt
    ) -> None:
        self.signed, self.waiting, self.verdicts, self.learnt = signed, waiting, verdicts, learnt
        self.known: dict[tuple[int, bool, bool], tuple[Progress, tuple[Left, ...]]] = {}

    def line(self, found: Deadline, employer: str, day: date) -> Line:
        """The line of one registration."""
        sent, held = self.waiting.get(found.id), found.until is None and found.due < day
        if sent is not None:
            return Line(found, employer, group_of(held, Progress(1, waiting=True)), (_waits(sent),))
        progress, lacks = self._come(found)
        return Line(found, employer, group_of(held, progress), lacks)

    def _come(self, found: Deadline) -> tuple[Progress, tuple[Left, ...]]:
        """How far a renewal has come; whoever stands alike before the law is worked out once."""
        signed = self.signed.get(found.id, date.min) >= found.opens
        confirmed = (found.row["confirmed_on"] or date.min) >= found.opens
        verdict = self.verdicts.get(found.id)
        if verdict is None:
            return _come(None, self.learnt.of(found), confirmed, signed)
        key = (id(verdict.reason), confirmed, signed)
        if key not in self.known:
            self.known[key] = _come(verdict, None, confirmed, signed)
        return self.known[key]


def _come(
    verdict: Verdict | None, summed: Totals | None, confirmed: bool, signed: bool
) -> tuple[Progress, tuple[Left, ...]]:
    needed = tasks(verdict, summed, confirmed=confirmed, signed=signed)
    progress = _progress(needed, verdict, summed, confirmed, signed)
    lacks = tuple(_left(task) for task in needed if not task.done)
    return progress, lacks if verdict is not None else (*lacks, Left("law", Sentence(LAWLESS)))


def _waits(application: Row) -> Left:
    if state(application) == "asked":
        return Left("answer", Sentence(ANSWER, day=application["asked_until"]))
    return Left("decision", Sentence(SENT))


def _left(task: Task) -> Left:
    label = task.label if isinstance(task.label, Sentence) else Sentence(task.label)
    return Left(task.code, Sentence(JUDGE, what=label) if task.judged else label)


def _progress(
    needed: Sequence[Task], verdict: Verdict | None, summed: Totals | None, confirmed: bool, signed: bool
) -> Progress:
    reasons = list(asked(verdict)) if verdict else []
    fees = [reason for reason in reasons if isinstance(reason.requirement, Paid)]
    return Progress(
        left(needed),
        sum(task.judged for task in needed) + (verdict is None),
        paid=any(fee.state == "met" for fee in fees),
        unpaid=any(fee.met is False for fee in fees),
        signed=signed,
        met=all(task.done for task in needed if task.code not in ("details", "sign")),
        lawless=verdict is None,
        begun=confirmed or signed or _learnt_or_paid(reasons) or bool(summed and summed.amount),
    )


def _learnt_or_paid(reasons: Sequence[Reason]) -> bool:
    every = (each for reason in reasons for each in reason.walk())
    return any(isinstance(each.requirement, DONE) and each.found for each in every)


def record(line: Line, say: Callable[[Any], str] = str) -> dict[str, Any]:
    """A line as names and plain values, for files and other systems; `say` puts words into the reader's language."""
    row = line.deadline.row
    return {
        "number": row["number"],
        "name": line.name,
        "part": row["part"],
        "employer": line.employer,
        "area": row["area_code"],
        "due": line.deadline.due.isoformat(),
        "group": line.group,
        "lapses": line.lapses,
        "left": [each.code for each in line.left],
        "words": [say(each.words) for each in line.left],
    }


def as_rows(lines: Sequence[Line], say: Callable[[Any], str] = str) -> list[list[Any]]:
    """The lines as rows of a file, the names first."""
    names = ("number", "name", "part", "employer", "area", "due", "group", "lapses", "left", "words")
    records = (record(line, say) for line in lines)
    return [list(names), *[[_cell(each[name]) for name in names] for each in records]]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else value
