"""On what ground a renewal was accepted that lacked something, as far as it is meant for its registrant."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from councilkit.register.terms import in_order
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
JUDGED = N_(
    "Not everything that the law asks for was met, or a person had to judge it. "
    "Two officers of the council looked at it and accepted your renewal."
)
SAID = N_(
    "Not everything that the law asks for was met. The council renewed you all the same, on this ground: %(ground)s"
)


def ground_judged(application: Row) -> Sentence | None:
    """What is told of a renewal that officers accepted with grounds of their own, which only the council reads."""
    accepted = application["kind"] == "renewal" and application["proposal"] == "admit"
    return Sentence(JUDGED) if accepted and application["reasons"] else None


def ground_said(reason: str) -> Sentence | None:
    """What is told of a renewal that the office wrote, by the reason given for it; None where none was needed."""
    return Sentence(SAID, ground=reason) if reason else None


def ground_of(events: Sequence[Row], sent: Sequence[Row], today: date, zone: tzinfo) -> Sentence | None:
    """The ground of a registration's last renewal; None where everything was met, or it came back since.

    `sent` are the applications about the registration.
    """
    begun = [event for event in events if event["kind"] in ("renewed", "restored") and event["effective_on"] <= today]
    last = max(begun, key=in_order, default=None)
    if last is None or last["kind"] != "renewed":
        return None
    that_day = (each for each in sent if _admitted_on(each, zone) == last["effective_on"])
    return ground_said(last["reason"]) or next(filter(None, map(ground_judged, that_day)), None)


def _admitted_on(application: Row, zone: tzinfo) -> date | None:
    decided = application["decided_at"] if application["outcome"] == "admitted" else None
    return decided.astimezone(zone).date() if decided else None
