"""Letters about applications and orders, each in its reader's language: what was decided, why, and what to do now."""

import logging
import smtplib
from collections.abc import Callable, Sequence
from datetime import date

from councilkit import mail
from councilkit.accounts import store as account_store
from councilkit.accounts.languages import language_for
from councilkit.context import Context
from councilkit.register import store
from councilkit.register.appealing import way_to_appeal, way_to_appeal_order
from councilkit.register.model import OrderKind, RegisterPart, full_name, name_of
from councilkit.register.returning import way_back
from councilkit.register.store import Row
from councilkit.register.terms import in_force, term
from councilkit.speech import plugin_folders, speaker
from councilkit.wording import N_, Sentence

log = logging.getLogger("councilkit.register.letters")
Say = Callable[[str], str]

SUBJECTS = {
    "asked": N_("We need something from you"),
    "admitted": N_("Your application was accepted"),
    "refused": N_("Your application was not accepted"),
}
MEANS = {
    "none": N_("It does not change your right to practise."),
    "conditions": N_("You may practise, within these conditions."),
    "suspended": N_("You may not practise while it lasts. Your name still shows on the register."),
    "removed": N_("You are removed from the register and may not practise."),
}
STILL_HELD = N_("Another order about your registration %(number)s (%(part)s) still holds: %(kind)s.")
ABOUT_REGISTRATION = N_("A decision about your registration %(number)s")
RENEWED = N_("You have renewed")
RENEWED_PREVIEW = N_("You have renewed. The letter will say until when you are registered.")
NO_ACCOUNT = N_("You have no account here yet: ask the council for a link to make one.")
BY_LETTER = N_("Answer by letter or in person, with the number %(number)s.")
REASONS, PUBLIC_WORDS = N_("Reasons:"), N_("Its public words:")
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
    accepted: str = Sentence(N_("Your application %(number)s was accepted."), number=application["reference"])
    until = _renewed_until(ctx, application)
    if application["kind"] == "renewal" and not application["outcome"]:
        accepted = RENEWED_PREVIEW
    elif until is not None:
        accepted = Sentence(N_("You have renewed. Registered until %(day)s."), day=until)
    means = Sentence(N_("See what it means for you: %(link)s"), link=link) if link else NO_ACCOUNT
    return [_begin(ctx, application, say), say(accepted), *map(say, _number_of(ctx, application)), say(means)]


def _renewed_until(ctx: Context, application: Row) -> date | None:
    """The last day of the term that an admitted renewal began; None for any other application, and for a preview."""
    if application["kind"] != "renewal" or application["outcome"] != "admitted":
        return None
    with ctx.reading() as connection:
        row = store.registration(connection, application["registration_id"])
        events = store.events_of(connection, [application["registration_id"]])
    found = term(row, events, ctx.today()) if row else None
    return found.until if found else None


def renewal_letter(ctx: Context, registration: Row, until: date) -> str:
    """The words of a letter about a renewal that the office wrote without an application."""
    say = say_to(ctx, person_id=registration["person_id"])
    lines = [
        Sentence(N_("You have renewed. Registered until %(day)s."), day=until),
        Sentence(N_("Your registration number is %(number)s."), number=registration["number"]),
    ]
    return own_letter(ctx, registration, [say(each) for each in lines], say)


def own_letter(ctx: Context, registration: Row, lines: Sequence[str], say: Say) -> str:
    """A letter about somebody's own registration, from lines in their language."""
    with ctx.reading() as connection:
        person = store.person(connection, registration["person_id"])
    return _about_own(ctx, person or {"id": registration["person_id"]}, lines, say)


def _about_own(ctx: Context, person: Row, lines: Sequence[str], say: Say) -> str:
    """A letter about somebody's own registration: name and day above, and below where to go on."""
    page: str = Sentence(N_("See your page: %(link)s"), link=f"{ctx.config.server_public_url.rstrip('/')}/my")
    if not has_account(ctx, person["id"]):
        page = NO_ACCOUNT
    begin = f"{full_name(person)}\n{say(Sentence(DAY, day=ctx.today()))}"
    return "\n\n".join([begin, *lines, say(page)]) + "\n"


def _refused(ctx: Context, application: Row, link: str, say: Say) -> list[str]:
    refused = Sentence(N_("Your application %(number)s was not accepted."), number=application["reference"])
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


def order_letter(ctx: Context, case: Row) -> str:
    """The words of a letter about what two officers agreed to: an order, its change or lifting, a removal."""
    say = say_to(ctx, person_id=case["registration"]["person_id"])
    words = {"lift": _lifted, "removal": _removed}.get(case["kind"], _ordered)
    return _about_own(ctx, case["person"], words(ctx, case, say), say)


def _ordered(ctx: Context, case: Row, say: Say) -> list[str]:
    order = case["details"]
    kind = ctx.catalogue.get(OrderKind, order["kind"]) if ctx.catalogue.has(OrderKind, order["kind"]) else None
    made = N_("An order was made about your registration %(number)s (%(part)s): %(kind)s.")
    lines = [
        say(_about(ctx, case, made, order["kind"])),
        say(Sentence(N_("Decided by: %(who)s"), who=order["decided_by"])),
        say(_holds(order)),
        say(MEANS[order["effect"]]),
    ]
    if kind and kind.public and order["public_wording"]:
        lines.append(f"{say(PUBLIC_WORDS)}\n{order['public_wording']}")
    part = case["registration"]["part"]
    appeal = way_to_appeal_order(ctx.law, part, kind, order["effect"], ctx.today())
    back = way_back(ctx.law, part, order["starts_on"], by_order=True) if order["effect"] == "removed" else None
    return [*lines, *(say(each) for each in (appeal, back) if each)]


def _lifted(ctx: Context, case: Row, say: Say) -> list[str]:
    lifted = N_("An order about your registration %(number)s (%(part)s) is lifted: %(kind)s.")
    without = Sentence(N_("It no longer holds from %(day)s."), day=case["details"]["lifted_on"])
    return [say(_about(ctx, case, lifted, case["order"]["kind"])), say(without), *_still_held(ctx, case, say)]


def _still_held(ctx: Context, case: Row, say: Say) -> list[str]:
    """The other orders that hold once one is lifted, so that nobody takes themselves for free."""
    day = max(ctx.today(), case["details"]["lifted_on"])
    with ctx.reading() as connection:
        made = store.orders_of(connection, [case["registration"]["id"]])
    others = [order for order in made if order["id"] != case["order"]["id"] and in_force(order, day)]
    return [say(_about(ctx, case, STILL_HELD, order["kind"])) for order in others]


def _removed(ctx: Context, case: Row, say: Say) -> list[str]:
    details, part = case["details"], case["registration"]["part"]
    removed = Sentence(
        N_("Your registration %(number)s (%(part)s) ends by decision of the council: it holds no longer from %(day)s."),
        number=case["registration"]["number"],
        part=part_title(ctx, case["registration"]),
        day=details["on"],
    )
    why = "\n".join(filter(None, (details["reason"], details["article"])))
    reasons = [f"{say(REASONS)}\n{why}"] if why else []
    ways = way_to_appeal(ctx.law, part, ctx.today()), way_back(ctx.law, part, details["on"], by_order=False)
    return [say(removed), *reasons, *map(say, ways)]


def _about(ctx: Context, case: Row, words: str, kind: str) -> Sentence:
    title = ctx.catalogue.get(OrderKind, kind).title if ctx.catalogue.has(OrderKind, kind) else kind
    registration = case["registration"]
    return Sentence(
        words, number=registration["number"], part=part_title(ctx, case["registration"]), kind=Sentence(title)
    )


def _holds(order: Row) -> Sentence:
    starts = order["starts_on"]
    if order["ends_on"]:
        return Sentence(N_("It holds from %(starts)s until %(ends)s."), starts=starts, ends=order["ends_on"])
    return Sentence(N_("It holds from %(starts)s until further notice."), starts=starts)


def part_title(ctx: Context, registration: Row) -> str:
    """The part of the register as the reader's own page calls it."""
    code, person_id = registration["part"], registration["person_id"]
    if not ctx.catalogue.has(RegisterPart, code):
        return str(code)
    part = ctx.catalogue.get(RegisterPart, code)
    return part.titles.get(language_for(ctx, person_id=person_id), part.title)


def send(ctx: Context, application: Row, kind: str) -> bool:
    """Send a letter to the applicant; returns whether it went out. A failure is logged and changes nothing."""
    subject = RENEWED if _renewed_until(ctx, application) else SUBJECTS[kind]
    return send_about(ctx, application, subject, letter(ctx, application, kind))


def send_about(ctx: Context, application: Row, subject: str, words: str) -> bool:
    """Send a letter about an application, with its reference in the subject; returns whether it went out."""
    address = application["details"].get("email") or _address_of(ctx, application)
    line = f"{_say_to_applicant(ctx, application)(subject)} ({application['reference']})"
    return post(ctx, address, line, words, application["reference"])


def send_renewal(ctx: Context, registration: Row, until: date) -> bool:
    """Send the letter about a renewal that the office wrote; returns whether it went out."""
    return send_own(ctx, registration, RENEWED, renewal_letter(ctx, registration, until))


def send_own(ctx: Context, registration: Row, subject: str, words: str) -> bool:
    """Send a letter about somebody's own registration, with its number in the subject; returns whether it went out."""
    number = registration["number"]
    line = f"{say_to(ctx, person_id=registration['person_id'])(subject)} ({number})"
    return post(ctx, _address_of(ctx, registration), line, words, f"registration {number}")


def send_order(ctx: Context, case: Row) -> bool:
    """Send the letter about what two officers agreed to; returns whether it went out."""
    number = case["registration"]["number"]
    subject = say_to(ctx, person_id=case["registration"]["person_id"])(Sentence(ABOUT_REGISTRATION, number=number))
    return post(ctx, case["person"]["email"], subject, order_letter(ctx, case), f"proposal {case['id'][:8]}")


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
