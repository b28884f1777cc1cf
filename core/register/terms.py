"""Terms of a registration and orders in force, on any date. Pure functions of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from councilkit.law import months as calendar

Row = Mapping[str, Any]
DAY = timedelta(days=1)
OPENING = ("renewed", "restored", "extended")
ENDING = ("left", "removed", "died")
RENEWAL_DAYS = 90  # before the end of a term; the council's own habit, no law


@dataclass(frozen=True)
class Ahead:
    """An end that is recorded for a day to come: the first day without registration, and left, removed or died."""

    on: date
    by: str


@dataclass(frozen=True)
class Term:
    """The term in force or the last one; `until` is its last day, None when no end is known.

    `ended_on` is the first day without registration and `ended_by` what ended it: left, removed, died, lapsed, or
    closed where the law ended the part.
    `kept` is the end that a term had which is held open, so that it cannot lapse before a person has decided; it stays
    where the term is given an end again.
    `ahead` is an end to come that is recorded already. It is the end of this term where that is `closing`; one that
    lies beyond the term is the end of the next, so that this one is renewed like any other.
    """

    since: date
    until: date | None
    ended_on: date | None = None
    ended_by: str = ""
    reason: str = ""
    closing: bool = False
    kept: date | None = None
    ahead: Ahead | None = None
    limit: date | None = None  # the last day that the law allows any term of this registration

    @property
    def running(self) -> bool:
        return self.ended_on is None

    @property
    def due(self) -> date | None:
        """The day by which to renew: the last of the term, or of what it was before it was held open."""
        return self.until or self.kept

    @property
    def regular_end(self) -> date | None:
        """The last day by the term's own length, whether or not it was held open since: what the next one follows."""
        return self.kept or self.until


def last_day(start: date, months: int | None) -> date | None:
    """The last day of a term that begins on `start`; None when its length is not known."""
    return None if months is None else calendar.last_day(start, months)


def term(registration: Row, events: Sequence[Row], as_of: date) -> Term | None:
    """The term on a date, None before the registration began.

    Events count from their own day on; those of one day in the order of `position`. Only a restoration brings back what
    was left or removed; a renewal or an extension moves the end. Nothing comes after a death. What holds a term open
    does so from the day on which its renewal opens; an extension before that moves the end.
    """
    if registration["registered_on"] > as_of:
        return None
    found = Term(registration["registered_on"], registration["expires_on"])
    for event in sorted((e for e in events if e["effective_on"] <= as_of), key=in_order):
        found = _after(_on(found, event["effective_on"]), event)
    found = _on(found, as_of)
    if found.running and found.until is not None and found.until < as_of:
        return replace(found, ended_on=found.until + DAY, ended_by="lapsed")
    return _closing(found, events, as_of) if found.running else found


def unextended(registration: Row, events: Sequence[Row], as_of: date) -> date | None:
    """The last day that the term on a date had before anything extended it; None when no end is known."""
    found = term(registration, [event for event in events if event["kind"] != "extended"], as_of)
    return found.until if found else None


def _on(found: Term, day: date) -> Term:
    """The term on a day: one that is held open keeps its end until its renewal opens."""
    if found.until is None and found.kept is not None and not opens_by(found.kept, day):
        return replace(found, until=found.kept, kept=None)
    return found


def _closing(found: Term, events: Sequence[Row], as_of: date) -> Term:
    """The running term with the end that is known already, where somebody leaves on a day to come."""
    known = [event for event in events if event["kind"] in ENDING and event["effective_on"] > as_of]
    first = min(known, key=in_order, default=None)
    return _ending(found, Ahead(first["effective_on"], first["kind"]) if first else None)


def _day_of(ahead: Ahead) -> date:
    return ahead.on


def _ending(found: Term, ahead: Ahead | None) -> Term:
    """The running term with an end to come, which is its last day unless it lies beyond the day by which to renew."""
    if ahead is None:
        return found
    last = ahead.on - DAY
    if found.due is not None and last > found.due:
        return replace(found, ahead=ahead)
    return replace(found, until=last, closing=True, ahead=ahead)


def with_removals(found: Term | None, orders: Sequence[Row], as_of: date) -> Term | None:
    """The term with the end to come that an order of removal brings, where no other end comes before it."""
    if found is None or not found.running:
        return found
    ordered = [Ahead(order["starts_on"], "removed") for order in orders if _removes_later(order, as_of)]
    first = min([*ordered, *filter(None, [found.ahead])], key=_day_of, default=None)
    return _ending(found, first)


def _removes_later(order: Row, as_of: date) -> bool:
    return order["starts_on"] > as_of and removes(order, order["starts_on"])


def in_order(event: Row) -> tuple[date, int, str]:
    """What events are sorted by: their day, then their position in it."""
    return event["effective_on"], event.get("position") or 0, event["kind"]


def _after(found: Term, event: Row) -> Term:
    if found.ended_by == "died":
        return found
    if event["kind"] == "died":
        return Term(found.since, found.until, _ended_by_then(found, event["effective_on"]), "died", event["reason"])
    if event["kind"] == "restored":
        return Term(event["effective_on"], event["until"])
    if event["kind"] in OPENING:
        kept = found.regular_end if holds(event) else found.kept if event["kind"] == "extended" else None
        return Term(found.since, event["until"], found.ended_on, found.ended_by, found.reason, kept=kept)
    return Term(found.since, found.until, event["effective_on"], event["kind"], event["reason"])


def _ended_by_then(found: Term, on: date) -> date:
    """The first day without registration where somebody dies on a day: an earlier one where the term was over."""
    lapsed = found.until + DAY if found.until else on
    return min(on, found.ended_on or lapsed)


def by_death(orders: Sequence[Row], events: Sequence[Row]) -> list[Row]:
    """The orders without those for a day after somebody's death: nothing comes after it."""
    died = min((event["effective_on"] for event in events if event["kind"] == "died"), default=None)
    return [order for order in orders if died is None or order["starts_on"] <= died]


def holds(event: Row) -> bool:
    """Whether an event holds a term open: its end is no longer the calendar's."""
    return event["kind"] == "extended" and event["until"] is None


def held_for(events: Sequence[Row], as_of: date) -> tuple[str, ...]:
    """Why the running term is held open, each reason once; nothing where it is not."""
    reasons: list[str] = []
    for event in sorted((e for e in events if e["effective_on"] <= as_of), key=in_order):
        reasons = [*reasons, event["reason"]] if holds(event) else []
    return tuple(dict.fromkeys(reasons))


def renewal_opens(until: date) -> date:
    """The first day on which a term can be renewed."""
    return until - timedelta(days=RENEWAL_DAYS)


def opens_by(until: date, day: date) -> bool:
    """Whether the renewal of a term that ends on `until` has opened by a day."""
    return renewal_opens(until) <= day


def in_force(order: Row, as_of: date) -> bool:
    """Whether an order has started and neither ended nor been lifted by the date.

    `ends_on` is its last day; `lifted_on` is the first day without it. A removal does not end by itself: its last day
    is that of the time before which nobody may ask to come back, and whoever is admitted again is so by a decision.
    """
    ended = order["effect"] != "removed" and order["ends_on"] is not None and order["ends_on"] < as_of
    lifted = order["lifted_on"] is not None and order["lifted_on"] <= as_of
    return bool(order["starts_on"] <= as_of and not ended and not lifted)


def removes(order: Row, as_of: date) -> bool:
    """Whether an order keeps somebody off the register on a day."""
    return bool(order["effect"] == "removed" and in_force(order, as_of))
