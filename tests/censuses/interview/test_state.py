"""What is asked, hidden, calculated and repeated, given the answers so far."""

import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from councilkit.censuses.interview import Form, Interview, visits
from councilkit.censuses.questionnaire import Question, Repeat

NOW = datetime(2026, 11, 22, 10, 30)
MakeForm = Callable[..., Form]


def interview(made: Form, **answers: str) -> Interview:
    return Interview(made, {key.replace("__", "/"): value for key, value in answers.items()}, NOW)


def question(made: Form, name: str) -> Question:
    found = made.named[name]
    assert isinstance(found, Question)
    return found


WORK = """
    select_one yn | works | Works? | | | yes
    begin_group | job | Job | ${works} = 'y'
    integer | hours | Hours
    text | title | Title | ${hours} > 10
    end_group
    calculate | double | | | | | ${hours} * 2
    calculate | label | | | | | if(${works} = 'y', concat('h', ${hours}), 'none')
"""


@pytest.fixture(scope="module")
def work(form: MakeForm) -> Form:
    return form(WORK)


def test_a_group_hides_all_that_is_in_it(work: Form) -> None:
    found = interview(work, works="n", hours="40")
    assert not found.relevant(question(work, "hours"))
    assert not found.relevant(question(work, "title"))


def test_a_hidden_answer_is_blank_everywhere_but_kept(work: Form) -> None:
    found = interview(work, works="n", hours="40")
    assert found.value(question(work, "hours")) == ""
    assert found.value(question(work, "double")) == "NaN"
    assert found.value(question(work, "label")) == "none"
    assert found.stored(question(work, "hours"), ()) == "40"


def test_calculations_follow_answers(work: Form) -> None:
    found = interview(work, works="y", hours="40")
    assert found.relevant(question(work, "title"))
    assert found.value(question(work, "double")) == "80"


def test_defaults_hold_until_answered(form: MakeForm) -> None:
    made = form("text | a | A | | | | | hello\ninteger | year | Y | | | | | number(format-date(today(), '%Y'))")
    assert interview(made).value(question(made, "a")) == "hello"
    assert interview(made).value(question(made, "year")) == "2026"
    assert interview(made, a="").value(question(made, "a")) == ""


UNITS = """
    integer | n | How many?
    begin_repeat | unit | Unit | ${n} > 0 | | | | | | | ${n}
    calculate | g | | | | | position(..)
    integer | heads | Heads of ${g}
    integer | full | Full time | ${heads} > 0 | . <= ${heads}
    end_repeat
    calculate | total | | | | | sum(${heads})
    calculate | second | | | | | indexed-repeat(${heads}, ${unit}, 2)
    calculate | units | | | | | count(${unit})
    calculate | big | | | | | count(${unit}[heads > 3])
"""


@pytest.fixture(scope="module")
def units(form: MakeForm) -> Form:
    return form(UNITS)


def test_a_repeat_is_asked_as_often_as_it_says(units: Form) -> None:
    answers = {"n": "2", "unit[1]/heads": "3", "unit[2]/heads": "4", "unit[3]/heads": "9"}
    found = Interview(units, answers, NOW)
    unit = units.named["unit"]
    assert isinstance(unit, Repeat)
    assert found.count(unit) == 2
    assert found.value(question(units, "heads"), (2,)) == "4"
    assert found.value(question(units, "heads"), (3,)) == ""
    assert found.value(question(units, "g"), (2,)) == "2"
    assert found.label(question(units, "heads"), (2,)) == "Heads of 2"
    values = {name: found.value(question(units, name)) for name in ("total", "second", "units", "big")}
    assert values == {"total": "7", "second": "4", "units": "2", "big": "1"}


def test_conditions_inside_a_repeat_look_at_their_own_instance(units: Form) -> None:
    found = Interview(units, {"n": "2", "unit[1]/heads": "0", "unit[2]/heads": "4"}, NOW)
    assert [found.relevant(question(units, "full"), (number,)) for number in (1, 2)] == [False, True]


@pytest.mark.parametrize(("n", "count"), [("", 0), ("-3", 0), ("0", 0), ("2.9", 2), ("1000000", 100), ("x", 0)])
def test_a_repeat_s_number_is_bounded(units: Form, n: str, count: int) -> None:
    unit = units.named["unit"]
    assert isinstance(unit, Repeat)
    assert Interview(units, {"n": n}, NOW).count(unit) == count


TOWNS = "county | CJ | Cluj\ncounty | IS | Iași\ntown | a | Aiton | CJ\ntown | b | Belcești | IS"


def test_choices_are_filtered_by_earlier_answers(form: MakeForm) -> None:
    made = form("select_one county | c | County\nselect_one town | t | Town | | | | | | | area = ${c}", TOWNS)
    found = interview(made, c="IS")
    assert [choice.name for choice in found.choices(question(made, "t"))] == ["b"]
    assert found.said(question(made, "t"), "b") == "Belcești"


def test_texts_show_answers_as_people_read_them(form: MakeForm) -> None:
    made = form("select_one county | c | County\ntext | t | Where in ${c}?", TOWNS)
    assert interview(made, c="CJ").label(question(made, "t")) == "Where in Cluj?"


def test_an_expression_that_fails_counts_as_blank(form: MakeForm) -> None:
    made = form("text | a | A\ntext | b | B | date(${a}) > 3\ntext | c | C | not(date(${a}) > 3)")
    found = interview(made, a="no date")
    assert not found.relevant(question(made, "b"))
    assert not found.relevant(question(made, "c"))


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_a_thousand_conditions_is_no_deep_call(form: MakeForm, backwards: bool) -> None:
    rows = ["text | q0 | Q"] + [f"text | q{n} | Q | ${{q{n - 1}}} = 'x'" for n in range(1, 1000)]
    made = form("\n".join(reversed(rows) if backwards else rows))
    found = Interview(made, {f"q{n}": "x" for n in range(1000)}, NOW)
    limit = sys.getrecursionlimit()
    assert found.value(question(made, "q999")) == "x"
    assert len(visits(found)) > 50
    assert sys.getrecursionlimit() == limit


def test_what_the_device_would_say(form: MakeForm) -> None:
    made = form("today | day\nstart | begun\ndeviceid | device\ntext | a | A | ${day} = '2026-11-22'")
    assert interview(made).relevant(question(made, "a"))
    assert interview(made).value(question(made, "begun")) == "2026-11-22T10:30:00.000"
    assert interview(made).value(question(made, "device")) == ""
