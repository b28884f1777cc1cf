"""When a term can be held open, when one that is held past its end can be let lapse, and the notice before that."""

from datetime import date, timedelta

from councilkit.law.model import Law
from councilkit.register.clocks import Clock, clock_by
from councilkit.register.terms import DAY, Term
from councilkit.wording import N_, Sentence

HELD_BACK = timedelta(days=365)  # how long after its end what arrives late can hold a term; the council's habit, no law
NOT_HELD = N_("The renewal of this registration is not held open past its end, so there is nothing to let lapse.")
NOTICE = N_("The law wants notice before a registration lapses: %(notice)s.")
NO_NOTICE = N_(
    "The law that the council's system holds names no notice before a registration lapses. "
    "Choose a day that leaves the person time to renew."
)
TOO_SOON = N_("Choose %(day)s or a later day, so that the person can still renew.")


def held_from(found: Term | None, today: date) -> date | None:
    """From which day on a term can be held open; None where it cannot.

    That is today while it runs; one that ended by the calendar never lapsed where it is held, so it is its last day.
    """
    if found is None or found.due is None:
        return None
    if found.running:
        return today
    return found.due if found.ended_by == "lapsed" else None


def long_over(found: Term, today: date) -> bool:
    """Whether a term ended so long ago that what is recorded late does not bring it back."""
    return not found.running and found.due is not None and found.due < today - HELD_BACK


def notice_of(law: Law, part: str, on: date) -> Clock | None:
    """How long before a registration lapses its person must be told; None where the law does not say so."""
    return clock_by(law, f"{part.partition('.')[0]}.lapse.notice", on)


def told_notice(notice: Clock | None) -> Sentence:
    """What the law says of notice, in words for an officer."""
    return Sentence(NOTICE, notice=notice.sentence) if notice else Sentence(NO_NOTICE)


def against_lapse(found: Term | None, today: date) -> Sentence | None:
    """Why a term cannot be let lapse by a decision, None when it is held open past its end."""
    held = found is not None and found.running and found.until is None and not found.closing
    past = held and found is not None and found.kept is not None and found.kept < today
    return None if past else Sentence(NOT_HELD)


def against_day(notice: Clock | None, on: date, today: date) -> Sentence | None:
    """Why `on` is too soon as the first day without registration, None when it is not."""
    last = notice.due(today) if notice else today
    return Sentence(TOO_SOON, day=last + DAY) if on <= last else None
