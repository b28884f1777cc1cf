"""The census round of the demonstration: half answered, by the form's own rules."""

import random
from datetime import datetime

import pytest

from councilkit.censuses.answering import open_case
from councilkit.censuses.interview import Form, Interview
from councilkit.censuses.interview.checks import all_violations
from councilkit.censuses.model import CensusDesign
from councilkit.censuses.questionnaire import load
from councilkit.censuses.services import all_rounds, sent_answers
from councilkit.context import Context
from councilkit.demo.lives import seeded
from councilkit.demo.model import Respondent
from councilkit.demo.respondent import answers
from councilkit.demo.services import fill

MOMENT = datetime(2026, 11, 20, 10, 0)


@pytest.mark.parametrize("seed", range(25))
def test_drawn_answers_keep_every_rule_of_the_form(ctx: Context, seed: int) -> None:
    for plan in seeded(ctx).rounds:
        design = ctx.catalogue.get(CensusDesign, plan.design)
        for form_plan in plan.forms:
            form, rng = Form(load(design.forms[form_plan.form])), random.Random(seed)
            who = Respondent(
                "RO-CJ", True, "female", MOMENT.date().replace(year=1980), MOMENT.date().replace(year=2006)
            )
            given = answers(form, form_plan.likes(who, rng), rng, MOMENT)
            assert not all_violations(Interview(form, given, MOMENT))
            assert len([value for value in given.values() if value]) >= 2


def test_somebody_without_likes_still_answers(ctx: Context) -> None:
    design = ctx.catalogue.get(CensusDesign, "ro_census")
    form = Form(load(design.forms["person"]))
    given = answers(form, {"consent": "1", "work_status": "1"}, random.Random(4), MOMENT)
    assert len(given) > 30


def test_about_half_have_answered_and_some_are_half_way(ctx: Context) -> None:
    made = fill(ctx, 200, 3)
    (held,) = (each for each in all_rounds(ctx) if each.design.code == "ro_census")
    assert held.state == "open"
    for each in held.progress:
        assert 0 < each["sent"] <= each["invited"] / 2
        assert each["begun"] > each["sent"]
    codes = {each.form: each.code for each in made.invited if each.round == held.row["code"]}
    assert set(codes) == {"person", "employer"}
    assert open_case(ctx, codes["person"]).row["response_id"] is None
    sent = list(sent_answers(ctx, held.row["code"], "person"))
    assert {answer.get("work_area") for answer in sent} >= {"1", "2"}
    assert sum(int(answer["active_cases"]) > 50 for answer in sent if answer.get("active_cases")) > len(sent) * 0.2
