"""Every example of every plugin's law comes out as it says."""

from dataclasses import replace
from pathlib import Path

import pytest

from councilkit import config, law, plugins
from councilkit.law.cases import Case, load_cases
from councilkit.law.drafts import Draft, load_draft, over
from councilkit.law.judging import sets_of, wrong
from councilkit.law.requirements import AllOf, AnyOf, Requirement, RequirementSet
from councilkit.law.transition import deferred, with_figures

ROOT = Path(__file__).parents[2] / "plugins"
CASES = [case for folder in sorted(ROOT.glob("*/cases")) for case in load_cases(folder)]


@pytest.fixture(scope="module")
def statutes(tmp_path_factory: pytest.TempPathFactory) -> tuple[law.Law, dict[str, RequirementSet]]:
    settings = config.load(tmp_path_factory.mktemp("council"))
    loaded = plugins.load(settings)
    whole = law.Law(
        {id: each for p in loaded.loaded for f in p.folders("law") for id, each in law.load(f).parameters.items()}
    )
    catalogue = plugins.build_catalogue(loaded, settings, whole)
    return whole, sets_of(catalogue)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).stem}: {case.name}")
def test_a_case_comes_out_as_it_says(case: Case, statutes: tuple[law.Law, dict[str, RequirementSet]]) -> None:
    assert list(wrong(case, *statutes)) == [], case.place


DRAFTED = [case for folder in sorted(ROOT.glob("*/draft_cases")) for case in load_cases(folder)]


@pytest.mark.parametrize("case", DRAFTED, ids=lambda case: f"{Path(case.file).stem}: {case.name}")
def test_a_case_of_a_draft_comes_out_as_it_says(
    case: Case, statutes: tuple[law.Law, dict[str, RequirementSet]]
) -> None:
    whole, sets = statutes
    path = Path(case.file)
    draft = load_draft(path.parents[1] / "drafts" / path.stem)
    assert set(draft.law.parameters) <= set(whole.parameters)
    changed = with_figures(over(whole, draft), draft.transition)
    tried = {code: replace(each, requirement=in_time(each.requirement, draft)) for code, each in sets.items()}
    assert list(wrong(case, changed, tried)) == [], case.place


def in_time(node: Requirement, draft: Draft) -> Requirement:
    if isinstance(node, AllOf | AnyOf):
        node = replace(node, parts=tuple(in_time(each, draft) for each in node.parts))
    return deferred(node, draft.transition)


def test_names_of_cases_tell_them_apart() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
