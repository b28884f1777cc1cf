"""Uploads of a page: a file far over the limit is read to its end and dropped, so that the rest of the form is kept."""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import request
from werkzeug.datastructures import FileStorage

from councilkit.context import Context
from councilkit.cpd.files import File, checked, shown_name, too_large
from councilkit.errors import Problem

READ_AT_MOST = 256 * 1024 * 1024
_IN_MEMORY = 512 * 1024


class Bounded:
    """A file being uploaded, of which no more than `most` bytes are kept; `overrun` tells that there was more."""

    def __init__(self, most: int) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+b")  # noqa: SIM115
        self._room = most
        self.overrun = False

    def write(self, data: bytes) -> int:
        """Keep what there is room for."""
        self._file.write(data[: self._room])
        self.overrun = self.overrun or len(data) > self._room
        self._room = max(0, self._room - len(data))
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def allow_large_forms(limit_mb: int) -> None:
    """Read this request's form even where its file is far too large; called before anything reads the form."""
    request.max_content_length = READ_AT_MOST
    most = limit_mb * 1024 * 1024

    def stream(*_: Any, **__: Any) -> Any:
        return Bounded(most)

    request._get_file_stream = stream  # type: ignore[method-assign]


def uploaded(ctx: Context, storage: FileStorage | None) -> File | None:
    """The file of the form, checked and cleaned; None when none was chosen; raises Problem."""
    if storage is None or not storage.filename:
        return None
    limit = ctx.config.upload_limit_mb
    if getattr(storage.stream, "overrun", False):
        raise Problem(too_large(shown_name(storage.filename), limit), "evidence")
    return checked(storage.stream.read(), storage.filename, limit)
