"""Every example of every plugin's law comes out as it says."""

from pathlib import Path

import pytest

from councilkit import config, law, plugins
from councilkit.law.cases import Case, load_cases
from councilkit.law.judging import wrong
from councilkit.law.requirements import RequirementSet

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
    return whole, {each.code: each for each in catalogue.all(RequirementSet)}


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
    draft = law.load(path.parents[1] / "drafts" / path.stem)
    assert set(draft.parameters) <= set(whole.parameters)
    changed = law.Law({**whole.parameters, **draft.parameters})
    assert list(wrong(case, changed, sets)) == [], case.place


def test_names_of_cases_tell_them_apart() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
