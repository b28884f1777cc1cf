"""Where evidence lies on disk: by the hash of its content, written whole or not at all."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from councilkit.database import new_id
from councilkit.errors import NotFound, Problem


def content_hash(content: bytes) -> str:
    """The name of a content on the shelf: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Shelf:
    """The evidence folder of a council: `aa/<sha256>`, and `kept/` for files whose form was not yet right."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "evidence"
        self._waiting = f"{self.folder}/kept/"

    def path(self, sha256: str) -> Path:
        """Where the content of this hash lies."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound("There is no such file.")
        return self.folder / sha256[:2] / sha256

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One at a time adds or removes: a file is never taken away while another record begins to use it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self.folder / ".lock", "ab") as handle:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX)
            yield

    def put(self, content: bytes) -> str:
        """Keep the content; returns its SHA-256. Content that is there already is not written again."""
        sha256 = content_hash(content)
        path = self.path(sha256)
        if not path.exists():
            _write(path, content)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The content; raises Problem when the file is gone or no longer what was put there."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise Problem(
                "This file is missing from the council's folder. Ask the council to restore it from a backup."
            ) from None
        if content_hash(content) != sha256:
            raise Problem("This file is damaged on the council's disk. Ask the council to restore it from a backup.")
        return content

    def remove(self, sha256: str) -> None:
        """Take the content away; nothing happens when it is gone already."""
        self.path(sha256).unlink(missing_ok=True)

    def keep(self, key: str, content: bytes) -> None:
        """Keep a good file of a form that is not right yet, in place of the one before it."""
        _write(Path(self._kept(key)), content)

    def kept(self, key: str) -> bytes | None:
        """The file kept for a form."""
        path = self._kept(key)
        return Path(path).read_bytes() if os.path.exists(path) else None

    def forget(self, key: str) -> None:
        """Take the file kept for a form away."""
        path = self._kept(key)
        if os.path.exists(path):
            os.unlink(path)

    def _kept(self, key: str) -> str:
        return self._waiting + hashlib.sha256(key.encode()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, move into place."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{new_id()}")
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Flush the folder, so that the file's name survives a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
