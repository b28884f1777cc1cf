"""The questionnaires and tables of the Romanian workforce census."""

import unicodedata
from datetime import datetime

import pytest

from councilkit.censuses.forms import fault_of
from councilkit.censuses.interview import Form, Interview
from councilkit.censuses.questionnaire import Question, Questionnaire, load
from councilkit_ro_census.censuses import WORKFORCE

NOW = datetime(2026, 11, 22)
FORMS = {name: load(path) for name, path in WORKFORCE.forms.items()}
OUTSIDE = {"consent", "consent_sensitive", "posts_sum"}  # asked, but none of the items


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> Questionnaire:
    return FORMS[request.param]


def items(form: Questionnaire) -> list[Question]:
    return [question for question in form.questions if question.asked and question.name not in OUTSIDE]


def test_the_person_form_has_54_items_and_the_employer_form_25() -> None:
    assert len(items(FORMS["person"])) == 54
    assert len(items(FORMS["employer"])) == 25


def test_neither_form_has_a_fault_or_a_warning(form: Questionnaire) -> None:
    assert form.problems == ()


def test_every_text_is_there_in_romanian_and_in_english(form: Questionnaire) -> None:
    for question in form.questions:
        if question.shown:
            texts = [question.labels, *[choice.labels for choice in question.choices]]
            texts += [labels for labels in (question.hints, question.constraint_messages) if labels]
            assert all(each.get("ro") and each.get("en") for each in texts), question.name


def test_every_rule_says_in_both_languages_what_is_allowed(form: Questionnaire) -> None:
    ruled = [question for question in form.questions if question.constraint]
    assert ruled
    assert all(question.constraint_messages.get("ro") for question in ruled)


def test_romanian_is_written_with_commas_below(form: Questionnaire) -> None:
    texts = [text for question in form.questions for text in question.labels.values()]
    texts += [text for question in form.questions for choice in question.choices for text in choice.labels.values()]
    for text in texts:
        assert not set(text) & set("şţŞŢ"), text
        assert unicodedata.normalize("NFC", text) == text


@pytest.mark.parametrize("table", WORKFORCE.tables, ids=lambda table: table.code)
def test_the_tables_can_be_counted_safely(table: object) -> None:
    assert fault_of(table, FORMS["person"]) == ""  # type: ignore[arg-type]


def test_the_objectives_of_the_census_are_covered() -> None:
    names = {question.name for question in FORMS["person"].questions}
    profile = {"gender", "birth_year", "education_level", "sector_start_year", "cnasr_status", "competence_step"}
    jobs = {"job_title", "occupation", "contract_type", "cpd_hours", "induction", "promoted_5y"}
    assert profile | jobs | {"sector", "employer_type", "need_groups", "active_cases"} <= names
    posts = {"posts_approved", "posts_vacant", "heads_employed", "extra_needed", "unit_need_groups"}
    assert posts <= {question.name for question in FORMS["employer"].questions}


CASELOADS = [
    ("", "4", "4"),
    ("0", "", "0"),
    ("10", "", "1"),
    ("31", "", "4"),
    ("50", "", "4"),
    ("51", "", "5"),
    ("301", "", "7"),
]


@pytest.mark.parametrize(("cases", "band", "expected"), CASELOADS)
def test_the_bands_of_the_caseload_are_those_of_2022(cases: str, band: str, expected: str) -> None:
    answers = {"consent": "1", "work_status": "1", "client_age": "1", "holds_cases": "1", "active_cases": cases}
    form = Form(FORMS["person"])
    found = Interview(form, {**answers, "active_cases_band": band}, NOW)
    assert found.value(form.questionnaire.question("caseload_band")) == expected


CATEGORIES = [
    ({"work_status": "3"}, "0"),
    ({"sw_degree": "2", "occupation": "1"}, "1"),
    ({"sw_degree": "3", "occupation": "12", "job_role": "4"}, "1"),
    ({"sw_degree": "2", "occupation": "12", "job_role": "2"}, "3"),
    ({"sector": "1", "employer_type": "7", "occupation": "4"}, "5"),
    ({"occupation": "14"}, "4"),
    ({"occupation": "2", "benefits_share": "3"}, "4"),
    ({"occupation": "1", "sw_degree": "0"}, "6"),
    ({"occupation": "2", "sw_tasks": "1 2", "benefits_share": "1"}, "6"),
    ({"occupation": "4"}, "2"),
    ({"occupation": "9"}, "3"),
    ({"occupation": "15"}, "9"),
]


@pytest.mark.parametrize(("answers", "category"), CATEGORIES)
def test_the_category_of_the_wider_framework(answers: dict[str, str], category: str) -> None:
    base = {
        "consent": "1",
        "work_status": "1",
        "education_level": "4",
        "sector": "2",
        "sw_degree": "0",
        "job_role": "2",
    }
    form = Form(FORMS["person"])
    found = Interview(form, {**base, "benefits_share": "1", **answers}, NOW)
    assert found.value(form.questionnaire.question("unicef_category")) == category
