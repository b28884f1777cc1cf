"""Imports that fail half-way, or meet another."""

from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.errors import NotFound, Problem
from councilkit.imports.model import Outcome
from councilkit.ledger import services as ledger
from tests.imports.test_services import Bring, count

from .conftest import ANA, person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def test_what_cannot_be_read_at_all_leaves_nothing_behind(bring: Bring, tmp_path: Path, ctx: Context) -> None:
    with pytest.raises(Problem, match="“registered_on” is missing"):
        bring("registrants", "registration_number,part,given_names\n1,x,Ana\n")
    with pytest.raises(NotFound, match="There are: registrants"):
        bring("people", [ANA])
    assert not (tmp_path / "refused.csv").exists()


def test_a_failing_write_keeps_the_batch_out_and_no_errors_file(
    ctx: Context, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from councilkit.imports import services

    def fail(*_: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(services.ledger, "append", fail)
    with pytest.raises(RuntimeError):
        bring("registrants", [ANA, person(2, email="x")])
    assert not any(count(ctx).values())
    assert [path.name for path in tmp_path.iterdir() if "refused" in path.name] == []


def test_two_imports_at_once_leave_everything_once(ctx: Context, bring: Bring, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from councilkit.imports import services

    from .conftest import write

    write(tmp_path / "people.csv", [person(number) for number in range(300)])

    def run(name: str) -> Outcome:
        return services.run(ctx, "registrants", tmp_path / "people.csv", tmp_path / name)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run, ("a.csv", "b.csv")))
    assert sorted((outcome.taken, outcome.unchanged) for outcome in outcomes) == [(0, 300), (300, 0)]
    assert count(ctx)["registrations"] == 300
    assert ledger.verify(ctx)[1] == []


def test_an_entry_made_at_the_same_moment_is_told(ctx: Context, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    from councilkit.imports import store

    bring("registrants", [person(1)])
    monkeypatch.setattr(store, "registrations_by_number", lambda *_: {})
    with pytest.raises(Problem, match="Start the import again"):
        bring("registrants", [person(1), person(2)])
    assert count(ctx)["registrations"] == 1
