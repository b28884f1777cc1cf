"""Letters of audits: that somebody was drawn, what is asked, until when, and what came of it."""

from councilkit.audits.services.reading import USUAL, Case
from councilkit.context import Context
from councilkit.register.letters import post
from councilkit.register.model import full_name
from councilkit.wording import english_date

SUBJECTS = {
    "drawn": "We need something from you",
    "more": "We need something more from you",
    "granted": "You have more time",
    "refused": "Your wish for more time",
    "closed": "What came of the audit of your learning",
}
CLOSED = {
    "met": "We looked at your learning. It meets what is asked. Nothing more is needed.",
    "not_met": "We looked at your learning. It does not meet what is asked.",
    "passed_on": "We looked at your learning and passed it on to those who decide about it. They will write to you.",
    "released": "You are released from this audit. Nothing more is needed for it.",
}
NO_CHANGE = "An audit does not change your registration."


def letter(ctx: Context, case: Case, kind: str) -> str:
    """The words of a letter about a case as it stands now."""
    link = f"{ctx.config.server_public_url.rstrip('/')}/my/audits/{case.id}"
    begin = f"{full_name(case.row)}\n{english_date(ctx.today())}\n\n"
    if kind == "closed":
        reasons = f"\n\nReasons:\n{case.row['reasons']}" if case.row["reasons"] else ""
        return f"{begin}{CLOSED[case.row['outcome']]}{reasons}\n\n{NO_CHANGE}\n\n{link}\n"
    until = english_date(case.due) if case.due else ""
    if kind in ("granted", "refused"):
        last = max((row for row in case.deadlines if row["state"] == kind), key=lambda row: row["decided_at"])
        note = f"\n\n{last['note']}" if last["note"] else ""
        word = "You have more time" if kind == "granted" else "We cannot give you more time"
        return f"{begin}{word}: please answer by {until}.{note}\n\n{link}\n"
    asked = case.row["asked"] or case.audit["asked"] or USUAL
    chosen = f"Your registration {case.row['number']} was drawn for audit {case.audit['reference']}.\n\n"
    return f"{begin}{chosen}We need something from you by {until}:\n\n{asked}\n\n{NO_CHANGE}\n\nAnswer here: {link}\n"


def send(ctx: Context, case: Case, kind: str) -> bool:
    """Send a letter about a case to its registrant; returns whether it went out."""
    reference = case.audit["reference"]
    subject = f"{SUBJECTS[kind]} ({reference})"
    return post(ctx, case.row["email"], subject, letter(ctx, case, kind), f"audit {reference}")
