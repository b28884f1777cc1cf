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
KNOWN = N_("Known to the office, and never on this register")
ELSEWHERE = N_("Not removed from another register")
REMOVED = N_("Removed from %(part)s on %(day)s, No. %(number)s")


@dataclass(frozen=True)
class Held:
    """A registration of an applicant: whether it has ended, and since when it was removed, by an order or without."""

    row: Row
    ended: bool
    removed_on: date | None


def held(registration: Row, events: Sequence[Row], orders: Sequence[Row], today: date) -> Held:
    """A registration as it stands today, with its own events and orders."""
    found = term(registration, events, today)
    removals = [order for order in orders if order["effect"] == "removed" and _took_effect(order, today)]
    ended = found is not None and not found.running
    days = [order["starts_on"] for order in removals]
    days += [each["effective_on"] for each in events if each["kind"] == "removed" and each["effective_on"] <= today]
    return Held(registration, ended or any(in_force(order, today) for order in removals), max(days, default=None))


def _took_effect(order: Row, today: date) -> bool:
    """Whether an order began, and was not lifted from its first day."""
    return order["starts_on"] <= today and (order["lifted_on"] is None or order["lifted_on"] > order["starts_on"])


def to_restore(holds: Sequence[Held], part: str) -> Row | None:
    """The registration by which somebody comes back to a part; None where they hold one, or never did."""
    mine = [each for each in holds if each.row["part"] == part]
    return mine[-1].row if mine and all(each.ended for each in mine) else None


def against_entry(holds: Sequence[Held], part: str) -> Sentence | None:
    """Why an applicant is not entered on a part anew, None when they can be."""
    live = next((each.row for each in holds if each.row["part"] == part and not each.ended), None)
    if live is not None:
        return Sentence(IS_ON, number=live["number"])
    before = to_restore(holds, part)
    return Sentence(WAS_ON, number=before["number"]) if before is not None else None


def entry_checks(holds: Sequence[Held], part: str, titles: Mapping[str, str]) -> list[Check]:
    """What the register holds of an applicant whom it knows; a removal from another part is for a person to judge."""
    refusal = against_entry(holds, part)
    found = [Check(NOT_THERE_YET, "not_met" if refusal else "met", refusal or KNOWN)]
    for each in holds:
        if each.row["part"] != part and each.removed_on is not None:
            title = Sentence(titles.get(each.row["part"], each.row["part"]))
            told = Sentence(REMOVED, part=title, day=each.removed_on, number=each.row["number"])
            found.append(Check(ELSEWHERE, "judge", told))
    return found
