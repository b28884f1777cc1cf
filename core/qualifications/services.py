"""The register against a plan for qualifications: where everybody stands, and who came and went in the last years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import SYSTEM, Context
from councilkit.errors import NotFound, Problem
from councilkit.law import LawLookupError, evaluate
from councilkit.law.drafts import load_draft, over
from councilkit.law.evaluation.extending import time_given
from councilkit.law.facts import Facts
from councilkit.law.model import Law, Value
from councilkit.law.months import add_months
from councilkit.law.requirements import Requirement, frames_of
from councilkit.law.transition import Provision, deferred, with_figures
from councilkit.law.yamltree import LawError
from councilkit.ledger.store import end
from councilkit.qualifications import store
from councilkit.qualifications.model import History, Line, QualificationPlan, counted, history, state_of, whole_years
from councilkit.qualifications.places import Assumptions
from councilkit.qualifications.showing import Shown, protected
from councilkit.standing.assessing import sets_for
from councilkit.standing.facts import read_facts
from councilkit.wording import N_

OUTSIDE = "statistics.qualifications"
YEARS_BACK = 3
MOST_KEPT = 4  # registers, of several days
A_PAGE = 50
Row = Mapping[str, Any]
NO_SUCH_AWARD = N_("Nobody has an award in these words that a person must judge. Go back to the list.")
NO_PLAN = N_("No plugin has a plan for a register by qualifications.")


@dataclass(frozen=True)
class Register:
    """The register on a day against a plan; `unmatched` holds the awards to judge, and whose they are."""

    plan: QualificationPlan
    as_of: date
    law: Law
    transition: tuple[Provision, ...]
    lines: tuple[Line, ...]
    history: History
    unmatched: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def value(self, id: str) -> Value:
        """What the draft, or else the law in force, says on the day; None where it says nothing."""
        try:
            return self.law.value(id, self.as_of) if id else None
        except LawLookupError:
            return None

    @property
    def deadline(self) -> date | None:
        """The last day that the transition gives anybody; None where it gives none, or lengths alone."""
        return max((one.qualify_by for one in self.transition if one.qualify_by), default=None)

    @property
    def passed(self) -> tuple[int, int]:
        """How many passed of how many started, by the source; everybody where there is none."""
        found = self.value(self.plan.passing)
        if not isinstance(found, Mapping):
            return 1, 1
        passed, started = found.get("passed"), found.get("started")
        return (passed, started) if isinstance(passed, int) and isinstance(started, int) else (1, 1)

    def assumed(self, **given: Any) -> Assumptions:
        """What is supposed where nothing else is given: the register's own history and the source's pass share."""
        usual = {
            "years": whole_years(self.as_of, self.deadline),
            "joiners": self.history.joiners,
            "leavers": self.history.leavers,
            "passing": Fraction(*self.passed),
        }
        return Assumptions(**{**usual, **{name: value for name, value in given.items() if value is not None}})


def plan_of(ctx: Context, code: str = "") -> QualificationPlan:
    """The plan of this code, or the first where none is named; NotFound where there is none."""
    plans = ctx.catalogue.all(QualificationPlan)
    if code:
        return ctx.catalogue.get(QualificationPlan, code)
    if not plans:
        raise NotFound(NO_PLAN)
    return plans[0]


def proposed(law: Law, plan: QualificationPlan) -> tuple[Law, tuple[Provision, ...]]:
    """The law as the plan's draft would have it, and its transition; raises Problem with the place of what is wrong."""
    try:
        draft = load_draft(plan.draft)
        return with_figures(over(law, draft), draft.transition), draft.transition
    except LawError as error:
        raise Problem(str(error)) from None


def read_register(ctx: Context, plan: QualificationPlan, as_of: date | None = None) -> Register:
    """Everybody of the plan's parts who is on the register on a day; today where no day is given."""
    require(ctx, "register.read")
    day, (law, transition) = as_of or ctx.today(), proposed(ctx.law, plan)
    asked = {part: deferred(node, transition) for part, node in _asked(ctx, plan)}
    with ctx.reading() as connection:
        frames = frames_of(*asked.values()) | {"qualifications"}  # those that nobody has matched are listed too
        facts = read_facts(connection, ctx.catalogue, law, day, people=store.people_of(asked), frames=frames)
        there = store.on_register(connection, asked, _ends_of_years(min(day, ctx.today())))
    judged = [_judged(node, facts.of_part(part), plan, law, day) for part, node in asked.items()]
    lines = pl.concat(judged) if judged else pl.DataFrame()
    unmatched = tuple(_unmatched(facts, lines))
    return Register(plan, day, law, transition, tuple(_lines(lines)), history(there), unmatched)


def _ends_of_years(last: date) -> list[date]:
    """The days between which comings and goings are counted; after today terms only run out, which is no leaving."""
    return [add_months(last, -12 * back) for back in range(YEARS_BACK + 1)]


def kept(ctx: Context, plan: QualificationPlan, as_of: date, memory: dict[Any, Register]) -> Register:
    """The same, from `memory` while nothing was written since: it hangs on the ledger's last entry."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        head = end(connection)[0]
    key = head, plan.code, as_of, ctx.today()
    found = memory.get(key)
    if found is None:
        found = read_register(ctx, plan, as_of)
        for old in [each for each in list(memory) if each[0] != head or len(memory) >= MOST_KEPT]:
            memory.pop(old, None)  # another request may have been quicker
        memory[key] = found
    return found


def may_look(ctx: Context) -> bool:
    """Whether there is something for the actor to see: everything, or what is for readers outside the office."""
    return any(permitted(ctx.actor, action) for action in ("register.read", OUTSIDE))


def in_office(ctx: Context) -> bool:
    """Whether the actor sees everything; NotPermitted for whoever may not even see what is for readers outside."""
    if permitted(ctx.actor, "register.read"):
        require(ctx, "register.read")
        return True
    require(ctx, OUTSIDE)
    return False


def read_outside(ctx: Context, plan: QualificationPlan, by: str, memory: dict[Any, Register]) -> tuple[Register, Shown]:
    """What readers outside the office see: the groups on the first day of the month, small counts hidden, nobody named.

    No day is chosen: what differs from one day to the next would tell of single people.
    """
    require(ctx, OUTSIDE)
    found = kept(ctx.acting(SYSTEM), plan, ctx.today().replace(day=1), memory)
    return replace(found, lines=(), history=History(), unmatched=()), protected(counted(found.lines, by))


def _asked(ctx: Context, plan: QualificationPlan) -> Iterator[tuple[str, Requirement]]:
    """What the plan asks of each part at renewal."""
    for part, asked in sorted(sets_for(ctx, "renewal").items()):
        for node in asked.requirement.walk():
            if node.code == plan.requirement:
                yield part, node


def titles(ctx: Context) -> dict[str, str]:
    """The titles of what renewal asks, by code."""
    asked = sets_for(ctx, "renewal").values()
    return {node.code: node.title for each in asked for node in each.requirement.walk()}


def _judged(asked: Requirement, facts: Facts, plan: QualificationPlan, law: Law, day: date) -> pl.DataFrame:
    """One row a registrant: part, employer, area, state and until."""
    verdicts = evaluate(asked, facts, law=law, as_of=day)
    leaves = [node.code for node in asked.walk() if not node.children]
    others = [code for code in leaves if code != plan.award]
    wide = verdicts.long.pivot("requirement", index="registrant", values="state")
    states = [
        state_of(row[asked.code], row.get(plan.award, row[asked.code]), [row[code] for code in others])
        for row in wide.iter_rows(named=True)
    ]
    stands = pl.DataFrame({"registrant": wide["registrant"], "state": pl.Series(states, dtype=pl.String)})
    about = facts["registrants"].select("registrant", "part", "employer", "area")
    until = time_given(asked, facts, law=law, as_of=day)
    return about.join(stands, on="registrant", maintain_order="left").join(
        until, on="registrant", maintain_order="left"
    )


def _lines(judged: pl.DataFrame) -> Iterator[Line]:
    for row in judged.iter_rows(named=True):
        yield Line(row["part"], row["employer"] or "", row["area"] or "", row["state"], row["until"])


def _unmatched(facts: Facts, judged: pl.DataFrame) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The awards of those whom a person must judge, in the words that stand in the register; the most usual first."""
    if judged.is_empty():
        return
    doubtful = judged.filter(pl.col("state") == "judge").select("registrant")
    held = facts["qualifications"].filter(pl.col("code").fill_null("") == "")
    theirs = held.join(doubtful, on="registrant", how="semi").group_by("award").agg(pl.col("registrant").unique())
    for award, registrants in sorted(theirs.iter_rows(), key=lambda each: (-len(each[1]), each[0])):
        yield award, tuple(sorted(registrants))


def judged_twice(register: Register) -> bool:
    """Whether somebody has several awards that must be judged, so that the awards count more people than there are."""
    named = [registrant for _, registrants in register.unmatched for registrant in registrants]
    return len(named) > len(set(named))


def people_to_judge(ctx: Context, register: Register, award: str, page: int) -> tuple[list[Row], int]:
    """A page of the people whose award must be judged, by name, and how many there are; NotFound for other words."""
    require(ctx, "register.read")
    registrants = dict(register.unmatched).get(award)
    if registrants is None:
        raise NotFound(NO_SUCH_AWARD)
    with ctx.reading() as connection:
        found = store.people_named(connection, registrants)
    return found[(page - 1) * A_PAGE : page * A_PAGE], len(found)
