"""Sentences: English as they stand, translatable with their values."""

import copy
import pickle
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from councilkit.wording import Sentence, english_date

ROMANIAN = {
    "%(day)s %(month)s does not exist.": "%(day)s %(month)s nu există.",
    "February": "februarie",
    "By %(on)s.": "Până la %(on)s.",
}


def romanian(text: str) -> str:
    return ROMANIAN.get(text, text)


def iso(day: date) -> str:
    return day.isoformat()


def test_a_sentence_is_its_english() -> None:
    assert Sentence("Row %(row)s is empty.", row=14) == "Row 14 is empty."
    assert Sentence("100% sure") == "100% sure"


def test_a_sentence_is_said_in_another_language_with_its_parts() -> None:
    sentence = Sentence("%(day)s %(month)s does not exist.", day=31, month=Sentence("February"))
    assert sentence == "31 February does not exist."
    assert sentence.translated(romanian, iso) == "31 februarie nu există."


def test_dates_are_written_as_the_language_has_them() -> None:
    sentence = Sentence("By %(on)s.", on=date(2027, 3, 31))
    assert sentence == "By 31 March 2027."
    assert sentence.translated(romanian, iso) == "Până la 2027-03-31."


@given(st.text(), st.text())
def test_values_never_act_as_patterns(one: str, other: str) -> None:
    sentence = Sentence("%(one)s|%(other)s", one=one, other=other)
    assert sentence == f"{one}|{other}" == sentence.translated(str, iso)


def test_copies_keep_pattern_and_values() -> None:
    sentence = Sentence("Row %(row)s is empty.", row=14)
    for again in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (again, again.pattern, again.values) == (sentence, sentence.pattern, {"row": 14})


def test_a_date_in_words() -> None:
    assert english_date(date(2027, 3, 4)) == "4 March 2027"
