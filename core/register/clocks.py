"""The council's own clocks: by when it must, or means to, decide on an application or answer an appeal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.catalogue import Catalogue
from councilkit.law.model import DatedValue, Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.law.wording import COUNTED
from councilkit.register.calendars import is_working_day
from councilkit.register.model import RegisterPart
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
UNITS = ("days", "working days", "weeks", "months")


@dataclass(frozen=True)
class Clock:
    """How long the council has; `law` is where that is said, None for what the council itself promises.

    Working days leave out Saturdays, Sundays and the public holidays of `area` (ISO 3166, like GB-NIR), where known.
    """

    number: int
    unit: str = "days"
    title: str = ""
    law: DatedValue | None = None
    area: str = ""

    def due(self, start: date) -> date:
        """The last day in time for what came in on `start`."""
        if self.unit == "months":
            return add_months(start, self.number)
        if self.unit == "working days":
            return working_day(start, self.number, self.area)
        return start + timedelta(days=self.number * (7 if self.unit == "weeks" else 1))

    @property
    def sentence(self) -> Sentence:
        """What the clock says and who says so."""
        length = Sentence(COUNTED[self.unit], number=self.number)
        if self.law is None:
            return Sentence(N_("%(length)s: the council's own promise"), length=length)
        return Sentence(N_("%(length)s: %(says)s"), length=length, says=f"{self.title} ({self.source})")

    @property
    def source(self) -> str:
        """The title of the text that says so, and whether it was compared with it."""
        if self.law is None:
            return ""
        return self.law.source.title if self.law.checked else f"{self.law.source.title}, not verified"


PROMISE = Clock(28)  # days within which the council means to answer where no law says how long; its own habit


def working_day(start: date, number: int, area: str = "") -> date:
    """The day that is so many working days after another, by the public holidays of an area where they are known."""
    day = start
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day, area)
    return day


def clock_of(catalogue: Catalogue, law: Law, part: str, kind: str, on: date) -> Clock:
    """The clock of a kind of work (entry, renewal, restoration, appeal) for a part, by the law of a day."""
    known = catalogue.get(RegisterPart, part) if catalogue.has(RegisterPart, part) else None
    if known is None:
        return PROMISE
    return clock_by(law, known.decides.get(kind, ""), on, known.holidays_of or known.country) or PROMISE


def clock_by(law: Law, id: str, on: date, area: str = "") -> Clock | None:
    """The clock that a parameter of the law states on a day, in an area; None where it says no length of time."""
    try:
        found = law.find(id, on)
    except LawLookupError:
        return None
    number = found.value["most"] if isinstance(found.value, Mapping) else found.value
    parameter = law.get(id)
    unit = parameter.unit.removesuffix(" from service")
    if isinstance(number, bool) or not isinstance(number, int) or unit not in UNITS:
        return None
    return Clock(number, unit, parameter.title, found, area)


def due_on(application: Row, clock: Clock) -> date:
    """The day by which an application is decided; what is asked of the applicant stops the clock until its date."""
    received: date = application["received_at"].date()
    return max(clock.due(received), application["asked_until"] or received)
