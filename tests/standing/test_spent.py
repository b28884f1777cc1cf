"""Which renewals came late, inside the term that they opened, and what they used up."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from councilkit.standing.spent import late_renewals, unspent

START, END, NEXT = date(2023, 4, 1), date(2026, 3, 31), date(2029, 3, 31)


SCHEMA = {"registration_id": pl.String, "kind": pl.String, "effective_on": pl.Date, "until": pl.Date}


def renewed(on: date, until: date | None = END) -> dict[str, Any]:
    return {"kind": "renewed", "effective_on": on, "until": until}


def late_of(events: list[dict[str, Any]], end: date | None, as_of: date) -> list[tuple[Any, ...]]:
    happened = pl.DataFrame([{"registration_id": "a", **event} for event in events], schema=SCHEMA)
    terms = {"registrant": ["a", "b"], "term_start": [START, START], "term_end": [end, end]}
    whole = {"registrant": pl.String, "term_start": pl.Date, "term_end": pl.Date}
    return late_renewals(happened, pl.DataFrame(terms, schema=whole), as_of).rows()


@pytest.mark.parametrize(
    ("events", "as_of", "day"),
    [
        ([renewed(date(2023, 3, 1))], date(2024, 1, 1), None),  # in time, so in the term before
        ([renewed(START)], date(2024, 1, 1), START),
        ([renewed(date(2023, 6, 1))], date(2024, 1, 1), date(2023, 6, 1)),
        ([renewed(date(2026, 3, 1), NEXT)], date(2026, 3, 15), None),  # opens the next term
        ([renewed(date(2023, 6, 1)), renewed(date(2026, 3, 1), NEXT)], date(2026, 3, 15), date(2023, 6, 1)),
        ([renewed(date(2023, 6, 1))], date(2023, 5, 1), None),  # not yet
        ([{"kind": "restored", "effective_on": START, "until": END}], date(2024, 1, 1), None),
    ],
)
def test_a_renewal_is_late_where_it_lies_in_its_own_term(
    events: list[dict[str, Any]], as_of: date, day: date | None
) -> None:
    assert late_of(events, END, as_of) == ([("a", day)] if day else [])


def test_a_term_without_an_end_can_be_opened_late_too() -> None:
    assert late_of([renewed(START, None)], None, START) == [("a", START)]
    assert late_of([renewed(START, None)], END, START) == []


def test_only_what_is_of_the_renewal_and_up_to_its_day_is_used() -> None:
    days = [date(2023, 6, 1), date(2023, 6, 2), date(2023, 5, 1), date(2023, 5, 1)]
    fees = ["renewal", "renewal", "annual", "renewal"]
    paid = pl.DataFrame({"registrant": ["a", "a", "a", "b"], "fee": fees, "paid_on": days})
    late = pl.DataFrame({"registrant": ["a"], "renewed_on": [date(2023, 6, 1)]})
    assert unspent(paid, "fee", "paid_on", late).rows() == paid.rows()[1:]
    assert unspent(paid, "fee", "paid_on", late.clear()).equals(paid)
