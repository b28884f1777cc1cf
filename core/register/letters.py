"""Letters about applications and renewals, each in its reader's language: what was decided, why, and what to do now."""

import logging
import smtplib
from collections.abc import Callable, Sequence
from datetime import date

from councilkit import mail
from councilkit.accounts import store as account_store
from councilkit.accounts.languages import language_for
from councilkit.context import Context
from councilkit.register import store
from councilkit.register.appealing import way_to_appeal
from councilkit.register.grounds import ground_judged, ground_said
from councilkit.register.model import RegisterPart, full_name, name_of
from councilkit.register.store import Row
from councilkit.register.terms import term
from councilkit.speech import plugin_folders, speaker
from councilkit.wording import N_, Sentence

log = logging.getLogger("councilkit.register.letters")
Say = Callable[[str], str]

SUBJECTS = {
    "asked": N_("We need something from you"),
    "admitted": N_("Your application was accepted"),
    "refused": N_("Your application was not accepted"),
}
OF_A_RENEWAL = {
    "admitted": N_("Your renewal was accepted"),
    "refused": N_("Your renewal was not accepted"),
}
REFUSED = N_("Your application %(number)s was not accepted.")
RENEWAL_REFUSED = N_("Your renewal %(number)s was not accepted.")
RENEWED = N_("You have renewed")
RENEWED_PREVIEW = N_("You have renewed. The letter will say until when you are registered.")
NO_ACCOUNT = N_("You have no account here yet: ask the council for a link to make one.")
BY_LETTER = N_("Answer by letter or in person, with the number %(number)s.")
REASONS = N_("Reasons:")
DAY = "%(day)s"  # a date alone, as the language writes it


def say_to(ctx: Context, *, person_id: str | None = None, account_id: str | None = None) -> Say:
    """Says sentences in the language of a letter's reader."""
    return speaker(language_for(ctx, person_id=person_id, account_id=account_id), plugin_folders(ctx))


def _say_to_applicant(ctx: Context, application: Row) -> Say:
    return say_to(ctx, person_id=application["person_id"], account_id=application["account_id"])


def letter(ctx: Context, application: Row, kind: str) -> str:
    """The words of a letter, as its preview shows them; `kind` is asked, admitted or refused."""
    say, words = _say_to_applicant(ctx, application), {"asked": _asked, "admitted": _admitted, "refused": _refused}
    return "\n\n".join(words[kind](ctx, application, _link(ctx, application), say)) + "\n"


def _link(ctx: Context, application: Row) -> str:
    """The page on which the applicant follows an application; "" for one who cannot sign in."""
    may_open = application["account_id"] or has_account(ctx, application["person_id"])
    page = f"{ctx.config.server_public_url.rstrip('/')}/my/applications/{application['id']}"
    return page if may_open else ""


def to_applicant(ctx: Context, application: Row, lines: Sequence[str]) -> str:
    """A letter of today about an application: name and day above, its page below."""
    say = _say_to_applicant(ctx, application)
    begin = f"{_name_of(ctx, application)}\n{say(Sentence(DAY, day=ctx.today()))}"
    return "\n\n".join([begin, *map(say, lines), *filter(None, [_link(ctx, application)])]) + "\n"


def has_account(ctx: Context, person_id: str | None) -> bool:
    """Whether a person can sign in to read their own pages."""
    with ctx.reading() as connection:
        return person_id is not None and account_store.by_person(connection, person_id) is not None


def _asked(ctx: Context, application: Row, link: str, say: Say) -> list[str]:
    until = Sentence(N_("We need something from you by %(until)s:"), until=application["asked_until"])
    asked = "\n".join(say(line) for line in application["asked"].splitlines())
    here = Sentence(N_("Answer here: %(link)s"), link=link)
    return [say(until), asked, say(here if link else Sentence(BY_LETTER, number=application["reference"]))]


def _admitted(ctx: Context, application: Row, link: str, say: Say) -> list[str]:
    means = Sentence(N_("See what it means for you: %(link)s"), link=link) if link else NO_ACCOUNT
    ground = filter(None, [ground_judged(application)])
    told = [_accepted(ctx, application), *ground, *_number_of(ctx, application), means]
    return [_begin(ctx, application, say), *map(say, told)]


def _accepted(ctx: Context, application: Row) -> str:
    until = _renewed_until(ctx, application)
    if until is not None:
        return Sentence(N_("You have renewed. Registered until %(day)s."), day=until)
    if application["kind"] != "renewal":
        return Sentence(N_("Your application %(number)s was accepted."), number=application["reference"])
    accepted = N_("Your renewal %(number)s was accepted.")
    return Sentence(accepted, number=application["reference"]) if application["outcome"] else RENEWED_PREVIEW


def _renewed_until(ctx: Context, application: Row) -> date | None:
    """The last day of the term that an admitted renewal began; None for any other application, and for a preview."""
    if application["kind"] != "renewal" or application["outcome"] != "admitted":
        return None
    with ctx.reading() as connection:
        row = store.registration(connection, application["registration_id"])
        events = store.events_of(connection, [application["registration_id"]])
    found = term(row, events, ctx.today()) if row else None
    return found.until if found else None


def renewal_letter(ctx: Context, registration: Row, until: date, reason: str = "") -> str:
    """The words of a letter about a renewal that the office wrote without an application, with its reason for it."""
    say = say_to(ctx, person_id=registration["person_id"])
    lines = [
        Sentence(N_("You have renewed. Registered until %(day)s."), day=until),
        *filter(None, [ground_said(reason)]),
        Sentence(N_("Your registration number is %(number)s."), number=registration["number"]),
    ]
    return own_letter(ctx, registration, [say(each) for each in lines], say)


def own_letter(ctx: Context, registration: Row, lines: Sequence[str], say: Say) -> str:
    """A letter about somebody's own registration, from lines in their language."""
    with ctx.reading() as connection:
        person = store.person(connection, registration["person_id"])
    return about_own(ctx, person or {"id": registration["person_id"]}, lines, say)


def about_own(ctx: Context, person: Row, lines: Sequence[str], say: Say) -> str:
    """A letter about somebody's own registration: name and day above, and below where to go on."""
    page: str = Sentence(N_("See your page: %(link)s"), link=f"{ctx.config.server_public_url.rstrip('/')}/my")
    if not has_account(ctx, person["id"]):
        page = NO_ACCOUNT
    begin = f"{full_name(person)}\n{say(Sentence(DAY, day=ctx.today()))}"
    return "\n\n".join([begin, *lines, say(page)]) + "\n"


def _refused(ctx: Context, application: Row, link: str, say: Say) -> list[str]:
    words = RENEWAL_REFUSED if application["kind"] == "renewal" else REFUSED
    refused = Sentence(words, number=application["reference"])
    reasons = f"{say(REASONS)}\n{application['reasons']}"
    return [
        _begin(ctx, application, say),
        say(refused),
        reasons,
        say(way_to_appeal(ctx.law, application["part"], _decided_on(ctx, application))),
        *filter(None, [link]),
    ]


def _begin(ctx: Context, application: Row, say: Say) -> str:
    return f"{_name_of(ctx, application)}\n{say(Sentence(DAY, day=_decided_on(ctx, application)))}"


def _name_of(ctx: Context, application: Row) -> str:
    with ctx.reading() as connection:
        found = store.person(connection, application["person_id"]) if application["person_id"] else None
    return name_of(application["details"], found)


def _decided_on(ctx: Context, application: Row) -> date:
    """The day of the decision; of a letter that is only a preview, today."""
    decided = application["decided_at"]
    return decided.astimezone(ctx.config.zone).date() if decided else ctx.today()


def _number_of(ctx: Context, application: Row) -> list[str]:
    if not application["registration_id"]:
        return [N_("The letter will say your registration number.")] if not application["outcome"] else []
    with ctx.reading() as connection:
        found = store.registration(connection, application["registration_id"])
    return [Sentence(N_("Your registration number is %(number)s."), number=found["number"])] if found else []


def part_title(ctx: Context, registration: Row) -> str:
    """The part of the register as the reader's own page calls it."""
    code, person_id = registration["part"], registration["person_id"]
    if not ctx.catalogue.has(RegisterPart, code):
        return str(code)
    part = ctx.catalogue.get(RegisterPart, code)
    return part.titles.get(language_for(ctx, person_id=person_id), part.title)


def send(ctx: Context, application: Row, kind: str) -> bool:
    """Send a letter to the applicant; returns whether it went out. A failure is logged and changes nothing."""
    told = SUBJECTS | (OF_A_RENEWAL if application["kind"] == "renewal" else {})
    subject = RENEWED if _renewed_until(ctx, application) else told[kind]
    return send_about(ctx, application, subject, letter(ctx, application, kind))


def send_about(ctx: Context, application: Row, subject: str, words: str) -> bool:
    """Send a letter about an application, with its reference in the subject; returns whether it went out."""
    address = application["details"].get("email") or _address_of(ctx, application)
    line = f"{_say_to_applicant(ctx, application)(subject)} ({application['reference']})"
    return post(ctx, address, line, words, application["reference"])


def send_renewal(ctx: Context, registration: Row, until: date, reason: str) -> bool:
    """Send the letter about a renewal that the office wrote; returns whether it went out."""
    return send_own(ctx, registration, RENEWED, renewal_letter(ctx, registration, until, reason))


def send_own(ctx: Context, registration: Row, subject: str, words: str) -> bool:
    """Send a letter about somebody's own registration, with its number in the subject; returns whether it went out."""
    number = registration["number"]
    line = f"{say_to(ctx, person_id=registration['person_id'])(subject)} ({number})"
    return post(ctx, _address_of(ctx, registration), line, words, f"registration {number}")


def post(ctx: Context, address: str, subject: str, words: str, about: str) -> bool:
    """Send words under a subject, with the council's name and help line below; returns whether it went out."""
    if not address:
        return False
    text = f"{words}\n{ctx.config.council_name}\n{ctx.config.council_help_line}\n"
    try:
        mail.send(ctx.config, address, subject, text)
    except (OSError, smtplib.SMTPException):
        log.exception("The letter about %s could not be sent", about)
        return False
    return True


def _address_of(ctx: Context, application: Row) -> str:
    if not application["person_id"]:
        return ""
    with ctx.reading() as connection:
        found = store.person(connection, application["person_id"])
    return str(found["email"]) if found else ""
