"""Forms that nobody here wrote, and one with a repeat, on the same pages."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from councilkit.censuses import services
from councilkit.censuses.answering import left, open_case
from councilkit.censuses.interview import Visit
from councilkit.censuses.model import CensusDesign
from councilkit.context import Context

Invited = Callable[..., list[str]]


def plausible(case: Any, visit: Visit, wanted: dict[str, str | list[str]]) -> dict[str, Any]:
    """Values for every field of a page."""
    interview, typed = case.interview(), {}
    for question in visit.asked(interview):
        choices = [choice.name for choice in interview.choices(question, visit.indexes)]
        usual = choices[:1] or {"integer": "3", "decimal": "2", "text": "Answer"}.get(question.kind, "")
        typed[question.key] = wanted.get(question.name, usual)
    return typed


def walk(ctx: Context, client: Any, code: str, wanted: dict[str, Any]) -> list[str]:
    """Fill in every page that the form leads to, over HTTP; returns the pages as they were shown."""
    shown: list[str] = []
    while todo := left(open_case(ctx, code)):
        url = f"/census/{code}/{todo[0].code}"
        page = client.get(url)
        assert page.status_code == 200
        shown.append(unescape(page.text))
        hidden = dict(re.findall(r'<input type="hidden" name="(lang|shown)" value="([^"]*)"', page.text))
        typed = plausible(open_case(ctx, code), todo[0], wanted)
        response = client.post(url, data={**hidden, **typed})
        assert response.status_code == 303, unescape(response.text)
        assert len(shown) < 80
    return shown


@pytest.fixture
def german(ctx: Context, invited: Invited) -> str:
    if not ctx.catalogue.has(CensusDesign, "german"):
        pytest.skip("the shared example data is not on this machine")
    return invited("german")[0]


def test_a_german_form_from_beginning_to_end(ctx: Context, client: Any, german: str) -> None:
    wanted = {
        "project_id": ["project-alpha", "project-gamma"],
        "project_role_project-alpha": ["role-data-analysis"],
        "project_role_project-gamma": ["role-machine-learning"],
        "email_address": "ana.pop-ionescu@example.org",
        "gender": "self_identification",
    }
    client.get(f"/census/{german}?lang=de")
    pages = walk(ctx, client, german, wanted)
    text = "\n".join(pages)
    assert '<html lang="de">' in text
    assert "Für welche Projekte möchtest Du dich bewerben?" in text
    assert "Jupyter Notebooks" in text
    assert "SoSci Survey" not in text
    assert "Mein Geschlecht ist:" in text
    assert client.post(f"/census/{german}/check", data={"lang": "de"}).status_code == 303
    (answers,) = services.sent_answers(ctx, "german-1", "form")
    assert answers["project_id"] == "project-alpha project-gamma"
    assert answers["python"] == "beginner"
    assert "sosci_survey" not in answers


def test_the_same_form_in_english(client: Any, german: str) -> None:
    page = unescape(client.get(f"/census/{german}/1?lang=en").text)
    assert "Here you can apply for projects" in page
    assert "Hier kannst Du" not in page


def test_its_rule_for_addresses_holds(ctx: Context, client: Any, german: str) -> None:
    with pytest.raises(AssertionError, match="valid email address"):
        walk(ctx, client, german, {"email_address": "nobody", "gender": "female"})


def test_the_employer_form_asks_for_each_group_of_staff(ctx: Context, client: Any, invited: Invited) -> None:
    (code,) = invited("ro_census", "employer")
    client.get(f"/census/{code}?lang=en")
    wanted = {
        "unit_status": "1",
        "unit_sector": "1",
        "service_types": ["3"],
        "posts_vacant": "2",
        "fte_employed": "2,5",
    }
    wanted |= dict.fromkeys(("vacant_6m", "vacant_frozen"), "1")
    pages = walk(ctx, client, code, wanted)
    groups = [page for page in pages if "Posts approved in the staff plan" in page]
    assert len(groups) == 6
    assert "Care staff and foster carers" in groups[3]
    assert "Care staff and foster carers" not in groups[2]
    client.post(f"/census/{code}/check", data={"lang": "en"})
    (answers,) = services.sent_answers(ctx, "ro-census-1", "employer")
    assert answers["staff[6]/fte_employed"] == "2.5"
    assert answers["staff[4]/g"] == "4"
    assert answers["capacity"] == "3"


def test_posts_that_do_not_add_up_are_asked_about(ctx: Context, client: Any, invited: Invited) -> None:
    wanted = {"unit_status": "1", "posts_approved": "4", "heads_employed": "4", "posts_vacant": "2"}
    wanted |= dict.fromkeys(("fte_employed", "vacant_6m", "vacant_frozen"), "1")
    (code, other) = invited("ro_census", "employer", count=2)
    client.get(f"/census/{code}?lang=en")
    pages = walk(ctx, client, code, wanted | {"posts_sum": "1"})
    assert len([page for page in pages if "are together more than the posts approved" in page]) == 6
    with pytest.raises(AssertionError, match='correct "Posts approved", "People employed" or "Vacant posts"'):
        walk(ctx, client, other, wanted | {"posts_sum": "2"})


def test_vacancies_cannot_be_more_than_posts(ctx: Context, client: Any, invited: Invited) -> None:
    (code,) = invited("ro_census", "employer")
    client.get(f"/census/{code}?lang=ro")
    with pytest.raises(AssertionError, match="Posturile vacante nu pot fi mai multe"):
        walk(ctx, client, code, {"unit_status": "1", "posts_vacant": "5"})


def test_who_does_not_agree_is_thanked_and_asked_nothing_more(ctx: Context, client: Any, invited: Invited) -> None:
    (code,) = invited("ro_census", "person")
    pages = walk(ctx, client, code, {"consent": "2"})
    assert len(pages) == 1
    assert client.post(f"/census/{code}/check", data={"lang": "ro"}).status_code == 303
    assert list(services.sent_answers(ctx, "ro-census-1", "person")) == [{"consent": "2"}]
