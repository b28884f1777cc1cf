"""Pure decisions of the register: who may decide, what an order may say, when a term may be renewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.law.months import add_months
from councilkit.register.awards import Awards
from councilkit.register.model import OrderKind, Qualification, RegisterPart
from councilkit.register.terms import Term, in_force, last_day, renewal_opens, term, with_removals
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
DAY = timedelta(days=1)
LONGEST = 120  # months that a renewal may be for where the law's period is not known

TOO_LONG = Plural(
    "Such orders may last %(months)s month in all, and %(days)s days are spent: enter a last day up to %(limit)s.",
    "Such orders may last %(months)s months in all, and %(days)s days are spent: enter a last day up to %(limit)s.",
    "months",
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
        return Sentence("This registration has ended. Apply to come back to the register instead.")
    if term.ahead is not None:
        return against_going_on(term)
    if term.due is None:
        return Sentence("This registration has no end date, so there is nothing to renew.")
    opens = renewal_opens(term.due)
    if today < opens:
        return Sentence(
            "This registration runs until %(until)s. It can be renewed from %(opens)s on.",
            until=term.due,
            opens=opens,
        )
    return None


def against_going_on(term: Term) -> Sentence | None:
    """Why a term can be neither renewed nor extended although it runs, None when it can."""
    if term.ahead is None:
        return None
    words = N_("It is recorded already that this registration ends on %(day)s: it cannot be renewed or extended.")
    return Sentence(words, day=term.ahead.on)


def against_ending(term: Term) -> Sentence | None:
    """Why no other end can be recorded for a term, None when one can."""
    if not term.closing:
        return None
    return Sentence(N_("It is recorded already that %(day)s is the last day."), day=term.until)


def opened(found: Term | None, removed: bool, today: date) -> date | None:
    """Since when a term can be renewed; None when it cannot be renewed today."""
    if against_renewal(found, removed, today) or found is None or found.due is None:
        return None
    return renewal_opens(found.due)


def opens_on(registration: Row, events: Sequence[Row], orders: Sequence[Row], today: date) -> date | None:
    """Since when the present term of a registration can be renewed; None when it cannot be renewed today."""
    removed = any(order["effect"] == "removed" and in_force(order, today) for order in orders)
    return opened(with_removals(term(registration, events, today), orders, today), removed, today)


def next_end(until: date, months: int | None) -> date | None:
    """The last day of the term that follows one ending on `until`; None when the law's period is not known."""
    return last_day(until + timedelta(days=1), months)


def latest_end(end: date | None, months: int | None, today: date) -> date:
    """The latest day to which a renewal may go: one period after the present term, ten years where none is known."""
    first = end + DAY if end else today
    return add_months(first, LONGEST if months is None else months) - DAY


def days_of(order: Row) -> int:
    """How many days an order lasts or lasted; 0 where it has no end, which only an unlimited kind has."""
    ends = [day for day in (order["ends_on"], order["lifted_on"] and order["lifted_on"] - DAY) if day]
    return max(0, (min(ends) - order["starts_on"]).days + 1) if ends else 0


def total_problem(data: Row, others: Sequence[Row], months: int) -> Sentence | None:
    """Why an order would last too long together with others of its family, by the days of so many months."""
    first = min([data["starts_on"], *(order["starts_on"] for order in others)])
    spent = sum(days_of(order) for order in others)
    last = data["starts_on"] + timedelta(days=(add_months(first, months) - first).days - spent - 1)
    if data["ends_on"] is not None and data["ends_on"] <= last:
        return None
    told = {"months": months, "days": spent, "limit": last}
    return Sentence(TOO_LONG, **told)


def order_problems(kind: OrderKind, data: Row, months: int | None) -> dict[str, list[str]]:
    """What is wrong with an order, by field; `months` is the longest it may last, None where no limit is known."""
    problems: dict[str, list[str]] = {}
    start, end, review = data["starts_on"], data["ends_on"], data["review_on"]
    if end and end < start:
        problems["ends_on"] = [N_("The last day must not be before the first.")]
    if review and (review < start or (end and review > end)):
        problems["review_on"] = [
            N_("Review date must be before the end date.")
            if end and review > end
            else N_("Review date must be after the start.")
        ]
    if months is not None and (end is None or end >= add_months(start, months)):
        problems["ends_on"] = [
            Sentence(
                Plural(
                    "%(kind)s may last at most %(months)s month: enter a last day before %(limit)s.",
                    "%(kind)s may last at most %(months)s months: enter a last day before %(limit)s.",
                    "months",
                ),
                kind=kind.title,
                months=months,
                limit=add_months(start, months),
            )
        ]
    if kind.reviewed and not review:
        problems["review_on"] = [N_("Enter the day of the review: the law wants one for this kind of order.")]
    if kind.public and kind.effect == "conditions" and not data["public_wording"]:
        problems["public_wording"] = [N_("Write the conditions as the public will read them.")]
    return problems


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
    """The rules that can be checked by rows alone; what they leave open is for a person."""
    details = application["details"]
    found = [_part_check(part, today), _award_check(details, application["part"], known)]
    found.append(
        _check(
            N_("The declaration is made"),
            bool(details.get("declaration")),
            N_("Ticked") if details.get("declaration") else N_("Missing"),
        )
    )
    return found


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


def _part_check(part: RegisterPart | None, today: date) -> Check:
    if part is None:
        return Check(N_("The register takes new people"), "not_met", N_("The plugin of this register is not loaded"))
    open_now = (part.opened is None or part.opened <= today) and (part.closed is None or today < part.closed)
    result = "met" if open_now else "not_met"
    return Check(N_("The register takes new people"), result, part.title, part.source, part.checked)


def _award_check(details: Row, part: str, known: Sequence[Qualification]) -> Check:
    award, country = str(details.get("award") or ""), str(details.get("awarded_country") or "")
    taken = Awards(each for each in known if part in each.parts)
    match = taken.find(award, country) if country else None  # a degree of a usual name may be from anywhere
    rule = N_("The qualification is one that this register takes")
    if match is not None:
        return Check(rule, "met", match.title, match.source, match.checked)
    return Check(rule, "judge", award)
