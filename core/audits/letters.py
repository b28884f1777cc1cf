"""Letters of audits, each in its reader's language: that somebody was drawn, what is asked, and what came of it."""

from councilkit.audits.services.reading import USUAL, Case
from councilkit.context import Context
from councilkit.register.letters import DAY, REASONS, Say, post, say_to
from councilkit.register.model import full_name
from councilkit.wording import N_, Sentence

SUBJECTS = {
    "drawn": N_("We need something from you"),
    "more": N_("We need something more from you"),
    "granted": N_("You have more time"),
    "refused": N_("Your wish for more time"),
    "closed": N_("What came of the audit of your learning"),
}
CLOSED = {
    "met": N_("We looked at your learning. It meets what is asked. Nothing more is needed."),
    "not_met": N_("We looked at your learning. It does not meet what is asked."),
    "passed_on": N_(
        "We looked at your learning and passed it on to those who decide about it. They will write to you."
    ),
    "released": N_("You are released from this audit. Nothing more is needed for it."),
}
TIME = {
    "granted": N_("You have more time: please answer by %(until)s."),
    "refused": N_("We cannot give you more time: please answer by %(until)s."),
}
CHOSEN = N_("Your registration %(number)s was drawn for audit %(audit)s.")
BY = N_("We need something from you by %(until)s:")
NO_CHANGE = N_("An audit does not change your registration.")


def letter(ctx: Context, case: Case, kind: str) -> str:
    """The words of a letter about a case as it stands now."""
    say = say_to(ctx, person_id=case.row["person_id"])
    link = f"{ctx.config.server_public_url.rstrip('/')}/my/audits/{case.id}"
    begin = f"{full_name(case.row)}\n{say(Sentence(DAY, day=ctx.today()))}"
    if kind == "closed":
        lines = [*_closed(case, say), say(NO_CHANGE), link]
    elif kind in TIME:
        lines = [_time(case, kind, say), link]
    else:
        lines = [*_asked(case, say), say(NO_CHANGE), say(Sentence(N_("Answer here: %(link)s"), link=link))]
    return "\n\n".join([begin, *lines]) + "\n"


def _closed(case: Case, say: Say) -> list[str]:
    reasons = case.row["reasons"]
    return [say(CLOSED[case.row["outcome"]]), *([f"{say(REASONS)}\n{reasons}"] if reasons else [])]


def _time(case: Case, kind: str, say: Say) -> str:
    last = max((row for row in case.deadlines if row["state"] == kind), key=lambda row: row["decided_at"])
    said = say(Sentence(TIME[kind], until=case.due or ""))
    return "\n\n".join(filter(None, [said, last["note"]]))


def _asked(case: Case, say: Say) -> list[str]:
    chosen = Sentence(CHOSEN, number=case.row["number"], audit=case.audit["reference"])
    asked = case.row["asked"] or case.audit["asked"] or USUAL
    return [say(chosen), say(Sentence(BY, until=case.due or "")), say(asked)]


def send(ctx: Context, case: Case, kind: str) -> bool:
    """Send a letter about a case to its registrant; returns whether it went out."""
    reference = case.audit["reference"]
    subject = f"{say_to(ctx, person_id=case.row['person_id'])(SUBJECTS[kind])} ({reference})"
    return post(ctx, case.row["email"], subject, letter(ctx, case, kind), f"audit {reference}")
