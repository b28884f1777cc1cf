"""Reads the sheets of a form, whatever kind of file it is in, with the row numbers a spreadsheet shows.

A file that is not what its name says is read as what it is. Sizes are bounded before anything is unpacked.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from councilkit.censuses.questionnaire.problems import Problem, QuestionnaireError

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 30_000
MOST_COLUMNS = 400
_EMPTY_ROWS = 200  # a run this long ends a sheet
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row: its number from 1, and its texts by column from 0; blank cells are left out."""

    number: int
    cells: dict[int, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name as written."""

    name: str
    rows: list[Row]


@dataclass
class Workbook:
    """The sheets of a form by name in small letters, and what was noticed while reading."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(data: bytes, name: str) -> Workbook:
    """The sheets of a file; raises QuestionnaireError for a file that cannot be a form."""
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    ending = name.rsplit(".", 1)[-1].lower()
    if data.startswith(_ZIP):
        return _gathered(_excel(data), ending, ("xlsx", "xlsm"), "an .xlsx workbook")
    if data.startswith(_OLE):
        return _gathered(_old_excel(data), ending, ("xls",), "an old .xls workbook")
    text = _decoded(data)
    if text.lstrip().startswith("|"):
        return _gathered(_tables(_markdown(text)), ending, ("md",), "text in Markdown tables")
    return _gathered(_tables(_comma(text)), ending, ("csv",), "text parted by commas")


def too_large(size: int) -> QuestionnaireError:
    """The error for a file with too many bytes."""
    return refuse(f"The file has {size / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} MB are the most")


def refuse(message: str, suggestion: str = "") -> QuestionnaireError:
    """The error for a file as a whole."""
    return QuestionnaireError([Problem("", 0, "", message, suggestion)])


def _gathered(sheets: Iterable[Sheet], ending: str, endings: tuple[str, ...], kind: str) -> Workbook:
    workbook = Workbook()
    found = list(sheets)
    for sheet in found:
        workbook.sheets.setdefault(sheet.name.strip().lower(), sheet)
    if len(found) == 1:
        workbook.sheets.setdefault("survey", found[0])
    if ending not in endings:
        message = f"The file is {kind}, but its name ends in .{ending}"
        suggestion = f"It was read as what it is; rename it to end in .{endings[0]}."
        workbook.problems.append(Problem("", 0, "", message, suggestion, fatal=False))
    return workbook


def _excel(data: bytes) -> Iterator[Sheet]:
    import openpyxl

    _check_unpacked(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            yield Sheet(sheet.title, _rows(sheet.title, enumerate(rows, 1)))
    except QuestionnaireError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken file
        raise refuse(
            f"The workbook cannot be read ({type(error).__name__})", "Open it in a spreadsheet and save it again."
        ) from None


def _check_unpacked(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names, size = archive.namelist(), sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise refuse("The file is cut off or damaged", "Save or send it again.") from None
    if size > MOST_UNPACKED:
        raise refuse(f"The workbook unpacks to {size / 1e6:.0f} MB; {MOST_UNPACKED / 1e6:.0f} MB are the most")
    if not any(name.startswith("xl/") for name in names):
        raise refuse("The file is a ZIP archive, but not an Excel workbook", "Save the form as .xlsx.")


def _old_excel(data: bytes) -> Iterator[Sheet]:
    import xlrd

    try:
        with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO()) as book:
            for sheet in book.sheets():
                values = (
                    (n + 1, [_old_value(c, book.datemode) for c in sheet.row(n)[:MOST_COLUMNS]])
                    for n in range(sheet.nrows)
                )
                yield Sheet(sheet.name, _rows(sheet.name, values))
    except QuestionnaireError:
        raise
    except Exception as error:  # xlrd raises whatever its parts raise on a broken file
        raise refuse(f"The old workbook cannot be read ({type(error).__name__})", "Save it as .xlsx.") from None


def _old_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    return (
        "#" + xlrd.error_text_from_code.get(cell.value, "#N/A").lstrip("#")
        if cell.ctype == xlrd.XL_CELL_ERROR
        else cell.value
    )


def _rows(sheet: str, values: Iterable[tuple[int, Iterable[Any]]]) -> list[Row]:
    found: list[Row] = []
    last = 0
    for number, cells in values:
        texts = {place: text for place, value in enumerate(cells) if (text := cell_text(value))}
        if texts:
            found.append(Row(number, texts))
            last = number
        if len(found) > MOST_ROWS:
            raise QuestionnaireError(
                [
                    Problem(
                        sheet,
                        number,
                        "",
                        f"The sheet has more than {MOST_ROWS} rows",
                        "Remove the rows that are not needed.",
                    )
                ]
            )
        if number - last > _EMPTY_ROWS:
            break
    return found


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates in ISO form, TRUE and FALSE; blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value).strip(" \t\r\n")


def _decoded(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise refuse("The file is not a spreadsheet", "Save the form as .xlsx.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The text is not in UTF-8 (at byte {error.start})"
        raise refuse(message, "Save it again with the encoding UTF-8, or as .xlsx.") from None


def _comma(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise refuse(f"Line {reader.line_num} cannot be read: {error}") from None


def _markdown(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        body = line.strip().removeprefix("|").removesuffix("|").replace("\\|", "\0")
        cells = [cell.strip().replace("\0", "|") for cell in body.split("|")] if line.strip() else []
        if cells and not all(set(cell) <= {"-", ":"} and cell for cell in cells):
            yield number, cells


def _tables(lines: Iterator[tuple[int, list[str]]]) -> Iterator[Sheet]:
    """Sheets one below the other: a name in the first column begins each, the rest stand one column to the right."""
    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    rows: list[tuple[int, list[str]]] | None = None
    for number, cells in lines:
        if cells and cells[0].strip():
            rows = sheets.setdefault(cells[0].strip(), [])
        elif rows is not None and any(cell.strip() for cell in cells):
            rows.append((number, cells[1 : MOST_COLUMNS + 1]))
    if not sheets:
        raise refuse("The file has no sheet named 'survey'", "An XLSForm has the sheets survey and choices.")
    for name, table in sheets.items():
        yield Sheet(name, _rows(name, table))
