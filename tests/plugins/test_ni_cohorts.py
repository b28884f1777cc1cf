"""The surveys of the Level 2 Certificate: short, marked as drafts, and comparable from the start to the end."""

import pytest

from councilkit.censuses.questionnaire import load
from councilkit.censuses.questionnaire.model import ASKED
from councilkit.cohorts.surveys import is_scale, is_tally
from councilkit_ni_qbr.cohorts import DESIGN, SURVEYS

FORMS = {form: load(path) for form, path in DESIGN.forms.items()}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_short_and_says_that_it_is_a_draft(form: str) -> None:
    questionnaire = FORMS[form]
    assert questionnaire.problems == ()
    questions = questionnaire.questions
    assert sum(question.kind in ASKED for question in questions) <= 12
    notes = " ".join(str(dict(question.labels)) for question in questions if question.kind == "note")
    assert "This is a draft" in notes
    assert "No published questions" in notes


def test_the_same_scales_are_asked_in_every_learner_wave() -> None:
    for wave in SURVEYS.learner_waves:
        assert all(is_scale(FORMS[wave.form], scale) for scale in SURVEYS.scales)


def test_every_tally_counts_choices_of_its_wave() -> None:
    assert all(is_tally(FORMS[SURVEYS.wave(tally.wave).form], tally) for tally in SURVEYS.tallies)


def test_a_question_that_is_no_scale() -> None:
    (first, *_) = SURVEYS.scales
    assert not is_scale(FORMS["provider"], first)
    assert not is_scale(FORMS["learner_start"], type(first)("standards", "x", 1, 6))


def test_the_waves_are_those_of_the_pilot() -> None:
    assert [wave.code for wave in SURVEYS.learner_waves] == ["start", "mid", "end"]
    assert {wave.who for wave in SURVEYS.waves} == {"learner", "provider", "manager"}
    assert {wave.form for wave in SURVEYS.waves} == set(FORMS)
