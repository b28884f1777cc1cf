"""What is tried: a draft at an event on a day, made ready to be judged by; everything that is wrong with it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.errors import NotFound, Problem
from councilkit.impact.judging import Question
from councilkit.law.checking import faults
from councilkit.law.drafts import Change, Draft, changes, first_day, held_from, load_draft, over
from councilkit.law.model import Law
from councilkit.law.references import touched
from councilkit.law.requirements import Requirement, RequirementSet
from councilkit.law.transition import Provision, typed
from councilkit.law.yamltree import LawError
from councilkit.standing.assessing import sets_for
from councilkit.standing.known import known_to
from councilkit.wording import N_, Sentence

EVENTS = {
    "entry": N_("Entry"),
    "renewal": N_("Renewal"),
    "restoration": N_("Restoration"),
    "practice": N_("Practice"),
}
WHOLE = "whole"  # instead of the code of a requirement: the whole verdict
FOLDER = "drafts"
OWN = "council"  # instead of the code of a plugin
NOTHING = N_("The draft changes nothing that “%(event)s” asks. Choose another event, or mend the draft.")
NO_SUCH = N_("“%(event)s” asks for no requirement “%(code)s”. Choose one of: %(known)s.")
NO_SUCH_WAY = N_("%(place)s: no law asks for a requirement “%(code)s”. Choose one of: %(known)s.")
TYPED = N_("Transition")
NO_DRAFT = N_("There is no draft called “%(code)s”. Go back and choose one.")


@dataclass(frozen=True)
class Trial:
    """What is tried: a draft at an event.

    `as_of` is the day of the verdicts. `holds_from` moves the draft's own days, so that it begins then. `requirement`
    is empty for all that the draft changes, WHOLE for the whole verdict, or a code. `transition` is empty for none.
    """

    draft: Draft
    as_of: date
    event: str = "renewal"
    holds_from: date | None = None
    requirement: str = ""
    transition: tuple[Provision, ...] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from other trials."""
        return (self.draft.mark, self.as_of, self.event, self.holds_from, self.requirement, repr(self.transition))


@dataclass(frozen=True)
class Prepared:
    """A trial that can be run: what is asked of each part of the register.

    `unread` are parameters of the draft that no requirement of the event names; `begins` is the first day of the draft;
    `titles` are those of the requirements of these parts, by code.
    """

    transition: tuple[Provision, ...]
    questions: Mapping[str, Question]
    changes: tuple[Change, ...]
    unread: tuple[str, ...]
    begins: date | None
    titles: Mapping[str, str]


def read_draft(folder: Path, code: str = "") -> Draft:
    """The draft in a folder; raises Problem that names file, line and mend."""
    try:
        return load_draft(folder, code)
    except LawError as error:
        raise Problem(str(error)) from None


def in_office(ctx: Context) -> bool:
    """Whether the actor sees counts as they are; NotPermitted for somebody who may try nothing."""
    if permitted(ctx.actor, "register.read"):
        require(ctx, "register.read")
        return True
    require(ctx, "statistics.impact")
    return False


def offered(ctx: Context) -> dict[str, Path]:
    """The folders of the drafts that may be chosen, by where they are from and name.

    Those that the loaded plugins ship; and for the office those in the council's own folder, called council/….
    """
    plugins = getattr(ctx.council.hooks, "loaded", ())
    places = [(each.info.code, folder) for each in plugins for folder in each.folders(FOLDER)]
    places += [(OWN, ctx.config.home / FOLDER)] if in_office(ctx) else []
    found = [(code, inner) for code, folder in places if folder.is_dir() for inner in sorted(folder.iterdir())]
    return {f"{code}/{folder.name}": folder for code, folder in found if folder.is_dir()}


def find_draft(ctx: Context, code: str) -> Draft:
    """One of these drafts; NotFound where there is none of this name."""
    folder = offered(ctx).get(code)
    if folder is None:
        raise NotFound(Sentence(NO_DRAFT, code=code[:80]))
    return read_draft(folder, code)


def read_provision(text: str) -> Provision:
    """A provision as somebody types it; raises Problem with the mend."""
    try:
        return typed(text)
    except LawError as error:
        raise Problem(error.message, error.file) from None


def prepare(ctx: Context, trial: Trial) -> Prepared:
    """A trial made ready; raises Problem for a draft or a transition that cannot be used, with place and mend."""
    draft, provisions = _placed(ctx, trial)
    changed = tuple(changes(ctx.law, draft, trial.as_of))
    ids, sets = frozenset(each.parameter.id for each in changed), sets_for(ctx, trial.event)
    proposed = _proposed_law(ctx, draft, sets)
    if trial.requirement not in ("", WHOLE):
        known = {node.code for one in sets.values() for node in one.requirement.walk()}
        if trial.requirement not in known:
            event, all_known = Sentence(EVENTS[trial.event]), ", ".join(sorted(known))
            raise Problem(Sentence(NO_SUCH, event=event, code=trial.requirement, known=all_known))
    asked = {part: _asked(trial, one.requirement, ids) for part, one in sorted(sets.items())}
    questions = {
        part: Question(node, ctx.law, proposed, ids, provisions) for part, node in asked.items() if node is not None
    }
    if not questions:
        raise Problem(Sentence(NOTHING, event=Sentence(EVENTS[trial.event])))
    _check_provisions(ctx, provisions)
    titles = {node.code: node.title for part in questions for node in sets[part].requirement.walk()}
    unread = tuple(sorted(id for id in ids if all(touched(one.requirement, {id}) is None for one in sets.values())))
    return Prepared(provisions, questions, changed, unread, first_day(ctx.law, draft), titles)


def _placed(ctx: Context, trial: Trial) -> tuple[Draft, tuple[Provision, ...]]:
    """The draft from its day on; its own transition moves with it, another stands as it was typed."""
    if trial.holds_from is None:
        return trial.draft, trial.transition
    moved = held_from(ctx.law, trial.draft, trial.holds_from)
    return moved, moved.transition if trial.transition == trial.draft.transition else trial.transition


def _proposed_law(ctx: Context, draft: Draft, sets: Mapping[str, RequirementSet]) -> Law:
    """The law as it would be, once every requirement can be judged by it."""
    try:
        proposed = over(ctx.law, draft)
    except LawError as error:
        raise Problem(str(error)) from None
    known = known_to(ctx.catalogue)
    for one in sets.values():
        for fault in faults(one, proposed, known):
            raise Problem(fault)
    return proposed


def _check_provisions(ctx: Context, provisions: Sequence[Provision]) -> None:
    """Refuse a transition of something that no event asks for; it may be about others than the one that is tried."""
    known = {node.code for one in ctx.catalogue.all(RequirementSet) for node in one.requirement.walk()}
    for one in provisions:
        for code in one.requirements:
            if code not in known:
                place = one.place or Sentence(TYPED)
                raise Problem(Sentence(NO_SUCH_WAY, place=place, code=code, known=", ".join(sorted(known))))


def _asked(trial: Trial, whole: Requirement, ids: frozenset[str]) -> Requirement | None:
    """What is looked at in one part of the register; None where the draft leaves it as it is."""
    if trial.requirement not in ("", WHOLE):
        return next((node for node in whole.walk() if node.code == trial.requirement), None)
    part = touched(whole, ids)
    return whole if part is not None and trial.requirement == WHOLE else part
