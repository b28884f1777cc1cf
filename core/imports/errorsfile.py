"""The file of refused rows: each as it came, with line, field, problem and suggestion in front."""

import csv
import filecmp
from pathlib import Path
from typing import TextIO

from councilkit.cells import harmless
from councilkit.errors import Problem
from councilkit.imports.columns import own_additions
from councilkit.imports.model import ADDED, Refusal
from councilkit.imports.reading import Source
from councilkit.wording import Sentence


def default_path(path: Path) -> Path:
    """FILE.errors.csv beside FILE.csv."""
    return path.with_name(f"{path.stem}.errors.csv")


class ErrorsFile:
    """Written beside while rows are refused, moved into place at the end; nothing is written when nothing is refused.

    It has the delimiter of the file itself, so that it opens in the same program and goes in by the same mapping.
    What a spreadsheet would run is harmless in it, and again as it was once it is read. It is UTF-8, marked as such
    where the file was not plain UTF-8. A file that stands there already is moved aside. Without a path, nothing is
    written.
    """

    def __init__(self, path: Path | None, source: Source) -> None:
        if path is not None and path.resolve() == source.path.resolve():
            raise Problem(Sentence("The refused rows cannot go into the file itself. Name another one."))
        self.written = path is not None
        self.path = path or source.path
        self.source = source
        self.encoding = "utf-8" if source.encoding in ("utf-8", "ascii") else "utf-8-sig"
        self.left_out = len(own_additions(source.header))
        self.file: TextIO | None = None
        self.moved_aside = ""

    def add(self, refusal: Refusal) -> None:
        """Write one refused row."""
        if not self.written:
            return
        if self.file is None:
            self.file = self._part.open("w", encoding=self.encoding, newline="")
            self.writer = csv.writer(self.file, delimiter=self.source.delimiter, lineterminator="\r\n")
            self.writer.writerow(harmless((*ADDED, *self.source.header[self.left_out :])))
        self.writer.writerow(harmless((*refusal.added, *refusal.cells[self.left_out :])))

    def close(self) -> str:
        """Put the file in place; returns its path, empty when nothing was refused."""
        if not self.written:
            return ""
        if self.file is not None:
            self.file.close()
        if self.path.exists() and not self._is_there_already():
            self._move_aside()
        if self.file is None:
            return ""
        self._part.replace(self.path)
        return str(self.path)

    def discard(self) -> None:
        """Take away what was begun."""
        if self.file is not None:
            self.file.close()
            self._part.unlink(missing_ok=True)

    @property
    def _part(self) -> Path:
        return self.path.with_name(f"{self.path.name}.part")

    def _is_there_already(self) -> bool:
        return self.file is not None and filecmp.cmp(self._part, self.path, shallow=False)

    def _move_aside(self) -> None:
        """Nothing is overwritten: what is there goes to a name with the next free number."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.{number}{self.path.suffix}")).exists():
            number += 1
        self.path.replace(aside)
        self.moved_aside = str(aside)
