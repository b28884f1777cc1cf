"""The way back onto the register after a removal, as far as the law says one."""

from dataclasses import dataclass
from datetime import date

from councilkit.law.model import DatedValue, Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.wording import N_, Sentence

NOT_KNOWN = N_(
    "From when you can ask to come back is not known: the law that the council's system holds does not say so. "
    "Ask the council."
)
OPENS = N_("You can ask to come back from %(day)s on (%(source)s).")
OPENS_UNREAD = N_(
    "You can ask to come back from %(day)s on, by a rule that was not yet compared with its source (%(source)s). "
    "Ask the council."
)


@dataclass(frozen=True)
class Wait:
    """The first day on which somebody who was removed can ask to come back, and the value of the law that says so."""

    earliest: date
    value: DatedValue

    @property
    def source(self) -> str:
        """The text and article that say so."""
        return ", ".join(filter(None, (self.value.source.title, self.value.article)))

    @property
    def checked(self) -> bool:
        """Whether the value was compared with its source."""
        return self.value.checked is not None


def wait_after(law: Law, part: str, removed_on: date) -> Wait | None:
    """How long somebody whom an order removed waits by the law of the part's country; None where it says nothing."""
    id = f"{part.partition('.')[0]}.sanction.removal.restoration_wait"
    try:
        return Wait(add_months(removed_on, law.months(id, removed_on)), law.find(id, removed_on))
    except LawLookupError:
        return None


def way_back(law: Law, part: str, removed_on: date, *, by_order: bool) -> Sentence:
    """What somebody who was removed is told of coming back; the law's wait is one of orders, not of other removals."""
    found = wait_after(law, part, removed_on) if by_order else None
    if found is None:
        return Sentence(NOT_KNOWN)
    return Sentence(OPENS if found.checked else OPENS_UNREAD, day=found.earliest, source=found.source)
