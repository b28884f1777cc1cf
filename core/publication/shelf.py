"""The folder of releases: each in its own folder, `current` pointing at one; everything is put in place at once."""

import fcntl
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from councilkit.errors import Problem
from councilkit.publication.contents import MANIFEST, sha256

CURRENT = "current"
_DRAFT = ".release-"
_ZIPS = ".zips"


@dataclass(frozen=True)
class Release:
    """A release on the shelf."""

    name: str
    folder: Path
    manifest: dict[str, Any]
    current: bool = False

    @property
    def hash(self) -> str:
        """The SHA-256 of its manifest, which names every other file with its hash."""
        return sha256(self.folder / MANIFEST)

    @property
    def day(self) -> date:
        """The day whose standing it shows."""
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def rows(self) -> int:
        """Rows of all its tables."""
        return sum(int(table["rows"]) for table in self.manifest["tables"].values())


@dataclass(frozen=True)
class Shelf:
    """The releases of one council, in `folder`."""

    folder: Path

    def current_name(self) -> str | None:
        """The name of the release that is served; cheap enough to ask at every request."""
        try:
            return os.readlink(self.folder / CURRENT)
        except OSError:
            return None

    def current(self) -> Release | None:
        """The release that is served, if there is one."""
        name = self.current_name()
        return self._read(self.folder / name, name) if name else None

    def all(self) -> list[Release]:
        """Every release, newest first."""
        if not self.folder.is_dir():
            return []
        served = self.current_name()
        folders = [path for path in self.folder.iterdir() if (path / MANIFEST).is_file() and not path.is_symlink()]
        found = [self._read(path, served) for path in folders]
        return sorted((release for release in found if release), key=_age, reverse=True)

    def _read(self, path: Path, served: str | None) -> Release | None:
        try:
            manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Release(path.name, path, manifest, path.name == served)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Only one release is made at a time; a second one is told so."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder.parent / f"{self.folder.name}.lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Problem(
                    "A release is being made at this moment. Wait until it is done, then look at the list of releases."
                ) from None
            yield

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty folder beside the shelf to write a release in; gone afterwards unless it was put in place."""
        home = self.folder.parent
        for old in home.glob(f"{_DRAFT}*"):  # left by a run that was killed: the turn is ours, so nobody writes there
            shutil.rmtree(old, ignore_errors=True)
        path = home / f"{_DRAFT}{secrets.token_hex(6)}"
        path.mkdir(parents=True)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def put(self, draft: Path, as_of: date) -> Release:
        """Move a finished draft onto the shelf under the next free name of its day."""
        numbers = [
            int(path.name.rpartition("-")[2])
            for path in self.folder.glob(f"{as_of.isoformat()}-*")
            if path.name.rpartition("-")[2].isdigit()
        ]
        target = self.folder / f"{as_of.isoformat()}-{max(numbers, default=0) + 1}"
        _flush(draft)
        draft.rename(target)
        _flush_folder(self.folder)
        release = self._read(target, None)
        if release is None:
            raise Problem(f"The release {target} cannot be read back. Check the disk.")
        return release

    def show(self, name: str) -> None:
        """Point `current` at a release, in one step that no reader can see half done."""
        link = self.folder.parent / f"{_DRAFT}{secrets.token_hex(6)}.link"
        link.symlink_to(name)
        os.replace(link, self.folder / CURRENT)
        _flush_folder(self.folder)


def zipped(release: Release) -> Path:
    """The whole release as one file, made when it is asked for first; unpacked it is a folder of the release's name."""
    place = release.folder.parent / _ZIPS / f"{release.name}.zip"
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        beside = place.with_name(f"{secrets.token_hex(6)}.draft")
        try:
            _zip(release, beside)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    return place


def _zip(release: Release, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted((*release.manifest["files"], MANIFEST)):
            archive.write(release.folder / name, f"{release.name}/{name}")


def deliver(draft: Path, target: Path) -> None:
    """Move a finished draft to a folder of the user's choice: a new one, an empty one, or one that holds a release."""
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MANIFEST).is_file())):
        raise Problem(f"{target} holds other things already: name a new or empty folder.", "--out")
    beside = target.parent / f"{_DRAFT}{secrets.token_hex(6)}"
    try:
        _move(draft, beside, target)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(beside, ignore_errors=True)
        why = getattr(error, "strerror", None) or "not everything could be copied"
        raise Problem(f"The release cannot be written to {target} ({why}): name a folder elsewhere.", "--out") from None


def _move(draft: Path, beside: Path, target: Path) -> None:
    """Copy a draft beside its place, then put it there in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(draft, beside)
    _flush(beside)
    if target.exists():
        old = target.parent / f"{_DRAFT}{secrets.token_hex(6)}"
        target.rename(old)
        beside.rename(target)
        shutil.rmtree(old)
    else:
        beside.rename(target)


def _age(release: Release) -> tuple[str, int]:
    day, _, number = release.name.rpartition("-")
    return day, int(number) if number.isdigit() else 0


def _flush(folder: Path) -> None:
    """Make sure that every file is on the disk before the folder gets its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
