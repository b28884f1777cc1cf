"""Sentences: English as they stand, translatable with their values."""

import copy
import pickle
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
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
