"""Files that were uploaded on the import page: kept by the hash of their content, tried out, brought in once."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import NotFound, Problem
from councilkit.fields.cleaning import one_line, tidy
from councilkit.imports import mapping, services
from councilkit.imports.columns import Columns
from councilkit.imports.kinds import kind_of
from councilkit.imports.model import ADDED, Layout
from councilkit.imports.reading import open_source
from councilkit.imports.schemas import columns_of
from councilkit.imports.watching import Preview
from councilkit.wording import N_, Sentence

REFUSALS = 20
ROWS = 3
_GONE = N_("This upload is not there. Go back and upload the file again.")


@dataclass(frozen=True)
class Upload:
    """A file that waits to be brought in, or was: what it is, what a try-out of it gave, and what became of it.

    `tried` and `done` hold the counts of an Outcome; `problem` says why the file cannot be read at all. `rows` are the
    first ones as they would be, `sources` the file's names of their columns.
    """

    id: str
    kind: str
    file: str
    name: str
    by: str
    at: str
    mapping: str = ""
    mapping_name: str = ""
    problem: str = ""
    tried: Mapping[str, Any] | None = None
    rows: tuple[Mapping[str, str], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[Mapping[str, str], ...] = ()
    done: Mapping[str, Any] | None = None

    @property
    def moment(self) -> datetime:
        """When it was uploaded."""
        return datetime.fromisoformat(self.at)


class Uploads:
    """The folder `uploads` of a council: contents by their hash, and what is known of each upload."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.folder = ctx.config.home / "uploads"

    def add(self, kind: str, name: str, content: bytes, map_name: str = "", map_content: bytes = b"") -> Upload:
        """Keep a file, and the mapping file that came with it, and try it out; the same upload twice is one."""
        require(self.ctx, f"imports.{kind_of(kind).code}")
        file = self._keep(content)
        return self._try(kind, file, _shown(name), self._keep(map_content) if map_content else "", _shown(map_name))

    def map_again(self, upload: Upload, map_name: str, map_content: bytes) -> Upload:
        """Try the same file out with another mapping file."""
        require(self.ctx, f"imports.{upload.kind}")
        return self._try(upload.kind, upload.file, upload.name, self._keep(map_content), _shown(map_name))

    def read(self, id: str) -> Upload:
        """One upload; NotFound when there is none."""
        require(self.ctx, "imports.read")
        found = self._load(self._about(id))
        if found is None:
            raise NotFound(Sentence(_GONE))
        return found

    def latest(self, count: int = 20) -> list[Upload]:
        """The uploads of last, newest first."""
        require(self.ctx, "imports.read")
        about = [self._load(path) for path in self.folder.glob("*.json")]
        return sorted((found for found in about if found), key=lambda each: each.at, reverse=True)[:count]

    def bring_in(self, id: str) -> Upload:
        """Import an upload for good; a second click, or a second officer, finds it done."""
        upload = self.read(id)
        require(self.ctx, f"imports.{upload.kind}")
        with self._turn(id):
            upload = self.read(id)
            if upload.done is None:
                outcome = services.run(
                    self.ctx, upload.kind, self._content(upload.file), self._errors(id), layout=self._layout(upload)
                )
                upload = self._write(replace(upload, done=outcome.as_dict(), problem=""))
        return upload

    def errors_of(self, id: str) -> Path:
        """The file of refused rows; NotFound when nothing was refused."""
        self.read(id)
        path = self._errors(id)
        if not path.exists():
            raise NotFound(Sentence(N_("No row of this file was refused.")))
        return path

    def _try(self, kind: str, file: str, name: str, map_file: str, map_name: str) -> Upload:
        id = hashlib.sha256(f"{kind}\n{file}\n{map_file}".encode()).hexdigest()[:32]
        with self._turn(id):
            before = self._load(self._about(id))
            if before is not None and before.done is not None:
                return before
            at = self.ctx.now().isoformat()
            upload = Upload(id, kind, file, name, self.ctx.actor.name, at, map_file, map_name)
            return self._write(self._tried(upload))

    def _tried(self, upload: Upload) -> Upload:
        preview = Preview(REFUSALS)
        path, errors = self._content(upload.file), self._errors(upload.id)
        errors.unlink(missing_ok=True)
        try:
            layout = self._layout(upload)
            outcome = services.run(self.ctx, upload.kind, path, errors, layout=layout, dry_run=True, watcher=preview)
        except Problem as problem:
            return replace(upload, problem=problem.message)
        names = columns_of(upload.kind)
        rows = tuple({name: _text(row[name]) for name in names if row[name] is not None} for row in preview.rows[:ROWS])
        plan = Columns(open_source(path, layout).header, layout, names, ())
        sources = {name: plan.label(name) for name in names if any(name in row for row in rows)}
        refusals = tuple(
            {**dict(zip(ADDED, refusal.added, strict=True)), "found": refusal.found} for refusal in preview.refusals
        )
        return replace(upload, tried=outcome.as_dict(), rows=rows, sources=sources, refusals=refusals)

    def _layout(self, upload: Upload) -> Layout:
        if not upload.mapping:
            return services.OWN
        try:
            text = self._content(upload.mapping).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Problem(
                Sentence("%(file)s is not saved as UTF-8. Save it as UTF-8.", file=upload.mapping_name)
            ) from None
        return mapping.parse(text, columns_of(upload.kind), upload.mapping_name)

    def _keep(self, content: bytes) -> str:
        """Keep content under its hash; what is there already is not written again."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._content(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _put(path, content)
        return digest

    def _content(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _about(self, id: str) -> Path:
        if len(id) != 32 or not set(id) <= set("0123456789abcdef"):
            raise NotFound(Sentence(_GONE))
        return self.folder / f"{id}.json"

    def _errors(self, id: str) -> Path:
        return self._about(id).with_suffix(".errors.csv")

    def _load(self, path: Path) -> Upload | None:
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Upload(**told)

    def _write(self, upload: Upload) -> Upload:
        text = json.dumps(asdict(upload), ensure_ascii=False, indent=1)
        _put(self._about(upload.id), text.encode())
        return upload

    @contextmanager
    def _turn(self, id: str) -> Iterator[None]:
        """One at a time works on an upload."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._about(id).with_suffix(".lock").open("ab") as handle:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX)
            yield


def _put(path: Path, content: bytes) -> None:
    """Write beside, then move into place."""
    beside = path.with_name(f".{path.name}.{new_id()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _shown(name: str) -> str:
    """A file's name without a folder and without what cannot be seen."""
    return one_line(tidy(name.replace("\\", "/").rpartition("/")[2]).text)[:120]


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
