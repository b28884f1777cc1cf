"""Who is entered on a part of the register anew, and who comes back to it instead. Pure functions of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilkit.register.decisions import NOT_THERE_YET, Check
from councilkit.register.terms import in_force, term
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
IS_ON = N_(
    "The applicant is on this register already, with No. %(number)s, and nobody is entered twice. "
    "Refuse this application, or ask the applicant to take it back."
)
WAS_ON = N_(
    "The applicant was on this register before, with No. %(number)s: they come back by an application to return, not "
    "by a new entry. Press “Turn it into an application to return”."
)
DIED = N_(
    "The death of this person is recorded, with No. %(number)s: nobody is entered or comes back after it. "
    "Either the applicant is somebody else, or the death was recorded by mistake: then take it back first."
)
KNOWN = N_("Known to the office, and never on this register")
ELSEWHERE = N_("Not removed from another register")
UNDER_ANOTHER = N_("Not removed from this register under another number")
REMOVED = N_("Removed from %(part)s on %(day)s, No. %(number)s")


@dataclass(frozen=True)
class Held:
    """A registration of an applicant: what ended it, "" while it runs, and when it was last removed if ever.

    What an order removed is removed like what was removed without one.
    """

    row: Row
    ended_by: str
    removed_on: date | None

    @property
    def ended(self) -> bool:
        """Whether it keeps nobody on the register any more."""
        return bool(self.ended_by)


def held(registration: Row, events: Sequence[Row], orders: Sequence[Row], today: date) -> Held:
    """A registration as it stands today, with its own events and orders."""
    found = term(registration, events, today)
    removals = [order for order in orders if order["effect"] == "removed" and _took_effect(order, today)]
    ended_by = found.ended_by if found else ""
    if ended_by != "died" and any(in_force(order, today) for order in removals):
        ended_by = "removed"
    days = [order["starts_on"] for order in removals]
    days += [each["effective_on"] for each in events if each["kind"] == "removed" and each["effective_on"] <= today]
    return Held(registration, ended_by, max(days, default=None))


def _took_effect(order: Row, today: date) -> bool:
    """Whether an order began, and was not lifted from its first day."""
    return order["starts_on"] <= today and (order["lifted_on"] is None or order["lifted_on"] > order["starts_on"])


def to_restore(holds: Sequence[Held], part: str) -> Row | None:
    """The registration by which somebody comes back to a part; None where they hold one, never did, or have died.

    It is the one that was removed, whatever came after it: nobody passes by a removal.
    """
    mine = [each for each in holds if each.row["part"] == part]
    if not mine or against_dead(holds) or not all(each.ended for each in mine):
        return None
    return ([each for each in mine if each.ended_by == "removed"] or mine)[-1].row


def against_dead(holds: Sequence[Held]) -> Sentence | None:
    """Why nobody enters or comes back as this person, None where no death of theirs is recorded."""
    died = next((each.row for each in holds if each.ended_by == "died"), None)
    return Sentence(DIED, number=died["number"]) if died is not None else None


def against_entry(holds: Sequence[Held], part: str) -> Sentence | None:
    """Why an applicant is not entered on a part anew, None when they can be."""
    dead = against_dead(holds)
    if dead:
        return dead
    live = next((each.row for each in holds if each.row["part"] == part and not each.ended), None)
    if live is not None:
        return Sentence(IS_ON, number=live["number"])
    before = to_restore(holds, part)
    return Sentence(WAS_ON, number=before["number"]) if before is not None else None


def entry_checks(holds: Sequence[Held], part: str, titles: Mapping[str, str]) -> list[Check]:
    """What the register holds of an applicant whom it knows."""
    refusal = against_entry(holds, part)
    known = Check(NOT_THERE_YET, "not_met" if refusal else "met", refusal or KNOWN)
    return [known, *removal_checks(holds, part, titles)]


def removal_checks(holds: Sequence[Held], part: str, titles: Mapping[str, str]) -> list[Check]:
    """The removals of an applicant: one that stands in this part is against them, others are for a person to judge."""
    found = []
    for each in holds:
        if each.removed_on is not None:
            title, here = Sentence(titles.get(each.row["part"], each.row["part"])), each.row["part"] == part
            told = Sentence(REMOVED, part=title, day=each.removed_on, number=each.row["number"])
            result = "not_met" if here and each.ended_by == "removed" else "judge"
            found.append(Check(UNDER_ANOTHER if here else ELSEWHERE, result, told))
    return found
