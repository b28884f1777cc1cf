"""The draft of the qualification-based register: nobody with an award of its lists lacks it, on any day."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councilkit import config, law, plugins
from councilkit.law import Facts, evaluate
from councilkit.law.drafts import load_draft
from councilkit.law.requirements import RequirementSet
from councilkit.qualifications.model import QualificationPlan, state_of
from councilkit.qualifications.services import proposed
from councilkit.register.model import Qualification

PARTS = ("social_care_worker", "social_care_manager")
days = st.dates(date(2026, 1, 1), date(2040, 1, 1))


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[law.Law, plugins.catalogue.Catalogue]:
    settings = config.load(tmp_path_factory.mktemp("council"))
    loaded = plugins.load(settings)
    folders = [folder for plugin in loaded.loaded for folder in plugin.folders("law")]
    whole = law.Law({id: each for folder in folders for id, each in law.load(folder).parameters.items()})
    catalogue = plugins.build_catalogue(loaded, settings, whole)
    return proposed(whole, catalogue.get(QualificationPlan, "ni.qbr"))[0], catalogue


@given(st.data(), st.sampled_from(PARTS), days)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_holds_an_award_of_the_lists_never_lacks(tried, data, part, as_of) -> None:  # type: ignore[no-untyped-def]
    drafted, catalogue = tried
    accepted = drafted.value(f"ni.qbr.accepted.{part}", as_of)
    equivalent = drafted.value(f"ni.qbr.equivalent.{part}", as_of)
    others = ["", *(each.code for each in catalogue.all(Qualification))]
    held = [
        data.draw(st.sampled_from([*accepted, *equivalent])),
        *data.draw(st.lists(st.sampled_from(others), max_size=3)),
    ]
    registered = as_of - timedelta(days=data.draw(st.integers(0, 9000)))
    people = pl.DataFrame([{"registrant": "me", "part": f"ni.{part}", "registered_on": registered}])
    awards = pl.DataFrame([{"registrant": "me", "code": code} for code in held])
    facts = Facts.of(registrants=people, qualifications=awards)
    asked = next(
        node
        for one in catalogue.all(RequirementSet)
        if one.code == f"ni.renewal.{part}"
        for node in one.requirement.walk()
        if node.code == "qualification"
    )
    states = dict(evaluate(asked, facts, law=drafted, as_of=as_of).long.select("requirement", "state").iter_rows())
    state = state_of(states["qualification"], states["award"], [states["equivalent"]])
    assert state == ("meets" if set(held) & set(accepted) else "equivalent")


def test_every_value_of_the_draft_says_that_it_was_chosen(tried: tuple[law.Law, plugins.catalogue.Catalogue]) -> None:
    draft = load_draft(Path(__file__).parents[2] / "plugins" / "ni_qbr" / "drafts" / "qbr")
    for parameter in draft.law.parameters.values():
        for value in parameter.values:
            assert value.source.code == "TRIAL", parameter.id
            assert value.checked is None
    assert [one.source.code for one in draft.transition if one.source] == ["TRIAL", "TRIAL"]


def test_the_lists_of_the_draft_are_of_the_catalogue(tried: tuple[law.Law, plugins.catalogue.Catalogue]) -> None:
    drafted, catalogue = tried
    for part in PARTS:
        for kind in ("accepted", "equivalent"):
            codes = drafted.value(f"ni.qbr.{kind}.{part}", date(2026, 1, 1))
            assert isinstance(codes, tuple)
            assert all(catalogue.has(Qualification, str(code)) for code in codes)


def test_the_law_in_force_asks_for_no_qualification(tried: tuple[law.Law, plugins.catalogue.Catalogue]) -> None:
    whole = law.load(Path(__file__).parents[2] / "plugins" / "ni_qbr" / "law")
    assert whole.value("ni.qbr.accredited_qualification_required", date(2026, 11, 22)) is False
    assert whole.value("ni.qbr.status", date(2026, 11, 22)) == "proposed"
    assert {each.id for each in whole.unknown} >= {f"ni.qbr.accepted.{part}" for part in PARTS}
