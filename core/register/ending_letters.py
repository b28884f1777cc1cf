"""Letters about the end of a registration: removal, leaving, a renewal held open no longer, and one taken back."""

from councilkit.context import Context
from councilkit.register.appealing import way_to_appeal
from councilkit.register.letters import REASONS, Say, own_letter, part_title, say_to, send_own
from councilkit.register.returning import way_back
from councilkit.register.store import Row
from councilkit.register.terms import DAY
from councilkit.wording import N_, Sentence

REMOVED = N_(
    "Your registration %(number)s (%(part)s) ends by decision of the council: it holds no longer from %(day)s."
)
LEFT = N_("Your registration %(number)s (%(part)s) ends at your own wish: it holds no longer from %(day)s.")
STAYS = N_("If you want to stay after all, tell the council before that day.")
COMES_BACK = N_("If you want to come back, apply on your page or write to the council.")
HELD = N_(
    "We held the renewal of your registration %(number)s (%(part)s) open, because you had begun it. "
    "By decision of the council it is held open until %(last)s and no longer."
)
LAPSES = N_(
    "Renew by then, and you stay registered. If you do not, your registration ends: it holds no longer from %(day)s."
)
NOT_ENDING = N_(
    "Your registration %(number)s (%(part)s) does not end on %(day)s: the council took that back. It goes on."
)
MISTAKEN = N_(
    "It was recorded by mistake that your registration %(number)s (%(part)s) ended on %(day)s. "
    "The council took that back: it stands as if it had never been recorded."
)
ENDS, GOES_ON = N_("Your registration ends"), N_("Your registration goes on")


def removed(ctx: Context, case: Row, say: Say) -> list[str]:
    """What somebody reads whom the council removes by agreement of two officers."""
    details, part = case["details"], case["registration"]["part"]
    ways = way_to_appeal(ctx.law, part, ctx.today()), way_back(ctx.law, part, details["on"], by_order=False)
    return [
        say(_about(ctx, case["registration"], REMOVED, day=details["on"])),
        *_reasons(details, say),
        *map(say, ways),
    ]


def lapsing(ctx: Context, case: Row, say: Say) -> list[str]:
    """What somebody reads whose renewal is held open no longer by agreement of two officers."""
    details, registration = case["details"], case["registration"]
    held = _about(ctx, registration, HELD, last=details["on"] - DAY)
    appeal = way_to_appeal(ctx.law, registration["part"], ctx.today())
    return [say(held), say(Sentence(LAPSES, day=details["on"])), *_reasons(details, say), say(appeal)]


def staying(ctx: Context, case: Row, say: Say) -> list[str]:
    """What somebody reads whose end two officers took back: one to come, or one that was recorded by mistake."""
    words = MISTAKEN if case["details"]["past"] else NOT_ENDING
    return [say(_about(ctx, case["registration"], words, day=case["details"]["ends_on"]))]


def _reasons(details: Row, say: Say) -> list[str]:
    why = "\n".join(filter(None, (details["reason"], details["article"])))
    return [f"{say(REASONS)}\n{why}"] if why else []


def leaving_letter(ctx: Context, registration: Row, ending: Row) -> str:
    """The words of the letter to somebody who leaves at their own wish."""
    further = STAYS if ending["on"] > ctx.today() else COMES_BACK
    return _letter(ctx, registration, [_about(ctx, registration, LEFT, day=ending["on"]), further])


def send_leaving(ctx: Context, registration: Row, ending: Row) -> bool:
    """Confirm to somebody that they leave at their own wish; returns whether the letter went out."""
    return send_own(ctx, registration, ENDS, leaving_letter(ctx, registration, ending))


def send_taken_back(ctx: Context, registration: Row, ending: Row) -> bool:
    """Tell somebody that an end to come was taken back; returns whether the letter went out."""
    line = _about(ctx, registration, NOT_ENDING, day=ending["effective_on"])
    return send_own(ctx, registration, GOES_ON, _letter(ctx, registration, [line]))


def _letter(ctx: Context, registration: Row, lines: list[str]) -> str:
    say = say_to(ctx, person_id=registration["person_id"])
    return own_letter(ctx, registration, [say(each) for each in lines], say)


def _about(ctx: Context, registration: Row, words: str, **more: object) -> Sentence:
    return Sentence(words, number=registration["number"], part=part_title(ctx, registration), **more)
