"""How a value is said: with its source, how sure it is, and no more precise than the source."""

from datetime import date
from pathlib import Path

import pytest

from councilkit.law import load
from councilkit.law.wording import as_record, in_words, one_line, value_in_words

TEXT = """
sources:
  PAGE: {title: The page, url: "https://example.org/page"}
a.hours:
  title: Hours
  unit: hours
  values:
    2017-04-01: {value: 90, precision: month, source: PAGE, article: s.2, certainty: M, note: Look again.}
    2027-01-01: {value: 95, source: PAGE, checked: 2026-11-22}
a.seen:
  title: Seen
  values:
    2026-11-22: {value: true, start: unread, source: PAGE, checked: 2026-11-22}
a.fee:
  title: Fee
  unknown: Not found.
  source: PAGE
  article: r.24
"""
DAY = date(2026, 12, 1)


@pytest.fixture
def law(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(TEXT, encoding="utf-8")
    return load(tmp_path)


def test_a_value_in_words(law) -> None:
    parameter = law.get("a.hours")
    assert in_words(parameter, parameter.at(DAY), DAY).splitlines() == [
        "Hours (a.hours)",
        "  90 hours, since 2017-04",
        "  source: The page, s.2",
        "  https://example.org/page",
        "  from memory, not yet verified against a source",
        "  note: Look again.",
        "  announced: 95 hours from 2027-01-01",
    ]


def test_a_start_that_nobody_read_is_said(law) -> None:
    parameter = law.get("a.seen")
    text = in_words(parameter, parameter.at(date(2020, 1, 1)), DAY)
    assert "yes, in force when read on 2026-11-22; the day it began was not read" in text
    assert "checked against the source on 2026-11-22" in text


def test_unknown_in_words(law) -> None:
    assert in_words(law.get("a.fee"), None, DAY).splitlines() == [
        "Fee (a.fee)",
        "  unknown: Not found.",
        "  source: The page, r.24",
        "  https://example.org/page",
    ]


def test_one_line_marks_what_is_not_verified(law) -> None:
    parameter = law.get("a.hours")
    assert one_line(parameter, parameter.at(DAY)) == "a.hours  90 hours  (not verified)"
    assert one_line(law.get("a.fee"), None) == "a.fee  unknown"


def test_a_record_holds_the_same(law) -> None:
    parameter = law.get("a.hours")
    record = as_record(parameter, parameter.at(DAY), DAY)
    assert record["value"] == 90
    assert (record["start"], record["start_precision"], record["checked"]) == ("2017-04-01", "month", None)
    assert record["announced"] == [{"from": "2027-01-01", "value": 95}]
    assert as_record(law.get("a.seen"), law.find("a.seen", DAY), DAY)["seen"] == "2026-11-22"
    unknown = as_record(law.get("a.fee"), None, DAY)
    assert (unknown["value"], unknown["unknown"], unknown["article"]) == (None, "Not found.", "r.24")


def test_lists_and_mappings_in_words() -> None:
    assert value_in_words(("a", "b"), "list") == "a, b"
    assert value_in_words({"sw": 3, "scw": 5}, "years") == "sw: 3, scw: 5 years"
    assert value_in_words(date(2024, 12, 12), "date") == "2024-12-12"


def test_one_of_a_unit_is_in_the_singular() -> None:
    said = [value_in_words(*each) for each in ((1, "years"), (2, "years"), (1.5, "hours"), (1, "working days"))]
    assert said == ["1 year", "2 years", "1.5 hours", "1 working day"]
