"""A sentence that is kept as data says the same again, in every language."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.keeping import as_data, from_data
from councilkit.speech import speaker
from councilkit.wording import Plural, Sentence

HOURS = Plural("%(done)s of %(target)s hour", "%(done)s of %(target)s hours", "target")
KEPT = [
    Sentence("Learning: %(sum)s", sum=Sentence(HOURS, done=Decimal("114.5"), target=Decimal(90))),
    Sentence("Until %(day)s.", day=date(2026, 5, 3)),
    Sentence("Paid"),
    "Words of a person: 100 %",
]


@pytest.mark.parametrize("said", KEPT)
def test_it_comes_back_as_it_was(said: str) -> None:
    back = from_data(json.loads(json.dumps(as_data(said))))
    assert back == said
    for language in ("en", "ro", "th"):
        assert speaker(language)(back) == speaker(language)(said)


def test_numbers_are_written_as_the_language_does() -> None:
    back = from_data(json.loads(json.dumps(as_data(KEPT[0]))))
    assert "114,5" in speaker("ro")(back)


@given(st.text(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=2), st.dates())
def test_any_values_come_back(text: str, number: int, amount: Decimal, day: date) -> None:
    said = Sentence("%(a)s %(b)s %(c)s %(d)s", a=text, b=number, c=amount, d=day)
    back = from_data(json.loads(json.dumps(as_data(said))))
    assert (back, getattr(back, "values", None)) == (said, said.values)
