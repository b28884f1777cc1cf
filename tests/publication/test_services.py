"""Publishing: the same input gives the same bytes, releases are put in place whole, permission is asked."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from councilkit.catalogue import build
from councilkit.context import Context
from councilkit.errors import NotPermitted, Problem
from councilkit.ledger import services as ledger
from councilkit.publication import own, services
from councilkit.publication.checking import verify
from councilkit.publication.model import Column, Open, Publication
from councilkit.register.model import RegisterPart

both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def register(ctx: Context, entered: Callable[..., str]) -> Context:
    """Eleven people on two parts; one of the second part logged learning."""
    for number in range(10):
        entered(ctx, "Ștefan", f"Țurcanu {number}", number=f"N{number}", learning=[(date(2026, 3, 1), 2.5)])
    entered(ctx, "Ana", "Pop", number="N10", part="ni.social_worker", learning=[(date(2026, 3, 1), 3)])
    return ctx


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@both_databases
def test_a_release_is_whole_sound_and_current(register: Context) -> None:
    done = services.publish(register)
    assert done.name == "2026-11-22-1"
    assert set(contents(done.folder)) >= {
        "public.db",
        "datasette.yaml",
        "datapackage.json",
        "manifest.json",
        "csv/register.csv",
        "csv/register_parts.csv",
        "csv/learning_totals.csv",
    }
    assert verify(done.folder) == []
    assert services.shelf(register.config).current_name() == done.name
    assert done.manifest["tables"]["register"]["rows"] == 11
    assert not list(register.config.home.glob(".release-*"))


def test_the_same_input_gives_the_same_bytes(register: Context, tmp_path: Path) -> None:
    services.publish(register, out=tmp_path / "one")
    services.publish(register, out=tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert services.shelf(register.config).current() is None


def test_an_unchanged_register_makes_no_new_release(register: Context, entered: Callable[..., str]) -> None:
    first = services.publish(register)
    again = services.publish(register)
    assert (again.name, again.unchanged) == (first.name, True)
    entered(register, "Ion", "Popescu")
    third = services.publish(register)
    assert (third.name, third.unchanged) == ("2026-11-22-2", False)
    assert third.manifest["previous"] == services.shelf(register.config).all()[1].hash


def test_small_counts_are_hidden_everywhere(register: Context) -> None:
    done = services.publish(register)
    assert "ni.social_worker,2026,hour,,,,c" in (done.folder / "csv/learning_totals.csv").read_text()
    assert done.manifest["tables"]["learning_totals"]["hidden_cells"] == 3


def test_nothing_that_nobody_declared_is_in_any_file(register: Context) -> None:
    for name, content in contents(services.publish(register).folder).items():
        for secret in (b"hidden@example.org", b"1980-02-03", b"Talk about a case", b"date_of_birth", b"search_name"):
            assert secret not in content, name


def test_an_undeclared_column_stops_the_release_and_leaves_nothing(register: Context) -> None:
    leaky = Publication("leaky", "L", "D", (Column("name", "text", ""),), _leak, ("name",), Open("no person"))
    council = replace(register.council, catalogue=build([("test", leaky)]))
    with pytest.raises(Problem, match="'email', which is not declared"):
        services.publish(council.acting(register.actor))
    assert services.shelf(register.config).all() == []
    assert not list(register.config.home.glob(".release-*"))


def _leak(ctx: Any, as_of: Any) -> list[dict[str, str]]:
    return [{"name": "Ana", "email": "ana@example.org"}]


def test_the_ledger_knows_who_published_what(register: Context, acting: Callable[..., Context]) -> None:
    publisher = acting("publisher")
    done = services.publish(publisher)
    (entry,) = ledger.history(register, f"release {done.name}")
    assert (entry.action, entry.actor) == ("publication.publish", publisher.actor.id)
    release = services.shelf(register.config).current()
    assert release is not None
    assert entry.rows["release"][0]["manifest"] == release.hash


@pytest.mark.parametrize("role", ["registrant", "registrar", "analyst", "employer"])
def test_only_a_publisher_publishes(acting: Callable[..., Context], role: str) -> None:
    with pytest.raises(NotPermitted):
        services.publish(acting(role))


def test_a_preview_shows_what_would_be_published_and_writes_nothing(register: Context) -> None:
    shown = {preview.publication.table: preview for preview in services.preview(register)}
    assert (shown["register"].rows, len(shown["register"].first)) == (11, services.PREVIEW_ROWS)
    assert shown["learning_totals"].hidden_cells == 3
    assert not (register.config.home / "releases").exists()


def test_two_releases_at_once_are_one_after_the_other(register: Context) -> None:
    def publish(_: int) -> str:
        try:
            return str(services.publish(register).name)
        except Problem as problem:
            return problem.message[:39]

    with ThreadPoolExecutor(4) as pool:
        outcomes = set(pool.map(publish, range(4)))
    assert outcomes - {"A release is being made at this moment."} == {"2026-11-22-1"}


def test_out_refuses_a_folder_with_other_things(register: Context, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("three years of work")
    with pytest.raises(Problem, match="holds other things already"):
        services.publish(register, out=tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "three years of work"


def test_out_replaces_an_older_release(register: Context, tmp_path: Path, entered: Callable[..., str]) -> None:
    services.publish(register, out=tmp_path / "out")
    entered(register, "Ion", "Popescu")
    done = services.publish(register, out=tmp_path / "out")
    assert done.manifest["tables"]["register"]["rows"] == 12
    assert verify(tmp_path / "out") == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_release_describes_itself(register: Context) -> None:
    folder = services.publish(register).folder
    settings = yaml.safe_load((folder / "datasette.yaml").read_text())
    tables = settings["databases"]["public"]["tables"]
    assert list(tables)[:3] == ["register", "register_parts", "learning_totals"]
    assert tables["learning_totals"]["units"] == {"people": "people", "entries": "entries"}
    assert tables["register"]["columns"]["number"] == "Registration number"
    assert tables["register"]["license_url"].startswith("https://creativecommons.org/")
    package = json.loads((folder / "datapackage.json").read_text())
    resource = next(each for each in package["resources"] if each["name"] == "register")
    assert resource["schema"]["foreignKeys"][0]["reference"] == {"resource": "register-parts", "fields": ["code"]}
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert list(fields) == list(own.REGISTER.names)
    assert fields["may_practise"] == "boolean"
    assert resource["bytes"] == (folder / resource["path"]).stat().st_size


def test_one_release_reads_one_moment(register: Context, entered: Callable[..., str]) -> None:
    """A person who is entered while the release is being made is in all of its tables or in none."""
    seen = []

    def counting(ctx: Context, as_of: date) -> Any:
        seen.append(sum(1 for _ in own.register(ctx, as_of)))
        if len(seen) == 1:
            entered(register, "Late", "Comer", number="LATE")
        return [{"code": f"{len(seen)}"}]

    columns = (Column("code", "text", ""),)
    tables = [Publication(name, "T", "D", columns, counting, ("code",), Open("no person")) for name in ("one", "two")]
    parts = [("core", part) for part in register.catalogue.all(RegisterPart)]
    council = replace(register.council, catalogue=build([*parts, *(("test", table) for table in tables)]))
    services.publish(council.acting(register.actor))
    assert seen == [11, 11]
