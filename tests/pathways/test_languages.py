"""The pages of pathways and portfolios in Romanian and Thai: nothing of their own words is left in English."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.pathways import answering, asking, awarding, sharing
from tests.pathways.conftest import entry_of, logged
from tests.pathways.test_awarding import CODE, TOLD
from tests.pathways.test_examples import write
from tests.translations.test_pages import left_on

# what a source, a law, an employer or somebody who typed said stays as it is
SAID = ("Northside Trust", "Eve Adams", "Mary Smyth", "Demo College", "Adult safeguarding", "A fall at night", "First",
        "Somebody fell", "I called for help", "I ask for a second", "We changed the rota", "One example",
        "Conduct", "Practice", "SC", "SP", "Level", "Social care", "Enhanced", "Degree", "Qualified as",
        "Adult Residential", "Care staff", "Domiciliary", "Registered manager", "Manager of", "only three titles",
        "The full ladder", "Wording of standards", "Only standard 6", "Headings of", "The number five",
        "Course or training")  # fmt: skip
# titles of steps in the lines of their boxes
DRAWN = {"Care (Northern", "Ireland)", "Leadership", "Health and Social", "in Safe and Effective", "or allied health",
         "or leader", "practitioner", "professional", "Diploma in Health", "Social worker"}  # fmt: skip


@pytest.mark.parametrize("language", ["ro", "th"])
def test_pages_speak_other_languages(
    language: str, hers: Any, mary: Context, boss: Callable[..., Context], sign_in: Callable[..., Any], ctx: Context
) -> None:
    person, eve = str(mary.actor.person_id), boss()
    record = logged(mary, standards=["SP5"])
    write(mary, record=record["id"])
    claim = awarding.tell(mary, person, TOLD | {"code": CODE})
    awarding.ask_to_endorse(mary, claim, {"place": eve.actor.organisation_id, "version": 1})
    sharing.share(mary, person, "", {"place": eve.actor.organisation_id})
    share = sharing.own_shares(mary, person, entry_of(mary)["id"])[0]["id"]
    review = asking.ask(mary, person, "", None, {"supervisor": eve.actor.id, "note": "First."}).id
    link = asking.ask(mary, person, "", None, {"supervisor": "link", "name": "Eve Adams"}).token
    answering.review_as_account(eve, review, {"decision": "more", "note": "One example.", "version": 1})
    mine = ("/my/pathway", "/my/portfolio", "/my/portfolio/examples/new", "/my/portfolio/reviews/new",
            f"/my/portfolio/reviews/{review}", "/my/portfolio/shares", "/my/portfolio/awards",
            "/my/portfolio/awards/new", f"/my/portfolio/awards/{claim}/endorser", f"/review/{link}")  # fmt: skip
    theirs = ("/employer/portfolios", f"/employer/portfolios/{share}", f"/employer/portfolios/awards/{claim}")
    employer = sign_in("employer", organisation_id=eve.actor.organisation_id, name="Eve Adams")
    left = left_on(hers, mine, language) | left_on(employer, theirs, language)
    words = {text for texts in left.values() for text in texts if not any(known in text for known in SAID)}
    assert words - DRAWN == set()
