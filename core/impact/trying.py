"""A draft law against the whole register: who would be judged otherwise, by part, area and employer."""

from datetime import date
from pathlib import Path

import polars as pl

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.law import evaluate
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.parameters import load
from councilkit.law.requirements import Requirement
from councilkit.law.yamltree import LawError
from councilkit.standing.assessing import sets_for
from councilkit.standing.facts import read_facts
from councilkit.wording import Sentence


def with_draft(law: Law, folder: Path) -> Law:
    """The law as it would be: each parameter of the draft stands in the place of the one it names; raises Problem."""
    try:
        draft = load(folder)
    except LawError as error:
        raise Problem(str(error)) from None
    if not draft.parameters:
        raise Problem(Sentence("There is no law in %(folder)s. Name a folder with YAML files.", folder=str(folder)))
    unknown = next((id for id in draft.parameters if id not in law), None)
    if unknown is not None:
        raise Problem(Sentence("The draft changes “%(id)s”, which the law does not have. Mend its id.", id=unknown))
    return Law({**law.parameters, **draft.parameters})


def impact(
    ctx: Context, draft: Law, event: str = "renewal", as_of: date | None = None, requirement: str = ""
) -> pl.DataFrame:
    """How everybody on the register is judged by the law and by a draft, on one day and the same facts.

    `requirement` is the code of one requirement to look at alone; empty looks at the whole. Columns: registrant, part,
    area, employer, `before` and `after` (the states of an assessment).
    """
    require(ctx, "register.read")
    day = as_of or ctx.today()
    with ctx.reading() as connection:
        facts = read_facts(connection, ctx.catalogue, ctx.law, day)
    asked = {part: _asked(one.requirement, requirement) for part, one in sorted(sets_for(ctx, event).items())}
    laws = (ctx.law, draft)
    judged = [_both(node, facts.of_part(part), laws, day) for part, node in asked.items() if node is not None]
    if not judged:
        raise Problem(Sentence("No such law about “%(event)s” is known, so a draft changes nothing.", event=event))
    about = facts["registrants"].select("registrant", "part", "area", "employer")
    return about.join(pl.concat(judged), on="registrant", maintain_order="left")


def _asked(whole: Requirement, code: str) -> Requirement | None:
    return next((node for node in whole.walk() if node.code == code), None) if code else whole


def _both(asked: Requirement, facts: Facts, laws: tuple[Law, Law], day: date) -> pl.DataFrame:
    before, after = (evaluate(asked, facts, law=law, as_of=day).states for law in laws)
    return before.rename({"state": "before"}).join(after.rename({"state": "after"}), on="registrant")


def counted(found: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many people change from which verdict to which, by part, area or employer; those who do not change too."""
    named = pl.col(by).fill_null("")
    return found.group_by(named, "before", "after").len("people").sort(by, "before", "after")
