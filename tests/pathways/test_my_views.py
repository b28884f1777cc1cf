"""The registrant's own pages: what they say, and whom they turn away."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import people
from tests.pathways.conftest import logged


def test_the_map_says_where_i_am_and_what_is_open(hers: Any) -> None:
    shown = hers.get("/my/pathway").text
    assert "You are here: Social care practitioner." in shown
    assert "From your registration." in shown
    assert 'role="img" aria-labelledby="map-1-title map-1-desc"' in shown
    assert shown.count("<rect ") == shown.count('<section class="card"')
    assert "It opens: Level 2 Diploma in Health and Social Care (Northern Ireland)." in shown
    assert "The ladder is a figure; only three titles were read." in shown
    assert "Our reading of the source." in shown
    assert "style=" not in shown[shown.index("<main") :]


def test_an_award_of_the_register_is_held(hers: Any, mary: Context, ana: Context) -> None:
    award = {"award": "Level 2 Certificate in Safe and Effective Practice", "awarded_on": date(2025, 1, 20)}
    people.add_qualification(ana, str(mary.actor.person_id), award)
    shown = hers.get("/my/pathway").text
    assert "It stands in your register entry." in shown
    assert "Level 2 Diploma in Health and Social Care (Northern Ireland)</a>" in shown


def _social_worker(
    award: str, ana: Context, sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> str:
    person = add_person("Una Quinn")
    register(person, on=date(2024, 4, 1), part="ni.social_worker")
    people.add_qualification(ana, person, {"award": award, "country": "GB", "awarded_on": date(2004, 6, 30)})
    return str(sign_in("registrant", person_id=person).get("/my/pathway").text)


def test_an_older_award_is_not_taken_for_the_one_of_today(
    ana: Context, sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    shown = _social_worker("Diploma in Social Work", ana, sign_in, add_person, register)
    assert "You are here; your register entry shows another award: Diploma in Social Work." in shown
    assert "Behind you" not in shown
    assert "You have what it needs: Degree in social work" not in shown


def test_an_award_in_other_declared_words_is_held(
    ana: Context, sign_in: Callable[..., Any], add_person: Callable[..., str], register: Callable[..., str]
) -> None:
    shown = _social_worker("Bachelor of Social Work", ana, sign_in, add_person, register)
    assert "It stands in your register entry." in shown
    assert "another award" not in shown


def test_elsewhere_no_pathway_is_known(
    ctx: Context, entered: Callable[..., str], sign_in: Callable[..., Any], ana: Context
) -> None:
    entry = entered(ctx, "Ana", "Pop", number="7")
    with ctx.reading() as connection:
        person = people.store.registration(connection, entry)["person_id"]  # type: ignore[index]
    shown = sign_in("registrant", person_id=person).get("/my/pathway").text
    assert "No career pathway is known for your part of the register." in shown


@pytest.mark.parametrize("path", ["/my/pathway"])
def test_others_are_turned_away(path: str, client: Any, sign_in: Callable[..., Any]) -> None:
    assert "/sign-in" in client.get(path).location
    for role in ("employer", "registrar", "administrator", "registrant"):
        assert sign_in(role).get(path).status_code == 403


def test_a_standard_with_much_evidence_shows_the_first_and_folds_the_rest(hers: Any, mary: Context) -> None:
    for number in range(6):
        logged(mary, f"Course {number}", on=date(2026, 3, number + 1), standards=["SC1"])
    shown = hers.get("/my/portfolio").text
    assert "<summary>3 more</summary>" in shown
    assert all(f"Course {number}" in shown for number in range(6))
