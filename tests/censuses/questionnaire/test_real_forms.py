"""Forms that others published load, or say what is wrong with them."""

from pathlib import Path

import pytest

from councilkit.censuses.questionnaire import QuestionnaireError, load

RUN = {
    "bug_ODKValidateWarnings.xlsx", "bug_ict_survey_fails.xls", "calculate.xls", "choice_filter_test.xlsx",
    "flat_xlsform_test.xlsx", "group.csv", "specify_other.xlsx", "table-list.xls", "widgets.xls", "xml_escaping.xls",
    "yes_or_no_question.xlsx", "correlaid_all_types.xlsx", "correlaid_testA.xlsx", "correlaid_testB.xlsx",
    "odk_all-question-types-v2024091201-3.xlsx", "odk_socio-economic-survey-v20240515.xlsx",
    "unhcr_KoBoXLSFormExamples.xlsx",
}  # fmt: skip


def _forms(shared_data: Path) -> list[Path]:
    return sorted((shared_data / "conformance" / "xlsforms").glob("*/*"))


def test_every_published_form_runs_or_says_why_not(shared_data: Path) -> None:
    ran = set()
    for path in _forms(shared_data):
        try:
            questionnaire = load(path)
        except QuestionnaireError as error:
            fatal = [problem for problem in error.problems if problem.fatal]
            assert fatal, path.name
            assert all(problem.sheet and problem.row and problem.column for problem in fatal), path.name
        else:
            assert questionnaire.questions
            ran.add(path.name)
    assert ran == RUN


def test_a_german_and_english_form_with_thirty_conditions(shared_data: Path) -> None:
    found = load(shared_data / "conformance/xlsforms/real/correlaid_testB.xlsx")
    assert [language.code for language in found.languages] == ["de", "en"]
    assert found.default_language == "de"
    assert sum(bool(question.relevant) for question in found.questions) >= 30
    assert found.problems == ()


def test_an_old_workbook_under_a_new_name_is_read_as_what_it_is(shared_data: Path) -> None:
    folder = shared_data / "conformance/xlsforms/real"
    found = {}
    for name in ("odk_ifrc-distribution-site-assessment-v1.xlsx", "odk_ifrc_same_bytes_true_ext.xls"):
        with pytest.raises(QuestionnaireError) as caught:
            load(folder / name)
        found[name] = [str(problem) for problem in caught.value.problems]
    misnamed, rightly_named = found.values()
    assert set(misnamed) - set(rightly_named) == {problem for problem in misnamed if "old .xls workbook" in problem}


def test_an_unknown_reference_that_the_converter_finds_too(shared_data: Path) -> None:
    with pytest.raises(QuestionnaireError) as caught:
        load(shared_data / "conformance/xlsforms/real/unhcr_surveydesigner.xlsx")
    first = caught.value.problems[0]
    assert (first.sheet, first.row, first.column) == ("survey", 64, "calculation")
    assert "'S1'" in first.message
