"""Looks on while a file is imported: a progress bar, or the rows of a preview."""

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
    """Keeps the first rows and the first refusals."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows: list[dict[str, object]] = []
        self.refusals: list[Refusal] = []

    def taken(self, rows: pl.DataFrame) -> None:
        """Keep the first."""
        wanted = self.most - len(self.rows)
        if wanted > 0:
            self.rows.extend(rows.head(wanted).to_dicts())

    def refused(self, refusal: Refusal) -> None:
        """Keep the first."""
        if len(self.refusals) < self.most:
            self.refusals.append(refusal)
