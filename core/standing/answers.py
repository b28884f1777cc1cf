"""The one answer to "Am I renewed?": my page, mails, receipts and the phone desk all say this sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from councilkit.register.model import RegisterPart
from councilkit.standing.model import Standing
from councilkit.wording import MONTHS, N_, Plural, Sentence


@dataclass(frozen=True)
class Renewal:
    """Where a renewal or a return stands: from when it can be done, what is left, what was sent and what is asked."""

    opens: date | None = None
    left: int = 0
    sent_at: datetime | None = None
    asked_until: date | None = None


@dataclass(frozen=True)
class Asked:
    """Something that the council waits for: until when, in which words, and the endpoint of the page to answer on.

    `condition` is the kind of condition that it is where the law of renewal asks after it.
    """

    registration_id: str
    until: date
    text: str
    endpoint: str
    values: Mapping[str, str]
    condition: str = ""


@dataclass(frozen=True)
class Answer:
    """The sentence, its kind of tag, the words on the tag, and a code for tests and other systems.

    `still` is what else holds: that the registration goes on while a renewal is only to be done, that a renewal is to
    be done while somebody is suspended, or that it was the council that ended a registration.
    """

    code: str
    sentence: Sentence
    kind: str
    tag: str
    still: Sentence | None = None


def answer(standing: Standing, profession: str, renewal: Renewal, zone: tzinfo) -> Answer:
    """Whether somebody is renewed, in one sentence."""
    if renewal.asked_until is not None:
        return asking(renewal.asked_until, standing.as_of)
    if not standing.on_register:
        return _off(standing, profession, renewal, zone)
    if renewal.sent_at is not None:
        still = Sentence(
            "Sent on %(when)s. We are checking it. You are still registered.", when=short_moment(renewal.sent_at, zone)
        )
        return Answer("sent", still, "waiting", N_("Sent"))
    to_renew = _to_renew(standing, renewal)
    if standing.status == "suspended":
        return _suspended(standing, to_renew.sentence if to_renew else None)
    if to_renew is not None:
        return to_renew
    if standing.status == "conditions":
        return Answer("conditions", Sentence("You are registered, with conditions."), "conditions", N_("Conditions"))
    return Answer("registered", _registered(standing.until), "done", N_("Registered"))


def asking(until: date, as_of: date) -> Answer:
    """The answer to somebody of whom the council needs something by a day, which may have passed."""
    asked = Sentence("We need something from you by %(day)s.", day=short_day(until))
    late = Sentence("We needed something from you by %(day)s, and still do.", day=until)
    return Answer("asked", asked if until >= as_of else late, "waiting", N_("We need something"))


def _registered(until: date | None) -> Sentence:
    return (
        Sentence("Yes. You are registered until %(until)s.", until=until)
        if until
        else Sentence("Yes. You are registered.")
    )


def _to_renew(standing: Standing, renewal: Renewal) -> Answer | None:
    """What is left of a renewal that is open; None where none is, or where an end lies ahead."""
    due = standing.due
    if renewal.opens is None or renewal.opens > standing.as_of or due is None or standing.closing:
        return None
    return _due(standing, due, renewal.left) if due >= standing.as_of else _held(due, renewal.left)


def _due(standing: Standing, until: date, left: int) -> Answer:
    words = Plural(
        "Not yet. Renew by %(until)s. %(left)s thing left.",
        "Not yet. Renew by %(until)s. %(left)s things left.",
        "left",
    )
    return Answer("due", Sentence(words, until=until, left=left), "open", N_("To do"), _still(standing))


def _still(standing: Standing) -> Sentence:
    """That somebody who has not renewed yet is registered today, and until when."""
    if standing.status == "conditions":
        return Sentence("You are registered, with conditions.")
    if standing.until is None:
        return Sentence("You are registered. What you paid or signed keeps you registered until a person has decided.")
    return Sentence("You are registered until %(until)s.", until=standing.until)


def _held(due: date, left: int) -> Answer:
    """A term that should have ended: it lapses by a person's decision only."""
    words = Plural(
        "Not yet. You are still registered: we hold your renewal of %(due)s open. %(left)s thing left.",
        "Not yet. You are still registered: we hold your renewal of %(due)s open. %(left)s things left.",
        "left",
    )
    return Answer("held", Sentence(words, due=due, left=left), "waiting", N_("Held open"))


def _suspended(standing: Standing, to_renew: Sentence | None) -> Answer:
    end = standing.suspended_until
    sentence = Sentence("Suspended until %(until)s.", until=end) if end else Sentence("Suspended until further notice.")
    return Answer("suspended", sentence, "stopped", N_("Suspended"), to_renew)


def _off(standing: Standing, profession: str, renewal: Renewal, zone: tzinfo) -> Answer:
    if renewal.sent_at is not None:
        when = short_moment(renewal.sent_at, zone)
        sent = Sentence("Sent on %(when)s. We are checking it. You are not registered yet.", when=when)
        return Answer("sent", sent, "waiting", N_("Sent"))
    if standing.status == "not_yet":
        begins = Sentence("Not yet. Your registration begins on %(day)s.", day=standing.registered_since)
        return Answer("not_yet", begins, "waiting", N_("Not yet"))
    if standing.status == "closed":
        words, why = N_("No. %(why)s %(must)s"), standing.part_ended or ""
        return Answer("ended", Sentence(words, why=why, must=must_not(profession)), "ended", N_("Not registered"))
    ended = Sentence(
        "No. Your registration ended on %(day)s. %(must)s", day=standing.ended_on, must=must_not(profession)
    )
    if standing.status == "removed":
        return Answer("ended", ended, "stopped", N_("Removed"), Sentence(N_("The council removed your entry.")))
    return Answer("ended", ended, "ended", N_("Not registered"))


def must_not(profession: str) -> Sentence:
    """The warning to somebody who is not registered."""
    return Sentence("You must not work as %(what)s.", what=with_article(profession))


def must_not_work(profession: str) -> Sentence:
    """The same, about somebody else."""
    return Sentence("Must not work as %(what)s.", what=with_article(profession))


def with_article(profession: str) -> Sentence:
    """A social worker, an educator; languages without such articles translate both to the bare word."""
    pattern = N_("an %(profession)s") if profession[:1] in "aeiou" else N_("a %(profession)s")
    return Sentence(pattern, profession=profession)


def profession_of(part: RegisterPart | None, code: str = "", language: str = "en") -> str:
    """What a part's registrants work as, as it stands inside a sentence: "social worker"."""
    if part is not None and part.profession:
        return part.profession.get(language) or part.profession["en"]
    title = part.titles.get(language, part.title) if part else code.rpartition(".")[2].replace("_", " ")
    plain = title.partition(" (")[0].partition(" with ")[0].strip()
    return plain[:1].lower() + plain[1:]


def public_sentence(standing: Standing, profession: str) -> Sentence:
    """What an entry means for the public, in one sentence or two."""
    what = with_article(profession)
    if standing.status == "closed":
        words = _CLOSED if standing.ended_on else _CLOSED_UNREAD
        return Sentence(words, day=standing.ended_on, why=standing.part_ended or "")
    if standing.status in ("registered", "conditions"):
        may = Sentence(_MAY[standing.status], what=what)
        return Sentence(N_("%(may)s %(doubt)s"), may=may, doubt=standing.doubt) if standing.doubt else may
    if standing.status == "suspended":
        end = standing.suspended_until
        pattern = (
            N_("Suspended until %(until)s. May not work as %(what)s.")
            if end
            else N_("Suspended. May not work as %(what)s.")
        )
        return Sentence(pattern, until=end, what=what)
    if standing.status == "not_yet":
        return Sentence("Not registered yet. The registration begins on %(day)s.", day=standing.registered_since)
    if standing.stood or standing.orders:
        return _ended_beside(standing, what)
    return Sentence(_ENDED[standing.status], day=standing.ended_on, what=what)


def _ended_beside(standing: Standing, what: Sentence) -> Sentence:
    """The end of a registration beside an order: what order that was, and never that it is not about discipline."""
    ended = Sentence((_ENDED | _ENDED_ALONE)[standing.status], day=standing.ended_on, what=what)
    if standing.status not in _ENDED_ALONE:
        return ended
    for words, orders in ((_STOOD, standing.stood), (_STANDS, standing.orders)):
        effect = next((each for each in words if any(order["effect"] == each for order in orders)), None)
        if effect:
            return Sentence(words[effect], ended=ended)
    return ended


_MAY = {
    "registered": N_("Registered. May work as %(what)s."),
    "conditions": N_("Registered with conditions. May work as %(what)s, within the conditions."),
}
_ENDED = {
    "removed": N_("Removed from the register on %(day)s. May not work as %(what)s."),
    "left": N_("Not registered since %(day)s. The person left the register; this is not about discipline."),
    "lapsed": N_("Not registered since %(day)s. The registration was not renewed; this is not about discipline."),
    "died": N_("Not registered since %(day)s. This entry is closed."),
}
_CLOSED = N_("Not registered since %(day)s. %(why)s")
_CLOSED_UNREAD = N_("Not registered. %(why)s")
_ENDED_ALONE = {
    "left": N_("Not registered since %(day)s. The person left the register."),
    "lapsed": N_("Not registered since %(day)s. The registration was not renewed."),
}
_STOOD = {  # by effect, the strongest first
    "removed": N_("%(ended)s A removal by order was in force when it ended."),
    "suspended": N_("%(ended)s A suspension was in force when it ended."),
    "conditions": N_("%(ended)s Conditions were in force when it ended."),
}
_STANDS = {
    "suspended": N_("%(ended)s A suspension is in force."),
    "conditions": N_("%(ended)s Conditions are in force."),
}


def short_day(day: date) -> Sentence:
    """A day of this year or the next in words: 14 March."""
    return Sentence("%(day)s %(month)s", day=day.day, month=Sentence(MONTHS[day.month - 1]))


def short_moment(moment: datetime, zone: tzinfo) -> Sentence:
    """A moment in the council's own time: 3 March, 16:20."""
    local = moment.astimezone(zone)
    return Sentence("%(day)s, %(time)s", day=short_day(local.date()), time=f"{local:%H:%M}")


def leading(answers: Sequence[Answer]) -> int:
    """Which of a person's registrations to show first: the one that asks for something, then the live one."""
    order = ("asked", "held", "due", "sent", "suspended", "conditions", "registered", "not_yet", "ended")
    return min(range(len(answers)), key=lambda i: (order.index(answers[i].code), i)) if answers else 0
