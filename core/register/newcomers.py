"""How long somebody new to a post may work before being registered, where the law of a part of the register says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.law.model import Law, LawLookupError
from councilkit.law.months import add_months
from councilkit.register.decisions import Check
from councilkit.register.model import RegisterPart
from councilkit.register.terms import term
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
RULE = N_("Work before registration")
WITHIN = N_("Somebody new to this work may do it until %(day)s without being registered.")
OVER = N_("The time to do this work without being registered ended on %(day)s: from then on only once registered.")
NEVER = N_("Whoever was removed from the register may not do this work until they are registered again.")
BACK = N_("Whoever was on the register before may not do this work until they are registered again.")


@dataclass(frozen=True)
class Grace:
    """The last day on which an applicant may work unregistered, None where there is none, and the article.

    `barred` says why there is none.
    """

    until: date | None
    article: str
    barred: str = NEVER

    def sentence(self, today: date) -> Sentence:
        """What it means on a day, for the applicant, their employer and the office alike."""
        if self.until is None:
            return Sentence(self.barred)
        return Sentence(WITHIN if today <= self.until else OVER, day=self.until)

    def check(self, today: date) -> Check:
        """The same beside the evidence of an application; what is over is for a person to judge."""
        over = self.until is None or self.until < today
        return Check(RULE, "judge" if over else "met", self.sentence(today), self.article)


@dataclass(frozen=True)
class Past:
    """What was before: whether somebody was removed from the register; whether they were on it and are not now."""

    removed: bool = False
    returns: bool = False


def past_of(held: Sequence[Row], events: Sequence[Row], orders: Sequence[Row], today: date) -> Past:
    """The past of somebody by the rows of their registrations."""
    terms = [term(row, [each for each in events if each["registration_id"] == row["id"]], today) for row in held]
    ordered = any(each["effect"] == "removed" and not _undone(each, events, today) for each in orders)
    removed = ordered or any(each["kind"] == "removed" for each in events)
    return Past(removed, bool(held) and not any(found and found.running for found in terms))


def _undone(order: Row, events: Sequence[Row], today: date) -> bool:
    """Whether an order was lifted, as after an appeal; an application to come back lifts one that was right."""
    back = [e for e in events if e["kind"] == "restored" and e["registration_id"] == order["registration_id"]]
    lifted = order["lifted_on"]
    return lifted is not None and lifted <= today and lifted not in {event["effective_on"] for event in back}


def grace(law: Law, part: RegisterPart, began_on: date | None, past: Past, today: date) -> Grace | None:
    """The time that the law gives an applicant who began to work on a day; None where it gives none or no day is told.

    The day on which the work began counts as the first.
    """
    barred, id, day = _rule(part, began_on, past, today)
    if id is None or day is None:
        return None
    try:
        value, months = law.find(id, day), law.months(id, day)
    except LawLookupError:
        return None
    article = ", ".join(filter(None, (value.source.title, value.article)))
    return Grace(add_months(day, months) - timedelta(days=1) if months else None, article, barred)


def _rule(part: RegisterPart, began_on: date | None, past: Past, today: date) -> tuple[str, str | None, date | None]:
    """What somebody reads who has no time, the parameter that says how much there is, and the day it is asked for."""
    if past.removed:
        return NEVER, part.after_removal, began_on or today
    if past.returns and part.returners is not None:
        return BACK, part.returners, today
    return NEVER, part.newcomers, began_on
