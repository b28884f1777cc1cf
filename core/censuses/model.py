"""What a census is: its design, its rounds and cases, and the tables counted from its answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ALL = "all"
"""The word that stands for the sum over a column of a table."""


@dataclass(frozen=True)
class CensusTable:
    """A table counted from the answers of one form: people by the choices of two questions.

    Without `measures` the rows are the choices of `rows`. With them there is one block of rows for each measure; each
    must be asked of everybody who is asked `columns`, else the difference of two blocks would tell of a few people.
    """

    code: str
    title: str
    description: str
    form: str
    columns: str
    rows: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class CensusDesign:
    """A census that can be held in rounds: its questionnaires by code, what respondents are promised, its tables.

    `forms` names XLSForm files; `promise` is a sentence on confidentiality; `reviewed` is False while nobody whose
    first language it is has read the translations, and the pages say so to the staff.
    """

    code: str
    title: str
    forms: Mapping[str, Path]
    form_titles: Mapping[str, str] = field(default_factory=dict)
    promise: str = ""
    tables: tuple[CensusTable, ...] = ()
    source: str = ""
    reviewed: bool = False

    def form_title(self, form: str) -> str:
        """What a form is called."""
        return self.form_titles.get(form, form)

    def table(self, code: str) -> CensusTable:
        """The table of that code; raises KeyError."""
        return next(table for table in self.tables if table.code == code)


NOT_OPEN, OPEN, CLOSED = "not open", "open", "closed"


def state_of(opened_at: datetime | None, closed_at: datetime | None) -> str:
    """The state of a round: it follows from what happened to it and is stored nowhere."""
    if closed_at is not None:
        return CLOSED
    return OPEN if opened_at is not None else NOT_OPEN


@dataclass(frozen=True)
class Cell:
    """A count of a table: the measure (blank in a table without), the choices of row and column, how many."""

    measure: str
    row: str
    column: str
    count: int


def counted(table: CensusTable, answers: Iterable[Mapping[str, str]], choices: Mapping[str, list[str]]) -> list[Cell]:
    """The counts of a table with every choice as a row and column, nobody left out and sums under ALL.

    `choices` gives the choices of each question in the order of the form. Who was asked `columns` but gave no answer to
    a row's question counts under the blank choice, so that every block sums to the same people. Of an answer with
    several choices each counts, so its block has no sum over its rows.
    """
    given = [each for each in answers if each.get(table.columns)]
    blocks = table.measures or (table.rows,)
    return [cell for name in blocks for cell in _block(table, name, given, choices)]


def _block(
    table: CensusTable, question: str, given: list[Mapping[str, str]], choices: Mapping[str, list[str]]
) -> list[Cell]:
    counts = Counter((each.get(question, ""), each[table.columns]) for each in given)
    rows = [*choices.get(question, ()), *([""] if any(row == "" for row, _ in counts) else [])]
    columns = choices.get(table.columns, [])
    cells = {(row, column): counts[row, column] for row in rows for column in columns}
    sums = {(row, ALL): sum(cells[row, column] for column in columns) for row in rows}
    sums |= {(ALL, column): sum(cells[row, column] for row in rows) for column in columns}
    sums |= {(ALL, ALL): sum(cells.values())}
    measure = question if table.measures else ""
    return [Cell(measure, row, column, count) for (row, column), count in (cells | sums).items()]
