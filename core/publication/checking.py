"""Checks a release folder: every file against the manifest, every table against its row count."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from councilkit.publication.contents import FORMAT, MANIFEST, fingerprint, hashes, sha256
from councilkit.publication.database import read


@dataclass(frozen=True)
class Finding:
    """One fault of a release: the file and a sentence."""

    file: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"


def verify(folder: Path | str, public_key: bytes | None = None) -> list[Finding]:
    """Every fault of the release in `folder`, worst first; an empty list when it is sound.

    A release of this version carries no signature, so asking for one with `public_key` is itself a finding.
    """
    folder = Path(folder)
    manifest, faults = _manifest(folder)
    if manifest is None:
        return faults
    faults += _files(folder, manifest["files"])
    if manifest["content"] != fingerprint(manifest["files"]):
        faults.append(
            Finding(MANIFEST, "its list of files was changed: it does not give the content hash that it names.")
        )
    if not faults:
        faults += _tables(folder, manifest["tables"])
    faults += _previous(folder, manifest)
    if public_key is not None:
        faults.append(Finding(MANIFEST, "it is not signed, so no key can vouch for it."))
    return faults


def _manifest(folder: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    if not folder.is_dir():
        return None, [Finding(str(folder), "there is no such folder.")]
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [Finding(MANIFEST, f"{folder} holds no manifest: name the folder of a release.")]
    except (OSError, ValueError):
        return None, [Finding(MANIFEST, "it is not readable JSON.")]
    needed = {"files": dict, "tables": dict, "content": str, "ledger": dict}
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(key), kind) for key, kind in needed.items()):
        return None, [Finding(MANIFEST, "it is not the manifest of a release.")]
    if manifest.get("format") != FORMAT:
        return None, [Finding(MANIFEST, f"it has format {manifest.get('format')}, this councilkit reads {FORMAT}.")]
    return manifest, []


def _files(folder: Path, promised: dict[str, Any]) -> list[Finding]:
    found = hashes(folder)
    faults = [Finding(name, "it is missing.") for name in sorted(promised.keys() - found.keys())]
    for name in sorted(promised.keys() & found.keys()):
        if not isinstance(promised[name], dict) or found[name]["sha256"] != promised[name].get("sha256"):
            faults.append(Finding(name, "it was changed: its SHA-256 is not the one in the manifest."))
    return faults + [
        Finding(name, "it does not belong to the release.") for name in sorted(found.keys() - promised.keys())
    ]


def _tables(folder: Path, tables: dict[str, Any]) -> list[Finding]:
    faults = []
    try:
        with closing(read(folder / "public.db")) as connection:
            for table, promised in tables.items():
                name = table.replace('"', '""')
                (rows,) = connection.execute(f'select count(*) from "{name}"').fetchone()  # noqa: S608
                if rows != promised.get("rows"):
                    faults.append(
                        Finding(
                            "public.db", f"the table {table} has {rows} rows, the manifest says {promised.get('rows')}."
                        )
                    )
    except sqlite3.Error as error:
        faults.append(Finding("public.db", f"it cannot be read as the manifest describes it ({error})."))
    return faults


def _previous(folder: Path, manifest: dict[str, Any]) -> list[Finding]:
    """When the release before lies beside this one: its ledger must not be longer than ours."""
    for other in sorted(folder.resolve().parent.glob(f"*/{MANIFEST}")):
        if manifest.get("previous") and sha256(other) == manifest["previous"]:
            before = json.loads(other.read_text(encoding="utf-8"))
            if before["ledger"]["seq"] > manifest["ledger"].get("seq", 0):
                return [
                    Finding(MANIFEST, f"its ledger is shorter than that of the release before ({other.parent.name}).")
                ]
    return []
