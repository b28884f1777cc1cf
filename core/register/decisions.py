"""Pure decisions of the register: who may decide, what an order may say, when a term may be renewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.law import months as calendar
from councilkit.register.awards import Awards
from councilkit.register.bounds import BOUNDLESS, Bounds, bounded
from councilkit.register.model import Qualification, RegisterPart
from councilkit.register.terms import Term, last_day, removes, renewal_opens, term, with_removals
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
DAY = timedelta(days=1)
LONGEST = 120  # months that a renewal may be for where the law's period is not known

HAS_ENDED = N_("This registration has ended. Apply to come back to the register instead.")
AT_LIMIT = N_(
    "This registration ends on %(until)s and cannot be renewed: "
    "the law says how long a registration in this part may last in all."
)
SAME_OFFICER = N_("You proposed this. Another officer must decide.")
OWN_CASE = N_("This is about yourself. Another officer must decide.")
PROPOSED_ALREADY = N_("Somebody proposed a decision already. Look again.")
NOT_PROPOSED = N_("Nothing is proposed here yet. Look again.")
DECIDED_ALREADY = N_("This application was decided already. Nothing was changed.")
NOT_THERE_YET = N_("Not on the register already")


def state(application: Row) -> str:
    """Where an application stands: decided, proposed, asked (waiting for the applicant) or open."""
    if application["outcome"]:
        return "decided"
    if application["proposal"]:
        return "proposed"
    return "asked" if application["asked_until"] and not application["answer"] else "open"


def overtaken(application: Row, *, deciding: bool) -> str | None:
    """Why a proposal, or a decision about one, comes too late; None when it does not."""
    at = state(application)
    if at == "decided":
        return DECIDED_ALREADY
    if deciding:
        return None if at == "proposed" else NOT_PROPOSED
    return PROPOSED_ALREADY if at == "proposed" else None


def against_deciding(case: Row, actor_id: str, *, own: bool) -> str | None:
    """Why this officer may not decide what another proposed, None when they may; `own`: it is about themselves."""
    if case["proposed_by"] == actor_id:
        return SAME_OFFICER
    return OWN_CASE if own else None


def against_renewal(term: Term | None, removed: bool, today: date) -> Sentence | None:
    """Why a registration cannot be renewed today, None when it can."""
    if term is None:
        return Sentence("This registration has not started yet.")
    if removed or not term.running:
        return Sentence(HAS_ENDED)
    if term.closing:
        return against_going_on(term)
    if term.due is None:
        return Sentence("This registration has no end date, so there is nothing to renew.")
    if term.limit is not None and term.limit <= term.due:
        return Sentence(AT_LIMIT, until=term.due)
    opens = renewal_opens(term.due)
    if today < opens:
        return Sentence(
            "This registration runs until %(until)s. It can be renewed from %(opens)s on.",
            until=term.due,
            opens=opens,
        )
    return None


def against_going_on(term: Term) -> Sentence | None:
    """Why a term can be neither renewed nor extended although it runs, None when it can.

    An end beyond the term stands against neither: it is the next term that ends by it.
    """
    if term.ahead is None or not term.closing:
        return None
    words = N_("It is recorded already that this registration ends on %(day)s: it cannot be renewed or extended.")
    return Sentence(words, day=term.ahead.on)


def against_ending(term: Term) -> Sentence | None:
    """Why no other end can be recorded for a term, None when one can."""
    if term.ahead is None:
        return None
    return Sentence(N_("It is recorded already that %(day)s is the last day."), day=term.ahead.on - DAY)


def opened(found: Term | None, removed: bool, today: date) -> date | None:
    """Since when a term can be renewed; None when it cannot be renewed today."""
    if against_renewal(found, removed, today) or found is None or found.due is None:
        return None
    return renewal_opens(found.due)


def opens_on(
    registration: Row, events: Sequence[Row], orders: Sequence[Row], today: date, bounds: Bounds = BOUNDLESS
) -> date | None:
    """Since when the present term of a registration can be renewed; None when it cannot be renewed today."""
    removed = any(removes(order, today) for order in orders)
    found = bounded(term(registration, events, today), registration, events, bounds, today)
    return opened(with_removals(found, orders, today), removed, today)


def next_end(until: date, months: int | None) -> date | None:
    """The last day of the term that follows one ending on `until`; None when the law's period is not known."""
    return last_day(until + timedelta(days=1), months)


def latest_end(end: date | None, months: int | None, today: date) -> date:
    """The latest day to which a renewal may go: one period after the present term, ten years where none is known."""
    first = end + DAY if end else today
    return calendar.last_day(first, LONGEST if months is None else months)


def against_extension(
    found: Term | None, plain: date | None, months: int | None, until: date, today: date
) -> str | None:
    """Why a term cannot be extended to a day, None when it can; `plain` is the end that it had without extensions.

    A slip is mended by an earlier day, never before that end; an end that officers gave back is not shortened.
    """
    if found is None or not found.running or found.until is None:
        return N_("Choose a running registration with an end: one that is held open has none to move.")
    if until == found.until:
        return N_("That is the last day of this registration already.")
    plain = found.until if found.kept or plain is None else plain
    earliest = max(today, plain)
    if until < earliest:
        words = N_(
            "Choose %(day)s or a later day: an extension takes nothing from the term and ends nothing before today."
        )
        return Sentence(words, day=earliest)
    latest = latest_end(plain, months, today)
    told = N_("An extension is for one period at most: the new last day is %(latest)s at the latest.")
    return Sentence(told, latest=latest) if until > latest else None


FILLED = ("email", "phone", "address", "date_of_birth", "gender", "country", "area_code", "settlement")


def taken_over(kept: Row, merged: Row) -> dict[str, Any]:
    """What a kept record lacks and takes from the one that is merged into it; it never loses what it has."""
    found = {name: merged[name] for name in FILLED if merged[name] and not kept[name]}
    if kept["country"] and kept["country"] != merged["country"]:
        found.pop("area_code", None)  # a county of another country
    if kept["area_code"] and kept["area_code"] != merged["area_code"]:
        found.pop("settlement", None)
    return found


@dataclass(frozen=True)
class Check:
    """What a rule finds in an application: met, not_met, or judge (a person must).

    `source` is words or an address; `read_on` is when somebody last compared with an address, None when nobody did.
    """

    rule: str
    result: str
    found: str
    source: str = ""
    read_on: date | None = None


def checks(application: Row, part: RegisterPart | None, known: Sequence[Qualification], today: date) -> list[Check]:
    """The rules that can be checked by rows alone; what they leave open is for a person.

    Whoever comes back need name no award, but one that they name is checked like any other.
    """
    details, back = application["details"], application["kind"] == "restoration"
    found = [part_check(part, today, BACK if back else NEW)]
    if details.get("award") or not back:
        found.append(_award_check(details, application["part"], known))
    found.append(
        _check(
            N_("The declaration is made"),
            bool(details.get("declaration")),
            N_("Ticked") if details.get("declaration") else N_("Missing"),
        )
    )
    return found


NEW, BACK = N_("The register takes new people"), N_("The register takes people back")
FITNESS = {
    "yes": N_("Fit as far as they know."),
    "doubt": N_("There is something that the council should know."),
    "not_known": N_("They cannot say whether the applicant is fit."),
}


def endorsement_check(employer: str, given: Row | None, *, asked: bool) -> Check:
    """What the employer that the applicant names said; `asked` means that somebody of theirs has an account."""
    rule = N_("The employer endorses the applicant")
    if given is None:
        waiting, nobody = N_("%(employer)s has not answered yet"), N_("%(employer)s has no account here: ask them")
        return Check(rule, "judge", Sentence(waiting if asked else nobody, employer=employer))
    if given["answer"] == "unknown":
        unknown = Sentence(N_("%(employer)s does not know this person."), employer=employer)
        return Check(rule, "not_met", _with_note(unknown, given["note"]))
    fit = FITNESS[given["fit"]]
    works_here = N_("%(employer)s: works here as %(role)s. %(fit)s")
    found = Sentence(works_here, employer=employer, role=given["role"], fit=Sentence(fit))
    return Check(rule, "met" if given["fit"] == "yes" else "judge", _with_note(found, given["note"]))


def _with_note(said: Sentence, note: str) -> Sentence:
    return Sentence(N_("%(said)s They write: %(note)s"), said=said, note=note) if note else said


def told_apart(details: Row) -> frozenset[str]:
    """The ids of people of whom an officer said that the applicant is somebody else."""
    return frozenset(details.get("somebody_else") or ())


def unsettled(lookalikes: Sequence[Row], details: Row) -> list[Row]:
    """The people who may be the applicant, as far as no officer has said yet whether they are."""
    return [each for each in lookalikes if each["id"] not in told_apart(details)]


def twin_check(lookalikes: Sequence[Row], details: Row) -> Check:
    """Whether somebody whom the register knows may be the applicant."""
    rule, count = NOT_THERE_YET, len(unsettled(lookalikes, details))
    if count:
        one = N_("1 person with this name or email address")
        more = N_("%(count)s people with this name or email address")
        return Check(rule, "judge", Sentence(one if count == 1 else more, count=count))
    if lookalikes:
        return Check(rule, "met", N_("An officer said that it is somebody else"))
    return Check(rule, "met", N_("Nobody of this name and email address"))


def _check(rule: str, met: bool, found: str) -> Check:
    return Check(rule, "met" if met else "not_met", found)


def part_check(part: RegisterPart | None, today: date, rule: str = NEW) -> Check:
    """Whether a part is open on a day, to new people or to those who come back."""
    if part is None:
        return Check(rule, "not_met", N_("The plugin of this register is not loaded"))
    open_now = (part.opened is None or part.opened <= today) and (part.closed is None or today < part.closed)
    result = "met" if open_now else "not_met"
    return Check(rule, result, part.title, part.source, part.checked)


def _award_check(details: Row, part: str, known: Sequence[Qualification]) -> Check:
    award, country = str(details.get("award") or ""), str(details.get("awarded_country") or "")
    taken = Awards(each for each in known if part in each.parts)
    match = taken.find(award, country) if country else None  # a degree of a usual name may be from anywhere
    rule = N_("The qualification is one that this register takes")
    if match is not None:
        return Check(rule, "met", match.title, match.source, match.checked)
    return Check(rule, "judge", award)
