"""What the country plugins declare: sources, ids that exist, hooks that match the contract."""

import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councilkit import hookspecs, law
from councilkit.context import Council
from councilkit.cpd.model import LearningFramework
from councilkit.law import DatedValue, Law, Parameter
from councilkit.register.model import OrderKind, Qualification, RegisterPart

READ_ON = date(2026, 11, 22)
CODES = ("asean_mra", "ni_qbr", "ro_census")
FOLDERS = {code: Path(__file__).parents[2] / "plugins" / code for code in CODES}


def rows() -> list[tuple[Parameter, DatedValue]]:
    statutes = [law.load(folder / "law") for folder in FOLDERS.values()]
    return [(p, value) for each in statutes for p in each.parameters.values() for value in p.values]


@pytest.mark.parametrize("code", CODES)
def test_law_files_load_and_say_what_was_not_found(code: str) -> None:
    statutes = law.load(FOLDERS[code] / "law")
    assert len(statutes) > 25
    assert len(statutes.unknown) > 5
    assert all(p.unknown and p.unknown.reason and p.unknown.looked for p in statutes.unknown)


@pytest.mark.parametrize(("parameter", "value"), rows(), ids=lambda each: getattr(each, "id", ""))
def test_every_value_has_source_certainty_and_a_day_of_checking_where_it_was_read(
    parameter: Parameter, value: DatedValue
) -> None:
    assert value.source.title
    assert value.certainty in ("V", "S", "M", "B")
    assert value.checked == (READ_ON if value.certainty == "V" else None)
    assert parameter.title
    assert not re.search(r"^(body|page)\b|\bread\b", value.article or ""), "how it was read is a note, not an article"
    if value.certainty == "M":
        assert value.note or "memory" in value.source.title.lower()


def test_no_value_of_the_law_is_announced_without_being_later_than_its_reading() -> None:
    assert all(value.start <= READ_ON or value.start_known for _, value in rows())


def test_nothing_of_northern_ireland_answers_for_a_day_before_its_act() -> None:
    for parameter in law.load(FOLDERS["ni_qbr"] / "law").parameters.values():
        if not parameter.unknown:
            with pytest.raises(law.LawLookupError, match="the first one begins on"):
                parameter.at(date(2000, 12, 31))


def test_the_awards_of_a_year_are_those_of_that_year_alone() -> None:
    awards = law.load(FOLDERS["ni_qbr"] / "law").get("ni.pip.awards_made")
    assert [awards.at(date(year, 12, 31)).value for year in (2020, 2022, 2023)] == [171, 167, 188]
    for year in (2021, 2024):
        with pytest.raises(law.LawLookupError, match="it ended on"):
            awards.at(date(year, 6, 1))


def test_the_closed_list_of_measures_is_not_told_for_the_years_before_it_was_read() -> None:
    acts = law.load(FOLDERS["ni_qbr"] / "law").get("ni.measure.acts")
    assert "warning" in acts.at(date(2016, 5, 13)).value  # type: ignore[operator]
    with pytest.raises(law.LawLookupError):
        acts.at(date(2016, 5, 12))


def test_ids_begin_with_the_country() -> None:
    allowed = {"ro_census": ("ro",), "ni_qbr": ("ni",)}
    states = ("ph", "th", "id", "sg", "vn", "my", "mm", "kh", "la", "bn", "asean")
    for code, folder in FOLDERS.items():
        for id in law.load(folder / "law").parameters:
            assert id.split(".")[0] in allowed.get(code, states)


def test_parts_are_those_of_the_contract(council: Council) -> None:
    assert [part.code for part in council.catalogue.all(RegisterPart)] == [
        "id.social_worker",
        "ni.social_care_manager",
        "ni.social_care_worker",
        "ni.social_worker",
        "ni.student",
        "ni.visiting",
        "ph.social_worker",
        "ro.independent_practice",
        "ro.social_worker",
        "sg.social_worker",
        "th.social_worker",
        "vn.social_worker",
    ]


def test_parts_have_a_source_and_periods_that_the_law_gives(council: Council) -> None:
    statutes: Law = council.law
    for part in council.catalogue.all(RegisterPart):
        assert part.source
        assert part.authority
        assert {"ro", "th"} <= set(part.titles)
        if part.period:
            assert statutes.months(part.period, READ_ON) > 0
            assert statutes.find(part.period, READ_ON).checked == READ_ON, (
                "an unverified period must end no registration"
            )


def test_periods_of_the_sources(council: Council) -> None:
    months = {
        "ni.social_worker": 36,
        "ni.social_care_manager": 36,
        "ni.social_care_worker": 60,
        "ni.student": 96,
        "ph.social_worker": 36,
        "th.social_worker": 60,
    }
    found = {part.code: part.period for part in council.catalogue.all(RegisterPart) if part.period}
    assert {code: council.law.months(period, READ_ON) for code, period in found.items()} == months


def test_the_visiting_part_is_closed(council: Council) -> None:
    assert council.catalogue.get(RegisterPart, "ni.visiting").closed == date(2022, 4, 1)


def test_no_part_is_opened_where_no_register_was_found(council: Council) -> None:
    countries = {part.country for part in council.catalogue.all(RegisterPart)}
    assert countries.isdisjoint({"MY", "MM", "KH", "LA", "BN"})
    for code in ("my", "mm", "kh", "la", "bn"):
        assert f"{code}.register" in council.law


def test_frameworks_ask_what_the_law_says(council: Council) -> None:
    asked = {
        framework.code: (council.law.number(framework.amount, READ_ON), council.law.months(framework.period, READ_ON))
        for framework in council.catalogue.all(LearningFramework)
        if framework.amount and framework.period
    }
    assert asked == {
        "ni.prtl.social_worker": (90, 36),
        "ni.prtl.social_care_worker": (90, 60),
        "ni.prtl.social_care_manager": (90, 36),
        "ph.cpd": (15, 36),
        "th.cpd": (50, 60),
        "sg.cpe": (60, 24),
    }


def test_frameworks_serve_declared_parts_once(council: Council) -> None:
    served = [part for framework in council.catalogue.all(LearningFramework) for part in framework.parts]
    assert len(served) == len(set(served))
    assert all(council.catalogue.has(RegisterPart, part) for part in served)


def test_order_kinds_refer_to_lengths_that_exist(council: Council) -> None:
    for kind in council.catalogue.all(OrderKind):
        assert kind.effect in ("none", "conditions", "suspended", "removed")
        assert kind.max_length is None or council.law.months(kind.max_length, READ_ON) > 0
        assert any(part.code.startswith(kind.part_prefix) for part in council.catalogue.all(RegisterPart))


def test_qualifications_name_declared_parts_and_a_source(council: Council) -> None:
    for qualification in council.catalogue.all(Qualification):
        assert qualification.source
        assert all(council.catalogue.has(RegisterPart, part) for part in qualification.parts)


@pytest.mark.parametrize("code", CODES)
def test_hooks_match_the_contract_and_hold_nothing_else(code: str, council: Council) -> None:
    hooks: Any = council.hooks
    module = hooks.manager.get_plugin(code)
    functions = dict(
        inspect.getmembers(module, lambda each: inspect.isfunction(each) and each.__module__ == module.__name__)
    )
    for name, function in functions.items():
        contract = inspect.signature(getattr(hookspecs, name)).parameters
        own = inspect.signature(function).parameters
        assert set(own) <= set(contract), name
        assert all(each.default is inspect.Parameter.empty for each in own.values())
    assert module.plugin_info(council.config).api == hookspecs.API


@pytest.mark.parametrize("code", CODES)
def test_a_plugin_imports_only_the_public_door(code: str) -> None:
    for path in FOLDERS[code].rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from councilkit.", "import councilkit.")):
                assert line.startswith("from councilkit.api import"), f"{path}: {line}"


@pytest.mark.parametrize("code", CODES)
def test_the_readme_names_every_law_file(code: str) -> None:
    text = (FOLDERS[code] / "README.md").read_text(encoding="utf-8")
    for path in sorted((FOLDERS[code] / "law").glob("*.yaml")):
        assert path.name == "sources.yaml" or f"`law/{path.name}`" in text


def test_an_impact_is_asked_of_social_workers_by_the_kinds_of_the_law(council: Council) -> None:
    asking = {each.code: each for each in council.catalogue.all(LearningFramework) if each.impacts}
    assert set(asking) == {"ni.prtl.social_worker"}
    framework = asking["ni.prtl.social_worker"]
    assert tuple(each.code for each in framework.impacts) == council.law.value("ni.pip.impact_kinds", READ_ON)
    assert all(each.title != each.code for each in framework.impacts)
    assert framework.credit in council.law
