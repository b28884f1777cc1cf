"""One page at a time: what is kept, what is refused, what is sent."""

import random
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.censuses.interview import Draft, Form, Interview, Visit, clear, draft_of, saved, visits
from councilkit.censuses.interview.checks import all_violations
from councilkit.censuses.interview.saving import done, opened

NOW = datetime(2026, 11, 22, 10, 30)
MakeForm = Callable[..., Form]
Typed = dict[str, list[str]]


def visit_of(form: Form, draft: Draft, name: str, *indexes: int) -> Visit:
    for visit in visits(Interview(form, draft.answers, NOW)):
        if visit.page and visit.indexes == indexes and name in [question.name for question in visit.page.questions]:
            return visit
    raise KeyError(name)


def fill(form: Form, draft: Draft, name: str, typed: Typed, *indexes: int) -> tuple[Draft, dict[str, str]]:
    """Fill in the page with that question; the sentences by key."""
    draft, wrong = saved(form, draft, visit_of(form, draft, name, *indexes), typed, NOW, "en")
    return draft, {each.key: str(each.sentence) for each in wrong}


CASES = """
    select_one yn | holds | Holds cases? | | | yes
    integer | cases | How many? | ${holds} = 'y' | . >= 0 and . <= 3000
    integer | children | Children? | ${cases} > 0 | . >= 0 and . <= ${cases}
    integer | adults | Adults? | ${cases} > 0 | . >= 0 and . <= ${cases}
    text | why | Why none? | ${holds} = 'n' | string-length(.) >= 3
"""


@pytest.fixture(scope="module")
def cases(form: MakeForm) -> Form:
    return form(CASES)


def test_a_good_page_is_kept(cases: Form) -> None:
    draft, wrong = fill(cases, Draft(), "holds", {"holds": ["y"]})
    assert wrong == {}
    assert draft.answers == {"holds": "y"}
    assert draft.seen == {"1"}


def test_a_required_answer_is_missed(cases: Form) -> None:
    draft, wrong = fill(cases, Draft(), "holds", {})
    assert wrong == {"holds": "Choose an answer."}
    assert draft.answers == {"holds": ""}


def test_what_breaks_a_rule_is_kept_as_typed_and_never_as_an_answer(cases: Form) -> None:
    draft, _ = fill(cases, Draft(), "holds", {"holds": ["y"]})
    draft, wrong = fill(cases, draft, "cases", {"cases": ["4000"]})
    assert wrong == {"cases": "Enter a number from 0 to 3000."}
    assert draft.answers["cases"] == ""
    assert draft.typed == {"cases": {"cases": ["4000"]}}
    draft, wrong = fill(cases, draft, "cases", {"cases": ["40"]})
    assert (wrong, draft.typed, draft.answers["cases"]) == ({}, {}, "40")


def test_what_cannot_be_read_is_kept_as_typed(cases: Form) -> None:
    draft, _ = fill(cases, Draft(), "holds", {"holds": ["y"]})
    draft, wrong = fill(cases, draft, "cases", {"cases": ["forty"]})
    assert "not a number" in wrong["cases"]
    assert draft.typed == {"cases": {"cases": ["forty"]}}
    assert draft_of(draft.as_json()) == draft


def test_a_sentence_looks_at_the_answers_it_compares_with(cases: Form) -> None:
    draft, _ = fill(cases, Draft(), "holds", {"holds": ["y"]})
    draft, _ = fill(cases, draft, "cases", {"cases": ["40"]})
    draft, wrong = fill(cases, draft, "children", {"children": ["41"], "adults": ["3"]})
    assert wrong == {"children": "Enter a number from 0 to 40."}
    assert draft.answers["adults"] == "3"


def test_a_hidden_answer_comes_back_and_is_not_sent(cases: Form) -> None:
    draft, _ = fill(cases, Draft(), "holds", {"holds": ["y"]})
    draft, _ = fill(cases, draft, "cases", {"cases": ["40"]})
    draft, _ = fill(cases, draft, "holds", {"holds": ["n"]})
    assert clear(Interview(cases, draft.answers, NOW)) == {"holds": "n"}
    draft, _ = fill(cases, draft, "holds", {"holds": ["y"]})
    assert clear(Interview(cases, draft.answers, NOW)) == {"holds": "y", "cases": "40"}


def test_a_forged_page_changes_nothing_else(cases: Form) -> None:
    draft, _ = fill(
        cases, Draft(), "holds", {"holds": ["n"], "cases": ["9"], "children": ["7"], "csrf": ["x"], "why": ["abc"]}
    )
    assert draft.answers == {"holds": "n"}


def test_a_later_change_is_checked_against_what_was_said_before(cases: Form) -> None:
    draft, _ = fill(cases, Draft(), "holds", {"holds": ["y"]})
    draft, _ = fill(cases, draft, "cases", {"cases": ["40"]})
    draft, _ = fill(cases, draft, "children", {"children": ["40"], "adults": [""]})
    draft, _ = fill(cases, draft, "cases", {"cases": ["5"]})
    found = all_violations(Interview(cases, draft.answers, NOW))
    assert [(visit.code, each.key) for visit, each in found] == [("3", "children")]


def test_a_choice_that_its_filter_leaves_out_is_refused(form: MakeForm) -> None:
    lists = "county | CJ | Cluj\ncounty | IS | Iași\ntown | a | Aiton | CJ\ntown | b | Belcești | IS"
    made = form("select_one county | c | County\nselect_one town | t | Town | | | | | | | area = ${c}", lists)
    draft, _ = fill(made, Draft(), "c", {"c": ["IS"]})
    draft, wrong = fill(made, draft, "t", {"t": ["a"]})
    assert wrong == {"t": "Choose one of the answers shown."}


def test_a_question_that_its_own_page_brings_up_is_asked_before_going_on(form: MakeForm) -> None:
    made = form(
        """
        begin_group | f | F | | | | | | field-list
        select_one yn | a | A
        text | b | B | ${a} = 'y' | | yes
        end_group
        """
    )
    draft, wrong = fill(made, Draft(), "a", {"a": ["y"]})
    visit = visit_of(made, draft, "a")
    assert wrong == {}
    assert [question.name for question in opened(Interview(made, draft.answers, NOW), draft, visit)] == ["b"]
    assert not done(Interview(made, draft.answers, NOW), draft, visit)
    draft, wrong = fill(made, draft, "a", {"a": ["y"], "b": [""]})
    assert wrong == {"b": "Enter an answer."}


def test_one_more_and_one_fewer(form: MakeForm) -> None:
    made = form("begin_repeat | r | R\ntext | a | A\nend_repeat")
    draft, _ = fill(made, Draft(), "a", {"a": ["x"]}, 1)
    loop = next(visit for visit in visits(Interview(made, draft.answers, NOW)) if visit.loop)
    draft, _ = saved(made, draft, loop, {"more": ["more"]}, NOW, "en")
    assert loop.code not in draft.seen
    draft, _ = fill(made, draft, "a", {"a": ["y"]}, 2)
    assert clear(Interview(made, draft.answers, NOW)) == {"r[1]/a": "x", "r[2]/a": "y"}
    draft, _ = saved(made, draft, loop, {"more": ["fewer"]}, NOW, "en")
    assert clear(Interview(made, draft.answers, NOW)) == {"r[1]/a": "x"}
    draft, _ = saved(made, draft, loop, {}, NOW, "en")
    assert loop.code in draft.seen


LIMITS = [
    ("integer", ". > 0", "Enter 1 or more."),
    ("integer", "10 >= .", "Enter 10 or less."),
    ("integer", ". >= 2 and . <= ${limit}", "Enter 2 or more."),
    ("decimal", ". > 0 and . <= 60", "Enter 60 or less."),
    ("text", "string-length(.) <= 5 and string-length(.) > 2", "Write from 3 to 5 characters."),
    ("select_multiple yn", "count-selected(.) < 2", "Choose at most 1 answer."),
    ("text", "regex(., '[a-z]+')", "This answer does not fit with the rules of this question. Check it."),
    ("integer", ". mod 2 = 0", "This answer does not fit with the rules of this question. Check it."),
]


@pytest.mark.parametrize(("kind", "constraint", "sentence"), LIMITS)
def test_a_constraint_without_a_message_is_put_in_words(
    form: MakeForm, kind: str, constraint: str, sentence: str
) -> None:
    made = form(f"integer | limit | L\n{kind} | q | Q | | {constraint}")
    bad = {"integer": "-1", "decimal": "-1", "text": "ABCDEFG"}.get(kind.split()[0], "")
    typed = {"q": ["y", "n"] if kind.startswith("select") else ["11" if sentence.endswith("less.") else bad]}
    typed = {"q": ["61"]} if kind == "decimal" else typed
    _, wrong = fill(made, Draft(), "q", typed | {"limit": [""]})
    assert wrong == {"q": sentence}


def answer(interview: Interview, visit: Visit, choose: Callable[[list[str]], str]) -> Typed:
    """Plausible values for a page of the person form."""
    typed: Typed = {}
    for question in visit.asked(interview):
        names = [choice.name for choice in interview.choices(question, visit.indexes)]
        years = {
            "birth_year": "1980",
            "sw_grad_year": "2003",
            "sector_start_year": "2004",
            "employer_start_year": "2010",
        }
        if names:
            typed[question.key] = [choose(names)]
        elif question.kind == "text":
            typed[question.key] = ["Asistent social"]
        else:
            typed[question.key] = [years.get(question.name, choose(["1", ""]))]
    return typed


def walk(form: Form, choose: Callable[[list[str]], str]) -> tuple[Draft, int]:
    """Fill in a form from its first page to its last, as it leads."""
    draft, steps = Draft(), 0
    while todo := [
        v
        for v in visits(Interview(form, draft.answers, NOW))
        if not done(Interview(form, draft.answers, NOW), draft, v)
    ]:
        interview = Interview(form, draft.answers, NOW)
        draft, _ = saved(form, draft, todo[0], answer(interview, todo[0], choose), NOW, "ro")
        steps += 1
        assert steps < 120
    return draft, steps


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_every_way_through_the_person_form_ends(person_form: Form, seed: int) -> None:
    draft, steps = walk(person_form, random.Random(seed).choice)
    interview = Interview(person_form, draft.answers, NOW)
    assert all_violations(interview) == []
    sent = clear(interview)
    assert sent["consent"] in ("1", "2")
    assert set(sent) <= {question.name for question in person_form.questionnaire.questions}
    if sent["consent"] == "2":
        assert sent == {"consent": "2"}
    assert steps <= 60


def test_the_longest_way_through_the_person_form(person_form: Form) -> None:
    wanted = {
        "consent": "1",
        "work_status": "1",
        "sector": "1",
        "education_level": "5",
        "sw_degree": "3",
        "cnasr_status": "1",
    }
    wanted |= {
        "contract_type": "2",
        "promoted_5y": "3",
        "job_role": "1",
        "client_age": "3",
        "holds_cases": "1",
        "leave_intent": "2",
    }
    draft, steps = Draft(), 0
    names_of = {question.name: question for question in person_form.questionnaire.questions}

    def filled(interview: Interview, visit: Visit) -> Typed:
        typed = answer(interview, visit, lambda names: names[-1])
        for question in visit.asked(interview):
            if names_of[question.name].choices:
                typed[question.key] = [wanted.get(question.name, question.choices[0].name)]
        return typed

    while todo := [v for v in visits(Interview(person_form, draft.answers, NOW)) if v.code not in draft.seen]:
        interview = Interview(person_form, draft.answers, NOW)
        draft, wrong = saved(person_form, draft, todo[0], filled(interview, todo[0]), NOW, "ro")
        assert wrong == []
        steps += 1
    sent = clear(Interview(person_form, draft.answers, NOW))
    assert len([key for key in sent if names_of[key].asked]) >= 50
    assert sent["unicef_category"] == "1"
    assert sent["caseload_band"] == "1"
    assert steps <= 28


def test_blanks_that_a_rule_compares_with_do_not_block(person_form: Form) -> None:
    """Who leaves out the year of birth can still give the year of graduation."""
    answers = {
        "consent": "1",
        "work_status": "1",
        "birth_year": "",
        "education_level": "4",
        "sw_degree": "2",
        "sw_grad_year": "2001",
    }
    found = all_violations(Interview(person_form, answers, NOW))
    assert "sw_grad_year" not in {each.key for _, each in found}
