"""The standing of a registration: status and right to practise on a date, from rows alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Status = Literal["not_yet", "registered", "conditions", "suspended", "removed", "left", "died", "lapsed"]
Row = Mapping[str, Any]

WORDS: dict[str, str] = {
    "not_yet": "Not registered yet",
    "registered": "Registered",
    "conditions": "Registered with conditions",
    "suspended": "Suspended",
    "removed": "Removed from the register",
    "left": "Not registered: left the register",
    "died": "Not registered",
    "lapsed": "Not registered: registration ended",
}

MEANING: dict[str, str] = {
    "not_yet": "This registration has not started.",
    "registered": "May practise.",
    "conditions": "May practise, within the conditions shown.",
    "suspended": "May not practise while suspended. The name still shows on the register.",
    "removed": "May not practise. A committee or the council removed this entry.",
    "left": "May not practise. The person left the register; this is not a disciplinary matter.",
    "died": "This entry is closed.",
    "lapsed": "May not practise. The registration was not renewed; this is not a disciplinary matter.",
}

TAGS: dict[str, str] = {"registered": "done", "conditions": "conditions", "suspended": "stopped", "removed": "stopped", "not_yet": "waiting"}


@dataclass(frozen=True)
class Standing:
    """Status on a date, its reason, the term in force and what is open; `until` None means no expiry is known."""

    status: Status
    as_of: date
    registered_since: date
    until: date | None
    ended_on: date | None = None
    reason: str = ""
    orders: tuple[Row, ...] = ()

    @property
    def may_practise(self) -> bool:
        return self.status in ("registered", "conditions")

    @property
    def words(self) -> str:
        return WORDS[self.status]

    @property
    def meaning(self) -> str:
        return MEANING[self.status]

    @property
    def tag(self) -> str:
        return TAGS.get(self.status, "ended")


def standing(registration: Row, events: Sequence[Row], orders: Sequence[Row], as_of: date) -> Standing:
    """The standing of one registration on a date.

    Events: renewed and restored open a term, left, removed and died end it, extended moves its end. An order in force
    with the strongest effect decides; when the last is lifted, the standing before it is back without any writing.
    """
    since, until, ending = registration["registered_on"], registration["expires_on"], None
    for event in sorted((e for e in events if e["effective_on"] <= as_of), key=lambda e: e["effective_on"]):
        if event["kind"] in ("renewed", "restored", "extended"):
            until, ending = event["until"], ending if event["kind"] == "extended" else None
            since = event["effective_on"] if event["kind"] == "restored" else since
        else:
            ending = event
    live = tuple(order for order in orders if in_force(order, as_of))
    status, ended_on, reason = _status(registration, until, ending, live, as_of)
    return Standing(status, as_of, since, until, ended_on, reason, live)


def in_force(order: Row, as_of: date) -> bool:
    """Whether an order has started and neither ended nor been lifted by the date; `ends_on` is its last day."""
    ended = order["ends_on"] is not None and order["ends_on"] < as_of
    lifted = order["lifted_on"] is not None and order["lifted_on"] <= as_of
    return order["starts_on"] <= as_of and not ended and not lifted


def _status(registration: Row, until: date | None, ending: Row | None, live: Sequence[Row], as_of: date) -> tuple[Status, date | None, str]:
    effects = {order["effect"] for order in live}
    if registration["registered_on"] > as_of:
        return "not_yet", None, ""
    if "removed" in effects:
        return "removed", min(o["starts_on"] for o in live if o["effect"] == "removed"), "order"
    if ending is not None:
        return ending["kind"], ending["effective_on"], ending["reason"]
    if until is not None and until < as_of:
        return "lapsed", until, ""
    if "suspended" in effects:
        return "suspended", None, "order"
    return ("conditions" if "conditions" in effects else "registered"), None, ""
