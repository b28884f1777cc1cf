"""Terms of a registration and the periods of learning in them: pure functions of rows and dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from councilkit.law.months import last_day, whole_months
from councilkit.register.terms import DAY, holds, in_order, opens_by

Row = Mapping[str, Any]
_ENDS = ("left", "removed", "died")


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both in it; `end` None means that no end is known.

    `due` is where a term that was held open should have ended.
    """

    start: date
    end: date | None
    due: date | None = field(default=None, compare=False)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day and (self.end is None or day <= self.end)


def terms(registration: Row, events: Sequence[Row], today: date) -> tuple[Period, ...]:
    """The terms of a registration, oldest first, never overlapping.

    A renewal begins where the term before ends (on its own day after a gap); an extension moves the end of a term, and
    with it the end of the learning period; leaving, removal and death end it, and only a restoration begins another.
    A term that is held open goes on to `today`; its renewal still begins where it should have ended, also where it was
    given an end again.
    """
    found = [
        Period(registration["registered_on"], _not_before(registration["registered_on"], registration["expires_on"]))
    ]
    ended = held = died = False
    for event in sorted(events, key=in_order):
        if died:  # nothing comes after a death
            break
        died = event["kind"] == "died"
        found[-1] = _on(found[-1], event["effective_on"])
        if event["kind"] in _ENDS:
            found[-1], ended, held = _cut(found[-1], event["effective_on"] - DAY), True, False
        elif holds(event):
            found[-1], held = replace(found[-1], due=found[-1].due or found[-1].end), not ended
        elif event["kind"] == "restored" or not ended:
            _go_on(found, event)
            ended = held = False
    if held and found[-1].end is not None:
        found[-1] = replace(found[-1], end=max(found[-1].end, today))
    return tuple(found)


def _on(term: Period, day: date) -> Period:
    """The term on a day: one that is held open is held from the day on which its renewal opens."""
    return replace(term, due=None) if term.due is not None and not opens_by(term.due, day) else term


def _go_on(found: list[Period], event: Row) -> None:
    last = found[-1]
    if event["kind"] == "extended":
        found[-1] = replace(last, end=_not_before(last.start, event["until"]))
        return
    start = last.due + DAY if last.due is not None and event["kind"] == "renewed" else _begin(last, event)
    if event["until"] is None or event["until"] >= start:
        found[-1] = _cut(last, start - DAY)
        found.append(Period(start, event["until"]))


def _begin(last: Period, event: Row) -> date:
    """The first day of the term that an event opens: after the term before, never inside it.

    A restoration opens one on its own day: an order may have removed somebody whose term went on.
    """
    effective: date = event["effective_on"]
    if last.end is None or effective > last.end or event["kind"] == "restored":
        return max(effective, last.start + DAY)
    return last.end + DAY


def _cut(term: Period, day: date) -> Period:
    """The term ended on a day at the latest."""
    end = day if term.end is None else min(term.end, day)
    return replace(term, end=max(end, term.start))


def _not_before(start: date, end: date | None) -> date | None:
    return None if end is None else max(start, end)


def periods(found_terms: Iterable[Period], months: int | None, until: date) -> tuple[Period, ...]:
    """The learning periods that begin by a day, oldest first.

    `months` is the length that the law gives: periods follow each other from the first day of each term, and the last
    one ends with the term, so that a term a little shorter or longer than whole periods gets no splinter of one.
    However long a term is held open, no other period begins in it. None: the term is the period.
    """
    return tuple(p for term in found_terms for p in _within(term, months, until) if p.start <= until)


def _within(term: Period, months: int | None, until: date) -> Iterator[Period]:
    if months is None or months < 1:
        yield term
        return
    count, due = None, term.due or term.end
    if due is not None:
        count = max(1, (whole_months(term.start, due + DAY) + months // 2) // months)
    number, start = 0, term.start
    while start <= until and (count is None or number < count):
        number += 1
        end = last_day(term.start, months * number)
        yield Period(start, term.end if number == count else end)
        start = end + DAY
