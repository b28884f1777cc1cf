"""Sentences: English as they stand, translatable with their values."""

import ast
import copy
import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.wording import Plural, Sentence, english_date

ROMANIAN = {
    "%(day)s %(month)s does not exist.": "%(day)s %(month)s nu există.",
    "February": "februarie",
    "By %(on)s.": "Până la %(on)s.",
}


class Romanian(NullTranslations):
    """Two sentences, and the three forms that Romanian counts by."""

    def gettext(self, message: str) -> str:
        return ROMANIAN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "%(n)s oră" if n == 1 else "%(n)s ore" if n % 100 in range(1, 20) or n == 0 else "%(n)s de ore"


def iso(day: date) -> str:
    return day.isoformat()


def test_a_sentence_is_its_english() -> None:
    assert Sentence("Row %(row)s is empty.", row=14) == "Row 14 is empty."
    assert Sentence("100% sure") == "100% sure"


def test_a_sentence_is_said_in_another_language_with_its_parts() -> None:
    sentence = Sentence("%(day)s %(month)s does not exist.", day=31, month=Sentence("February"))
    assert sentence == "31 February does not exist."
    assert sentence.translated(Romanian(), iso) == "31 februarie nu există."


def test_dates_are_written_as_the_language_has_them() -> None:
    sentence = Sentence("By %(on)s.", on=date(2027, 3, 31))
    assert sentence == "By 31 March 2027."
    assert sentence.translated(Romanian(), iso) == "Până la 2027-03-31."


@pytest.mark.parametrize(
    ("number", "english", "other"),
    [
        (1, "1 hour", "1 oră"),
        (Decimal("1.00"), "1 hour", "1 oră"),
        (Decimal("2.5"), "2.5 hours", "2.5 ore"),
        ("19", "19 hours", "19 ore"),
        (20, "20 hours", "20 de ore"),
    ],
)
def test_a_number_chooses_the_form(number: Any, english: str, other: str) -> None:
    sentence = Sentence(Plural("%(n)s hour", "%(n)s hours", "n"), n=number)
    assert sentence == english
    assert copy.deepcopy(sentence).translated(Romanian(), iso) == other


@given(st.text(), st.text())
def test_values_never_act_as_patterns(one: str, other: str) -> None:
    sentence = Sentence("%(one)s|%(other)s", one=one, other=other)
    assert sentence == f"{one}|{other}" == sentence.translated(NullTranslations(), iso)


def test_copies_keep_pattern_and_values() -> None:
    sentence = Sentence("Row %(row)s is empty.", row=14)
    for again in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (again, again.pattern, again.values) == (sentence, sentence.pattern, {"row": 14})


def test_a_date_in_words() -> None:
    assert english_date(date(2027, 3, 4)) == "4 March 2027"


REFUSALS = {"Unreadable", "Problem", "ValidationError", "Conflict", "NotFound", "NotPermitted", "TooMany"}
ROOT = Path(__file__).parents[1]


def refusals() -> Iterator[tuple[str, str]]:
    """What people read when something is wrong, as far as it is written where it is raised or in a schema."""
    files = [*ROOT.glob("core/**/*.py"), *ROOT.glob("plugins/**/*.py")]
    for path in (each for each in files if "questionnaire" not in each.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
                yield from ((path.name, each) for each in literals(node.args[0]))
            elif isinstance(node, ast.keyword) and node.arg == "error_messages" and isinstance(node.value, ast.Dict):
                yield from ((path.name, each) for value in node.value.values for each in literals(value))


def literals(node: ast.AST) -> Iterator[str]:
    """The sentence in Problem("…"), Problem(Sentence("…", …)) and Problem(Sentence(N_("…"), …))."""
    while isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_what_is_told_when_something_is_wrong_ends_as_a_sentence() -> None:
    found = list(refusals())
    assert len(found) > 200
    assert [each for each in found if not each[1].endswith((".", "?", "!"))] == []
