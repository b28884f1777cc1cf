"""Letters about decisions on one requirement of a renewal: what was decided, until when, why, and that it is undone."""

from collections.abc import Mapping
from typing import Any

from councilkit.context import Context
from councilkit.register.letters import REASONS, Say, own_letter, part_title, say_to, send_own
from councilkit.register.services.registrations import find_registration
from councilkit.standing.recording import requirements
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
SUBJECT = N_("A decision about your renewal")
DECIDED = N_("We decided about one requirement for your registration %(number)s (%(part)s): %(requirement)s.")
TAKEN_BACK = N_(
    "We took back our decision about one requirement for your registration %(number)s (%(part)s): %(requirement)s. "
    "It counts as never made."
)
MEANS = {
    "exemption": N_("You need not meet it."),
    "extension": N_("You have more time for it."),
    "undertaking": N_("You promise to meet it. Until then your renewal does not wait for it."),
}
FROM = N_("This holds from %(starts)s.")
FROM_TO = N_("This holds from %(starts)s until %(ends)s.")


def decided(ctx: Context, decision: Row) -> bool:
    """Tell a registrant of a decision about one requirement; returns whether the letter went out."""
    registration = find_registration(ctx, decision["registration_id"])
    say = say_to(ctx, person_id=registration["person_id"])
    starts, ends = decision["starts_on"], decision["ends_on"]
    holds = Sentence(FROM_TO, starts=starts, ends=ends) if ends else Sentence(FROM, starts=starts)
    lines = [say(each) for each in (_about(ctx, registration, DECIDED, decision), MEANS[decision["kind"]], holds)]
    return _send(ctx, registration, [*lines, _why(decision, say)], say)


def taken_back(ctx: Context, decision: Row) -> bool:
    """Tell a registrant that a decision about one requirement holds no longer; returns whether the letter went out."""
    registration = find_registration(ctx, decision["registration_id"])
    say = say_to(ctx, person_id=registration["person_id"])
    return _send(ctx, registration, [say(_about(ctx, registration, TAKEN_BACK, decision))], say)


def _send(ctx: Context, registration: Row, lines: list[str], say: Say) -> bool:
    return send_own(ctx, registration, SUBJECT, own_letter(ctx, registration, lines, say))


def _about(ctx: Context, registration: Row, words: str, decision: Row) -> Sentence:
    code = decision["requirement"]
    titles = {node.code: node.title for node in requirements(ctx, registration["part"])}
    part = part_title(ctx, registration)
    return Sentence(words, number=registration["number"], part=part, requirement=Sentence(titles.get(code, code)))


def _why(decision: Row, say: Say) -> str:
    return f"{say(REASONS)}\n{decision['reason']}\n{decision['article']}"
