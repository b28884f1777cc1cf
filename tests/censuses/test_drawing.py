"""From a page of questions to fields: hints that say what is allowed, and the form's own words as it wrote them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from markupsafe import escape

from councilkit.censuses.drawing import Drawn, drawn
from councilkit.censuses.interview import Draft, Form, Interview, Violation, visits

MakeForm = Callable[..., Form]


def page(form: Form, said: str = "") -> Drawn:
    """The first page of a form, with something wrong with each of its answers."""
    interview = Interview(form, {}, datetime(2026, 11, 22, 10, 30), "und")
    visit = visits(interview)[0]
    wrong = [Violation(question.key, question, said) for question in visit.asked(interview)] if said else []
    return drawn(interview, visit, Draft(), wrong)


def test_words_of_the_form_are_escaped_once(form: MakeForm) -> None:
    found = page(form('text | a | Say "A" & more\ntext | b | B'), 'Write "None" alone')
    assert found.form.errors["a"] == ('Say "A" & more – Write "None" alone',)
    assert found.form.fields["a"].errors == (escape('Write "None" alone'),)


@pytest.mark.parametrize(
    ("constraint", "hint"),
    [
        ("", "Choose all that apply."),
        ("not(selected(., 'y') and count-selected(.) > 1)", "Choose all that apply."),
        ("count-selected(.) <= 3", "Choose at most 3 answers."),
        ("count-selected(.) <= 3 and not(selected(., 'y') and count-selected(.) > 1)", "Choose at most 3 answers."),
        ("count-selected(.) >= 2", "Choose at least 2 answers."),
    ],
)
def test_a_hint_says_how_many_may_be_chosen(form: MakeForm, constraint: str, hint: str) -> None:
    found = page(form(f"select_multiple yn | a | A | | {constraint}"))
    assert found.form.fields["a"].hint == hint
