"""Cells of CSV files that a spreadsheet would take for a formula, made harmless."""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from councilkit.wording import N_

NOTE = N_(
    "In CSV files, text that begins with =, +, - or @ has an apostrophe (') before it, so that a spreadsheet does not "
    "run it as a formula; public.db and JSON hold it as it is."
)
_RUN = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?([eE][-+]?\d+)?")
_MAY_RUN = re.compile(r"(^|[,\"])'*[=+\-@\t\r]", re.MULTILINE)
MARK = "'"


def harmless(row: Sequence[Any]) -> list[Any]:
    """The row with an apostrophe before each text that a spreadsheet would run; numbers stay as they are.

    A text that would run but for apostrophes of its own gets one more, so that `plain` gives back every text.
    """
    return [f"{MARK}{cell}" if _runs(cell) else cell for cell in row]


def plain(cell: Any) -> Any:
    """A cell without the apostrophe that `harmless` put before it; every other cell as it is."""
    return cell[1:] if isinstance(cell, str) and cell.startswith(MARK) and _runs(cell) else cell


def _runs(cell: Any) -> bool:
    if not isinstance(cell, str):
        return False
    bare = cell.lstrip(MARK)
    return bare.startswith(_RUN) and not _NUMBER.fullmatch(bare)


def harmless_csv(text: str) -> str:
    """A whole CSV with every row made harmless."""
    if not _MAY_RUN.search(text):
        return text
    made = StringIO()
    csv.writer(made).writerows(harmless(row) for row in csv.reader(StringIO(text, newline="")))
    return made.getvalue()
