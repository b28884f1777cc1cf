"""A draft law tried on the whole register: who would be judged otherwise, and why; runs are kept for a second look."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any

import polars as pl

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.impact import model, store
from councilkit.impact.judging import judged
from councilkit.impact.trials import Prepared, Trial, in_office, prepare
from councilkit.law.evaluation.positions import plainly
from councilkit.law.requirements import frames_of
from councilkit.ledger.store import end
from councilkit.register.services.endorsing import own_organisation
from councilkit.standing.facts import read_facts, read_numbers

MOST_KEPT = 4

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Impact:
    """A run: one row of `people` for everybody who was judged.

    Columns: registrant, person, number, part, area, employer, before, after, then (with a transition), state_before,
    state_after, reason. `untouched` are on the register in parts whose law the draft leaves as it is; `idle` are roles
    of the transition that nobody works in.
    """

    trial: Trial
    prepared: Prepared
    people: pl.DataFrame
    untouched: int
    tried_at: datetime
    idle: tuple[str, ...] = ()

    @property
    def kind(self) -> tuple[str, ...]:
        """The columns that make a kind."""
        return ("before", "after", "then") if self.prepared.transition else ("before", "after")

    @property
    def kinds(self) -> list[model.Kind]:
        """Every kind that somebody has."""
        return sorted(self.people.select(self.kind).unique().rows(), key=model.order)

    @cached_property
    def whole(self) -> model.Tables:
        """The tables as they are: for the office alone."""
        return model.whole(counts(self))

    @cached_property
    def public(self) -> model.Tables:
        """The tables as they may leave the office."""
        return model.public(counts(self))


def as_permitted(ctx: Context, trial: Trial) -> Trial:
    """The trial that the actor may run: outside the office a draft as it is, on the first day of the month.

    Two runs that differ by a little would tell of the few people who make the difference.
    """
    if in_office(ctx):
        return trial
    return Trial(trial.draft, ctx.today().replace(day=1), trial.event, transition=trial.draft.transition)


def try_draft(ctx: Context, asked: Trial) -> Impact:
    """Judge everybody whom the draft may concern by the law and by the draft, on one day and the same facts.

    Raises Problem for a draft or a transition that cannot be used, with place and mend.
    """
    trial = as_permitted(ctx, asked)
    ready = prepare(ctx, trial)
    frames = frames_of(*(each.requirement for each in ready.questions.values()))
    with ctx.reading() as connection:
        facts = read_facts(connection, ctx.catalogue, ctx.law, trial.as_of, frames=frames)
        numbers = read_numbers(connection)
    found = [judged(each, facts.of_part(part), trial.as_of) for part, each in ready.questions.items()]
    about = facts["registrants"].select("registrant", "person", "part", pl.col("area", "employer").fill_null(""))
    people = pl.concat(found).join(about, on="registrant").join(numbers, on="registrant", how="left").sort("number")
    idle = _idle(ready, facts["registrants"]["role"])
    return Impact(trial, ready, people, about.height - people.height, ctx.now(), idle)


def _idle(ready: Prepared, roles: pl.Series) -> tuple[str, ...]:
    """Roles of the transition that nobody works in: most often a slip of the pen."""
    known, named = set(plainly(roles.unique().drop_nulls())), [role for one in ready.transition for role in one.roles]
    return tuple(dict.fromkeys(role for role, key in zip(named, plainly(named), strict=True) if key not in known))


def kept(ctx: Context, asked: Trial, memory: dict[Any, Impact]) -> Impact:
    """The same from `memory` while nothing was written since: it hangs on the ledger's last entry.

    One run goes at a time: whoever asks for the same meanwhile waits and is given it too.
    """
    trial = as_permitted(ctx, asked)
    with _one_at_a_time:
        with ctx.reading() as connection:
            key = end(connection)[0], trial.key
        found = memory.pop(key, None) or try_draft(ctx, trial)
        memory[key] = found
        while len(memory) > MOST_KEPT:
            memory.pop(next(iter(memory)))
        return found


def counts(found: Impact) -> dict[str, dict[tuple[str, model.Kind], int]]:
    """How many there are by part, area, employer, and of those who lose or must be judged by reason; by kind."""
    names = found.kind
    told = {by: found.people.group_by(by, *names).len() for by in model.BY}
    worse = found.people.filter(pl.col("before") != pl.col("after"), pl.col("after") != model.MET)
    told["reason"] = worse.group_by("reason", *names).len()
    return {by: {(row[0], tuple(row[1:-1])): row[-1] for row in frame.iter_rows()} for by, frame in told.items()}


def tables(ctx: Context, found: Impact, *, public: bool = False) -> model.Tables:
    """The tables of a run: whole for the office, protected for everybody else and where `public` is asked for.

    An employer is told of no other employer.
    """
    if in_office(ctx) and not public:
        return found.whole
    told = found.public
    if in_office(ctx) or permitted(ctx.actor, "statistics.tables"):
        return told
    own = own_organisation(ctx)
    return told.only("employer", *([str(own["name"])] if own else []))


def in_cell(ctx: Context, found: Impact, by: str = "", group: str = "", kind: str = "") -> pl.DataFrame:
    """The people of a cell, by number: for the office alone.

    `by` is a column, empty for everybody; `kind` is the code of a kind, empty for all.
    """
    require(ctx, "register.read")
    chosen = found.people.filter(pl.col(by) == group) if by else found.people
    if kind:
        chosen = chosen.filter(pl.concat_str(found.kind, separator="-") == kind)
    return chosen


def named(ctx: Context, people: pl.DataFrame) -> list[dict[str, Any]]:
    """The people of a frame with their names, a row each: for the office alone."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        names = store.names(connection, people["person"].unique().to_list())
    return [{**row, "name": names.get(row["person"], "")} for row in people.iter_rows(named=True)]
