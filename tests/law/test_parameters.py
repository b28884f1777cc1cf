"""Law files: what is read from them, and how each fault is named."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.law import LawError, LawLookupError, load
from councilkit.law.model import join, plain

GOOD = """
sources:
  RULES: {title: Registration Rules 2017, url: "https://example.org/rules"}
learning.hours:
  title: Learning in a registration period
  unit: hours
  values:
    2011-03-01: {value: 80, source: RULES, article: "Sch. 3", certainty: S, checked: false}
    2017-04-01: {value: 90, source: RULES, article: "Sch. 3", certainty: V, checked: 2026-11-22}
    2030-01-01: {value: 100, source: "Announcement", url: "https://example.org/later"}
restoration.fee:
  title: Fee for restoration
  unit: GBP
  unknown: The rule names a fee; the amount was not found.
  source: RULES
"""


def write(folder: Path, text: str, name: str = "rules.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, text: str) -> LawError:
    with pytest.raises(LawError) as caught:
        load(write(folder, text))
    return caught.value


def row(body: str, key: str = "2017-04-01") -> str:
    return f"a.b:\n  title: A title\n  values:\n    {key}: {{{body}}}\n"


def test_value_follows_the_date(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    assert law.value("learning.hours", date(2011, 3, 1)) == 80
    assert law.value("learning.hours", date(2017, 3, 31)) == 80
    assert law.value("learning.hours", date(2026, 11, 22)) == 90
    assert [v.value for v in law.get("learning.hours").announced(date(2026, 11, 22))] == [100]


def test_every_value_carries_its_source(tmp_path: Path) -> None:
    value = load(write(tmp_path, GOOD)).find("learning.hours", date(2026, 1, 1))
    assert (value.source.title, value.article, value.address) == (
        "Registration Rules 2017",
        "Sch. 3",
        "https://example.org/rules",
    )
    assert value.checked == date(2026, 11, 22)


def test_before_the_first_date_says_so_in_plain_words(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    with pytest.raises(LookupError, match=r"has no value on 2011-02-28: the first one begins on 2011-03-01"):
        law.value("learning.hours", date(2011, 2, 28))


def test_unknown_is_said_and_never_guessed(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    with pytest.raises(LawLookupError, match="not known: The rule names a fee"):
        law.value("restoration.fee", date(2026, 1, 1))
    assert [p.id for p in law.unknown] == ["restoration.fee"]


def test_an_id_that_is_not_there_offers_the_nearest(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    with pytest.raises(LookupError, match=r"no parameter “learning.hour”. Did you mean learning.hours"):
        law.value("learning.hour", date(2026, 1, 1))


def test_unread_start_reaches_back_to_the_earliest_possible_day(tmp_path: Path) -> None:
    text = row("value: 3, source: Page, start: unread, not_before: 2003-04-01", "2026-11-22")
    law = load(write(tmp_path, text))
    assert law.value("a.b", date(2003, 4, 1)) == 3
    assert not law.find("a.b", date(2020, 1, 1)).start_known
    with pytest.raises(LookupError, match="begins on 2003-04-01"):
        law.value("a.b", date(2003, 3, 31))


def test_two_seen_values_hold_from_the_day_each_was_seen(tmp_path: Path) -> None:
    text = (
        "a.b:\n  title: T\n  values:\n"
        "    2022-12-31: {value: 30, source: Page, start: unread}\n"
        "    2026-11-22: {value: 40, source: Page, start: unread}\n"
    )
    law = load(write(tmp_path, text))
    assert [law.value("a.b", date(y, 1, 1)) for y in (2000, 2024, 2027)] == [30, 30, 40]


def test_a_value_that_ended_is_not_in_force(tmp_path: Path) -> None:
    law = load(write(tmp_path, row("value: 45, source: Page, ends: 2019-02-28")))
    assert law.value("a.b", date(2019, 2, 28)) == 45
    with pytest.raises(LookupError, match="it ended on 2019-02-28"):
        law.value("a.b", date(2019, 3, 1))


def test_numbers_and_months(tmp_path: Path) -> None:
    text = row("value: 3, source: Page").replace("title: A title", "title: A title\n  unit: years")
    law = load(write(tmp_path, text))
    assert law.months("a.b", date(2020, 1, 1)) == 36
    words = load(write(tmp_path, row("value: three, source: Page")))
    with pytest.raises(LawLookupError, match="is not a number"):
        words.number("a.b", date(2020, 1, 1))


def test_values_may_be_lists_and_mappings(tmp_path: Path) -> None:
    law = load(write(tmp_path, row('value: {first: [1, 2.5], "100": 2017-01-01, open: true}, source: Page')))
    value = law.value("a.b", date(2020, 1, 1))
    assert plain(value) == {"first": [1, 2.5], "100": "2017-01-01", "open": True}


def test_stale_checks_are_listed(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    assert law.stale(date(2027, 11, 22)) == ()
    assert [p.id for p, _ in law.stale(date(2027, 11, 23))] == ["learning.hours"]


FAULTS = {
    "a repeated key": (row("value: 1, value: 2, source: Page"), 4, "“value” is written twice (first on line 4)"),
    "a repeated date": (
        row("value: 1, source: Page") + "    2017-04-01: {value: 2, source: Page}\n",
        5,
        "“2017-04-01” is written twice",
    ),
    "an unknown key": (row("value: 1, source: Page, artcle: x"), 4, "“artcle” is not known"),
    "no source": (row("value: 1"), 4, "names no source"),
    "a source code that nobody defined": (row("value: 1, source: RULES17"), 4, "“RULES17”"),
    "a key that is no date": (row("value: 1, source: Page", "april"), 4, "is not a date"),
    "a day that is none": (row("value: 1, source: Page", "2017-02-30"), 4, "not a day of the calendar"),
    "an end before the start": (row("value: 1, source: Page, ends: 2016-01-01"), 4, "ends before it begins"),
    "an early day after the start": (
        row("value: 1, source: Page, start: unread, not_before: 2018-01-01"),
        4,
        "“not_before” is after",
    ),
    "a checked memory": (row("value: 1, source: Page, certainty: M, checked: 2026-11-22"), 4, "cannot be “checked”"),
    "an unchecked certainty V": (row("value: 1, source: Page, certainty: V, checked: false"), 4, "needs the day"),
    "a month that begins on its second day": (
        row("value: 1, source: Page, precision: month", "2017-04-02"),
        4,
        "first",
    ),
    "a country that YAML reads as false": (row("value: NO, source: Page"), 4, "YAML would read “NO”"),
    "an octal number": (row("value: 012, source: Page"), 4, "not a plain number"),
    "a time": (row("value: 12:30, source: Page"), 4, "not a plain number"),
    "a tag": (row("value: !!python/none x, source: Page"), 4, "tag"),
    "an alias": ("a.b: &x\n  title: T\n  unknown: Why\nc.d: *x\n", 1, "aliases"),
    "no value": (row("source: Page"), 4, "has no value"),
    "neither values nor unknown": ("a.b:\n  title: T\n", 1, "either “values” or “unknown”"),
    "both values and unknown": (row("value: 1, source: Page") + "  unknown: Why\n", 1, "either “values” or “unknown”"),
    "no title": ("a.b:\n  unknown: Why\n", 1, "“title” is missing"),
    "an id with capitals": ("A.b:\n  title: T\n  unknown: Why\n", 1, "not a parameter id"),
    "a list at the top": ("- a\n", 1, "must be a list of"),
    "a bracket that stays open": ("a.b: [1\nc.d: 2\n\n", 1, "opens here is not closed"),
    "a quotation mark that stays open": ("\na.b: 'x\n\n", 2, "quotation mark that opens here is not closed"),
    "a tab": ("a.b:\n\ttitle: T\n", 2, "there is a tab; write blanks instead"),
    "a colon in a text": ("a.b:\n  title: Fee: first\n", 2, "put a text that holds “: ” in quotes"),
    "a dash too far out": ("a.b:\n  - x\n - y\n", 3, "not YAML"),
    "a control character": ("a.b:\n  title: \x07T\n", 2, "control character"),
    "a year that cannot be": (row("value: 1, source: Page", "0001-01-01"), 4, "the year of “0001-01-01” cannot be"),
    "an end that cannot be": (row("value: 1, source: Page, ends: 9999-12-31"), 4, "the year of “9999-12-31” cannot"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_named_with_file_and_line(tmp_path: Path, name: str) -> None:
    text, line, sentence = FAULTS[name]
    error = refusal(tmp_path, text)
    assert sentence in error.message
    assert error.line == line
    assert str(error).startswith(f"{tmp_path / 'rules.yaml'}, line {line}: ")


def test_an_overlapping_end_is_a_contradiction(tmp_path: Path) -> None:
    text = row("value: 1, source: Page, ends: 2019-03-01") + "    2019-03-01: {value: 2, source: Page}\n"
    assert "begins on 2019-03-01 although the one before ends on 2019-03-01" in refusal(tmp_path, text).message


def test_an_id_in_two_files_names_both(tmp_path: Path) -> None:
    write(tmp_path, row("value: 1, source: Page"), "first.yaml")
    assert "already defined in" in refusal(tmp_path, row("value: 2, source: Page")).message


def test_joining_laws_names_both_places(tmp_path: Path) -> None:
    law = load(write(tmp_path, GOOD))
    with pytest.raises(ValueError, match=r"“learning.hours” is defined twice: .*rules.yaml:4"):
        join([law, law])


@pytest.mark.parametrize("name", ["rules.yml", "rules.YAML"])
def test_a_file_that_its_ending_would_hide_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, row("value: 2, source: Page"), name)
    with pytest.raises(LawError, match=rf"{name}: a file is read only where its name ends in .yaml; rename it"):
        load(tmp_path)


def test_files_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes("a.b:\n  title: Șeful".encode("cp1250", "replace") + b"\xff")
    with pytest.raises(LawError, match=r"line 2: the file is not UTF-8"):
        load(tmp_path)
    with pytest.raises(LawError, match="no such folder"):
        load(tmp_path / "absent")


def test_an_empty_folder_is_an_empty_law(tmp_path: Path) -> None:
    assert len(load(tmp_path)) == 0


def test_deep_nesting_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert "too deeply" in refusal(tmp_path, "a.b: " + "[" * 100_000).message
    assert "too deeply" in refusal(tmp_path, "a.b: " + "{a: " * 30 + "1" + "}" * 30).message


DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))


@given(st.dictionaries(DAYS, st.integers(-1000, 1000), min_size=1, max_size=8), DAYS)
def test_the_latest_value_that_has_begun_holds(tmp_path_factory, values, day) -> None:
    folder = tmp_path_factory.mktemp("law")
    rows = "".join(f"    {start}: {{value: {value}, source: Page}}\n" for start, value in values.items())
    law = load(write(folder, f"a.b:\n  title: T\n  values:\n{rows}"))
    begun = [start for start in values if start <= day]
    if begun:
        assert law.value("a.b", day) == values[max(begun)]
        assert law.value("a.b", max(begun)) == values[max(begun)]
    else:
        with pytest.raises(LookupError):
            law.value("a.b", day)
        assert law.value("a.b", min(values)) == values[min(values)]
        with pytest.raises(LookupError):
            law.value("a.b", min(values) - timedelta(days=1))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(tmp_path_factory, text) -> None:
    folder = tmp_path_factory.mktemp("law")
    (folder / "rules.yaml").write_text(text, encoding="utf-8", errors="replace")
    try:
        load(folder)
    except LawError as error:
        assert error.message.strip().endswith(".")  # noqa: PT017 - both outcomes are right
