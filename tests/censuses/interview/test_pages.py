"""How forms fall into pages and sections."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from councilkit.censuses.interview import Form, Interview, Page, visits
from councilkit.censuses.interview.pages import Flow, Loop
from councilkit.censuses.questionnaire import load

NOW = datetime(2026, 11, 22, 10, 30)
MakeForm = Callable[..., Form]


def names(flow: tuple[Flow, ...]) -> list[list[str]]:
    return [[q.name for q in each.questions] for each in flow if isinstance(each, Page)]


def pages(flow: tuple[Flow, ...]) -> list[Page]:
    return [page for each in flow for page in ([each] if isinstance(each, Page) else pages(each.flow))]


def test_short_questions_share_a_page_until_one_depends_on_another(form: MakeForm) -> None:
    made = form("text | a | A\ntext | b | B\ntext | c | C | ${b} = 'x'\ntext | d | D")
    assert names(made.flow) == [["a", "b"], ["c", "d"]]


def test_a_text_that_shows_an_answer_waits_for_it(form: MakeForm) -> None:
    made = form("text | a | A\ntext | b | Hello ${a}")
    assert names(made.flow) == [["a"], ["b"]]


def test_a_calculation_between_is_seen_through(form: MakeForm) -> None:
    made = form("integer | a | A\ncalculate | twice | | | | | ${a} * 2\ntext | b | B | ${twice} > 4")
    assert names(made.flow) == [["a"], ["b"]]


def test_a_constraint_alone_does_not_part_questions(form: MakeForm) -> None:
    made = form("integer | a | A\ninteger | b | B | | . <= ${a}")
    assert names(made.flow) == [["a", "b"]]


def test_a_note_goes_with_the_question_that_follows(form: MakeForm) -> None:
    made = form("text | a | A\nnote | n | Now for b\ntext | b | B | ${a} = 'x'")
    assert names(made.flow) == [["a"], ["n", "b"]]


def test_long_lists_fill_a_page(form: MakeForm) -> None:
    choices = "\n".join(f"l | c{n} | C{n}" for n in range(15))
    made = form("select_one l | a | A\nselect_one l | b | B\ntext | c | C", choices)
    assert names(made.flow) == [["a"], ["b", "c"]]


def test_groups_and_field_lists(form: MakeForm) -> None:
    made = form(
        """
        text | a | A
        begin_group | g | G
        text | b | B
        end_group
        begin_group | f | F | | | | | | field-list
        text | c | C
        text | d | D | ${c} = 'x'
        end_group
        """
    )
    assert names(made.flow) == [["a"], ["b"], ["c", "d"]]


def test_an_open_ended_repeat_asks_for_one_more(form: MakeForm) -> None:
    made = form("begin_repeat | r | R\ntext | a | A\nend_repeat\ntext | b | B")
    loop, _ = made.flow
    assert isinstance(loop, Loop)
    assert loop.open_ended
    codes = [visit.code for visit in visits(Interview(made, {"r[]": "2"}, NOW))]
    assert codes == ["1-1", "1-2", "2", "3"]


def test_a_group_round_everything_is_no_section(person_form: Form, employer_form: Form) -> None:
    titles = [section.titles.get("ro", "") for section in person_form.sections]
    assert titles[0] == ""
    assert titles[1:3] == ["Dumneavoastră și munca dumneavoastră", "Studii și profesie"]
    assert len(titles) == 9
    named = [section.titles.get("en", "") for section in employer_form.sections]
    assert named == ["", "The unit", "Staff group", "Leavers, recruitment and support"]


def test_every_question_of_the_person_form_stands_on_one_page(person_form: Form) -> None:
    found = [question.name for page in pages(person_form.flow) for question in page.questions]
    shown = [question.name for question in person_form.questionnaire.questions if question.shown]
    assert found == shown
    assert len(pages(person_form.flow)) <= 30


def test_no_question_depends_on_its_own_page(person_form: Form, employer_form: Form, shared_data: Path) -> None:
    """What the pages promise: nothing on a page appears or vanishes by an answer on it, field-lists aside."""
    other = Form(load(shared_data / "conformance/xlsforms/real/correlaid_testB.xlsx"))
    for made in (person_form, employer_form, other):
        for page in pages(made.flow):
            asked = {question.name for question in page.questions if question.asked}
            field_list = page.group is not None and "field-list" in page.group.appearances
            for question in page.questions:
                leans_on = {item.name for item in made.leans_on(question)}
                assert field_list or not asked & leans_on, (page.number, question.name)


def test_one_staff_group_a_page(employer_form: Form) -> None:
    answers = {"consent": "1", "unit_status": "1"}
    found = [visit for visit in visits(Interview(employer_form, answers, NOW)) if visit.indexes]
    interview = Interview(employer_form, answers, NOW)
    assert [visit.indexes for visit in found] == [(1,), (2,), (3,), (4,), (5,), (6,)]
    first = [question.name for question in found[0].questions(interview)]
    assert first[0] == "staff_label_1"
    assert len(first) == 10
