"""The way back onto the register after a removal, as far as the law says one."""

from dataclasses import dataclass
from datetime import date

from councilkit.law.model import DatedValue, Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.register.model import RegisterPart
from councilkit.register.terms import DAY, Term
from councilkit.wording import N_, Sentence

NOT_KNOWN = N_(
    "From when you can ask to come back is not known: the law that the council's system holds does not say so. "
    "Ask the council."
)
RUNS = N_(
    "This registration has not ended, so there is nothing to come back to: it is renewed when it is due. "
    "An application to return that is still open is taken back or refused first."
)
HAS_DIED = N_("This registration is closed, because the person has died: nobody comes back to it.")
PART_CLOSED = N_("This part of the register takes nobody any more since %(day)s: nobody comes back to it.")
BY_ORDER = N_(
    "You can ask to come back from %(day)s on, as the order says. "
    "Until you are admitted again you stay off the register."
)
BY_ORDER_SOURCE = N_(
    "You can ask to come back from %(day)s on, as the order says (%(source)s). "
    "Until you are admitted again you stay off the register."
)
OPENS = N_("You can ask to come back from %(day)s on (%(source)s).")
OPENS_UNREAD = N_(
    "You can ask to come back from %(day)s on, by a rule that was not yet compared with its source (%(source)s). "
    "Ask the council."
)


def against_return(found: Term | None, removed: bool, part: RegisterPart | None, today: date) -> Sentence | None:
    """Why nobody can come back to a registration, whatever they ask; None where it can be asked for."""
    if found is not None and found.running and not removed:
        return Sentence(RUNS)
    if found is not None and found.ended_by == "died":
        return Sentence(HAS_DIED)
    if part is not None and part.closed is not None and part.closed <= today:
        return Sentence(PART_CLOSED, day=part.closed)
    return None


@dataclass(frozen=True)
class Wait:
    """The first day on which somebody who was removed can ask to come back, and what says so.

    `source` is the text and article of the law, "" where there is none; `checked` whether that was compared with its
    source; `ordered` whether the order itself names the day.
    """

    earliest: date
    source: str = ""
    checked: bool = True
    ordered: bool = False


def wait_after(law: Law, part: str, removed_on: date, barred_until: date | None = None) -> Wait | None:
    """How long somebody whom an order removed waits: by the order's own last day, else by the law of the country.

    A rule of the law that was compared with its source holds beside the order where it is longer.
    """
    told = _by_law(law, part, removed_on)
    if barred_until is None:
        return told
    found = _found(law, f"{_country(part)}.sanction.removal.period", removed_on)
    ordered = Wait(barred_until + DAY, _cited(found) if found else "", ordered=True)
    return told if told and told.checked and told.earliest > ordered.earliest else ordered


def _by_law(law: Law, part: str, removed_on: date) -> Wait | None:
    id = f"{_country(part)}.sanction.removal.restoration_wait"
    found = _found(law, id, removed_on)
    if found is None:
        return None
    return Wait(add_months(removed_on, law.months(id, removed_on)), _cited(found), found.checked is not None)


def _country(part: str) -> str:
    return part.partition(".")[0]


def _found(law: Law, id: str, on: date) -> DatedValue | None:
    try:
        return law.find(id, on)
    except LawLookupError:
        return None


def _cited(found: DatedValue) -> str:
    return ", ".join(filter(None, (found.source.title, found.article)))


def way_back(law: Law, part: str, removed_on: date, *, by_order: bool, barred_until: date | None = None) -> Sentence:
    """What somebody who was removed is told of coming back; the law's wait is one of orders, not of other removals.

    `barred_until` is the last day of the order, before which nobody may ask.
    """
    found = wait_after(law, part, removed_on, barred_until) if by_order else None
    if found is None:
        return Sentence(NOT_KNOWN)
    if found.ordered:
        return Sentence(BY_ORDER_SOURCE if found.source else BY_ORDER, day=found.earliest, source=found.source)
    return Sentence(OPENS if found.checked else OPENS_UNREAD, day=found.earliest, source=found.source)
