"""Looks on while a file is imported: a progress bar, or the rows of a preview."""

from collections.abc import Callable

import polars as pl

from councilkit.imports.model import Refusal


class Watcher:
    """Told of everything, does nothing; others override what they want to hear."""

    def read(self, position: int, size: int) -> None:
        """So many bytes of the file are done."""

    def taken(self, rows: pl.DataFrame) -> None:
        """These rows went in, or would in a dry run."""

    def refused(self, refusal: Refusal) -> None:
        """This row was refused."""


class Preview(Watcher):
    """Keeps the first rows and the first refusals; `move` is told how many more bytes are done."""

    def __init__(self, most: int, move: Callable[[int], None] | None = None) -> None:
        self.most = most
        self.move = move
        self.done = 0
        self.rows: list[dict[str, object]] = []
        self.refusals: list[Refusal] = []

    def read(self, position: int, size: int) -> None:
        """Move on."""
        if self.move is not None:
            self.move(max(0, position - self.done))
            self.done = position

    def taken(self, rows: pl.DataFrame) -> None:
        """Keep the first."""
        wanted = self.most - len(self.rows)
        if wanted > 0:
            self.rows.extend(rows.head(wanted).to_dicts())

    def refused(self, refusal: Refusal) -> None:
        """Keep the first."""
        if len(self.refusals) < self.most:
            self.refusals.append(refusal)
