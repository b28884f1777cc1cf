"""`verify` finds every tampered byte of a release and names it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from councilkit.context import Context
from councilkit.publication import services, verify


@pytest.fixture
def folder(ctx: Context, entered: Callable[..., str], tmp_path: Path) -> Path:
    entered(ctx, "Ana", "Pop")
    return services.publish(ctx, out=tmp_path / "release").folder


def told(folder: Path) -> list[str]:
    return [str(finding) for finding in verify(folder)]


def test_a_sound_release_has_no_findings(folder: Path) -> None:
    assert verify(folder) == []
    assert verify(str(folder)) == []


@pytest.mark.parametrize("name", ["public.db", "csv/register.csv", "datasette.yaml", "datapackage.json"])
def test_one_changed_byte_is_found(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    assert told(folder) == [f"{name}: it was changed: its SHA-256 is not the one in the manifest."]


def test_missing_and_added_files_are_found(folder: Path) -> None:
    (folder / "csv" / "register.csv").unlink()
    (folder / "extra.txt").write_text("x")
    assert told(folder) == ["csv/register.csv: it is missing.", "extra.txt: it does not belong to the release."]


def test_a_changed_manifest_is_found(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["register"]["rows"] = 7
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert told(folder) == ["public.db: the table register has 1 rows, the manifest says 7."]
    manifest["files"].pop("csv/register.csv")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert any("its list of files was changed" in sentence for sentence in told(folder))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "it is not readable JSON"),
        ("[]", "it is not the manifest of a release"),
        ('{"files": {}}', "it is not the manifest of a release"),
        ('{"files": {}, "tables": {}, "content": "", "ledger": {}, "format": 99}', "it has format 99"),
    ],
)
def test_a_broken_manifest_is_told_in_a_sentence(folder: Path, content: str, sentence: str) -> None:
    (folder / "manifest.json").write_text(content)
    assert sentence in told(folder)[0]


def test_a_folder_that_holds_no_release_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in told(tmp_path / "nope")[0]
    assert "holds no manifest" in told(tmp_path)[0]


def test_no_key_can_vouch_for_an_unsigned_release(folder: Path) -> None:
    assert [str(f) for f in verify(folder, b"key")] == ["manifest.json: it is not signed, so no key can vouch for it."]


def test_a_ledger_that_became_shorter_is_found(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop")
    services.publish(ctx)
    entered(ctx, "Ion", "Pop")
    second = services.publish(ctx).folder
    assert verify(second) == []
    manifest = json.loads((second / "manifest.json").read_text())
    manifest["ledger"]["seq"] = 0
    (second / "manifest.json").write_text(json.dumps(manifest))
    assert "its ledger is shorter than that of the release before" in told(second)[0]
