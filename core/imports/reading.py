"""Reads a CSV file record by record: nothing is lost, and a broken row never takes its neighbours along."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import polars as pl

from councilkit.cells import MARK, plain
from councilkit.errors import Problem
from councilkit.imports.encoding import detect
from councilkit.imports.model import Fault, Layout, Refusal
from councilkit.wording import N_, Plural, Sentence

BATCH = 25_000
DELIMITERS = (",", ";", "\t", "|")
LONGEST_RECORD = 200_000  # characters; a quotation mark that is never closed would swallow the rest of the file
MOST_LINES = 200
LONGEST_PLAIN = 100_000
BLOCK = 1 << 20

_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_WRONG_WIDTH = Plural(
    "This row has %(found)s cell, the line of column names has %(wanted)s.",
    "This row has %(found)s cells, the line of column names has %(wanted)s.",
    "found",
)
_TOO_FEW = Plural(
    "%(missing)s cell is missing: put in the %(name)s that part them.",
    "%(missing)s cells are missing: put in the %(name)s that part them.",
    "missing",
)
_OPEN_QUOTE = N_("A quotation mark opens in this line and is not closed as it should be.")
_QUOTE_MEND = N_("Close the quotation mark, double one that belongs to the text, or take it out.")
_LONG = N_("A cell of this line is far too long to be one value.")
_LONG_MEND = N_("Look for the line end that is missing.")
_NAMES = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("vertical bars")}


@dataclass
class Batch:
    """Some records of a file: the line each begins on, its cells in text columns named 0, 1, ..., and refusals."""

    lines: list[int]
    frame: pl.DataFrame
    refused: list[Refusal]
    empty: int
    position: int = 0

    def cells(self, row: int) -> tuple[str, ...]:
        """The cells of a record as they came."""
        return self.frame.row(row)


@dataclass(frozen=True)
class Source:
    """A file that can be read: its encoding, delimiter and column names. `size` is in bytes."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    first_line: int
    size: int

    def batches(self, most: int = BATCH) -> Iterator[Batch]:
        """The records after the column names, `most` at a time."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            lines = _Lines(file)
            lines.skip(self.first_line - 1)
            records = _Records(lines, self.delimiter, len(self.header))
            while not records.done:
                records.read(most)
                batch = records.batch()
                batch.position = self.size if records.done else cast(BinaryIO, file.buffer).tell()
                yield batch


def open_source(path: Path, layout: Layout) -> Source:
    """Find out how a file is to be read; raises Problem with a sentence when it cannot be."""
    encoding = detect(path, layout.encoding)
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        lines.skip(layout.header_row - 1)
        first = next(lines, "")
        told = _SEP.fullmatch(first.strip("\ufeff\r\n"))
        first = next(lines, "") if told else first
        delimiter = layout.delimiter or (told[1] if told else _sniff(first))
        lines.push(first)
        header = _header(lines, delimiter)
        return Source(path, encoding, delimiter, header, lines.count + 1, path.stat().st_size)


def _header(lines: "_Lines", delimiter: str) -> tuple[str, ...]:
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except (StopIteration, csv.Error):
        raise Problem(Sentence("The line of column names cannot be read. Check its quotation marks.")) from None
    names = [" ".join(plain(cell.strip("\ufeff\u200b")).split()) for cell in cells]
    if not any(names):
        raise Problem(Sentence("The file has no line of column names. Write them in its first line."))
    return tuple(names)


def _sniff(line: str) -> str:
    """The delimiter that parts the column names best."""
    outside = re.sub(r'"[^"]*"', "", line)
    best = max(DELIMITERS, key=outside.count)
    return best if outside.count(best) else ","


class _Runaway(Exception):
    """A record that does not end."""


class _Lines:
    """Physical lines of a file, counted; those of the record being read are kept, so that they can be read again."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.count = 0
        self.record: list[str] = []
        self.size = 0
        self.block: list[str] = []
        self.at = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.record) >= MOST_LINES or self.size > LONGEST_RECORD:
            raise _Runaway
        if self.at >= len(self.block) and not self.refill():
            raise StopIteration
        line = self.block[self.at]
        self.at += 1
        self.count += 1
        self.size += len(line)
        self.record.append(line)
        return line

    def refill(self) -> bool:
        """Read on in the file; False at its end."""
        self.block, self.at = self.file.readlines(BLOCK), 0
        return bool(self.block)

    def begin(self) -> None:
        """A new record begins."""
        self.record = []
        self.size = 0

    def push(self, *lines: str) -> None:
        """Give lines back, to be read again in order."""
        self.block[: self.at] = lines
        self.at = 0
        self.count -= len(lines)
        self.begin()

    def skip(self, count: int) -> None:
        """Pass over lines."""
        for _ in range(count):
            if next(self, None) is None:
                raise Problem(Sentence("The file ends before line %(line)s.", line=self.count + 1))
            self.begin()

    def plain(self, most: int) -> list[str]:
        """The next lines, at most so many, up to the first with a quotation mark: each of them is a record."""
        if self.at >= len(self.block) and not self.refill():
            return []
        end = start = self.at
        last = min(start + most, len(self.block))
        while end < last and '"' not in (line := self.block[end]) and len(line) < LONGEST_PLAIN:
            end += 1
        self.at = end
        self.count += end - start
        return self.block[start:end]


class _Records:
    """Collects records: plain lines are taken apart all at once, those with quotation marks one by one."""

    def __init__(self, lines: _Lines, delimiter: str, width: int) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.width = width
        self.done = False
        self._clear()

    def _clear(self) -> None:
        self.reader = csv.reader(self.lines, delimiter=self.delimiter, strict=True)
        self.plain: list[str] = []
        self.plain_numbers: list[int] = []
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self.refused: list[Refusal] = []
        self.empty = 0

    def read(self, most: int) -> None:
        """Read until `most` records are there or the file ends."""
        count = 0
        while count < most and not self.done:
            number = self.lines.count + 1
            found = self.lines.plain(most - count)
            self.plain += found
            self.plain_numbers += range(number, number + len(found))
            count += len(found)
            if count < most:
                self._one()
                count += 1

    def batch(self) -> Batch:
        """What was read since the last batch, in the order of the file."""
        text = pl.Series(self.plain, dtype=pl.String).str.strip_chars_end("\r\n")
        empty = text.str.strip_chars(self.delimiter) == ""
        right = ~empty & (text.str.count_matches(self.delimiter, literal=True) == self.width - 1)
        for place in (~empty & ~right).arg_true():
            self._refuse_width(self.plain_numbers[place], text[place].split(self.delimiter))
        names = [str(place) for place in range(self.width)]
        cells = text.filter(right).str.split_exact(self.delimiter, self.width - 1).struct.unnest()
        frame = cells.rename(dict(zip(cells.columns, names, strict=True)))
        lines = pl.Series(self.plain_numbers, dtype=pl.UInt32).filter(right)
        if self.rows:
            quoted = pl.DataFrame(self.rows, schema=dict.fromkeys(names, pl.String), orient="row")
            frame = pl.concat([frame, quoted])
            lines = pl.concat([lines, pl.Series(self.numbers, dtype=pl.UInt32)])
            order = lines.arg_sort()
            frame, lines = frame[order], lines[order]
        done = Batch(lines.to_list(), _plain(frame), self.refused, self.empty + int(empty.sum()))
        self._clear()
        return done

    def _one(self) -> None:
        """Read the next record, which may have quotation marks and several lines."""
        self.lines.begin()
        number = self.lines.count + 1
        try:
            row = next(self.reader)
        except StopIteration:
            self.done = True
        except (csv.Error, _Runaway):
            self.refused.append(self._broken(number))
            self.reader = csv.reader(self.lines, delimiter=self.delimiter, strict=True)
        else:
            if not any(row):
                self.empty += 1
            elif len(row) == self.width:
                self.numbers.append(number)
                self.rows.append(row)
            else:
                self._refuse_width(number, row)

    def _refuse_width(self, number: int, row: list[str]) -> None:
        fault = _width_fault(row, self.width, self.delimiter)
        self.refused.append(Refusal(number, [plain(cell) for cell in row], [fault]))

    def _broken(self, number: int) -> Refusal:
        """Refuse the line that a record begins on, and read on with the line after it."""
        first, *rest = self.lines.record
        self.lines.push(*rest)
        cells = [plain(cell) for cell in first.rstrip("\r\n").split(self.delimiter)]
        if len(first) > csv.field_size_limit():
            return Refusal(number, cells, [Fault("", Sentence(_LONG), Sentence(_LONG_MEND))])
        return Refusal(number, cells, [Fault("", Sentence(_OPEN_QUOTE), Sentence(_QUOTE_MEND))])


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The cells without the apostrophes that keep a spreadsheet from running them; most files have none."""
    marked = [name for name in frame.columns if frame[name].str.starts_with(MARK).any()]
    return frame.with_columns(pl.col(name).map_elements(plain, return_dtype=pl.String) for name in marked)


def _width_fault(row: Sequence[str], width: int, delimiter: str) -> Fault:
    problem = Sentence(_WRONG_WIDTH, found=len(row), wanted=width)
    return Fault("", problem, _width_mend(row, width, delimiter))


def _width_mend(row: Sequence[str], width: int, delimiter: str) -> Sentence:
    name = Sentence(_NAMES.get(delimiter, N_("delimiters")))
    if len(row) > width:
        if not any(row[width:]):
            return Sentence("The cells at the end are empty: take the last %(name)s away.", name=name)
        return Sentence("Look for %(name)s inside a text: put such a text in quotation marks.", name=name)
    missing = width - len(row)
    for other in DELIMITERS:
        if other != delimiter and any(cell.count(other) >= missing for cell in row):
            wrong = Sentence(_NAMES[other])
            return Sentence("There are %(wrong)s where %(name)s should be: replace them.", wrong=wrong, name=name)
    return Sentence(_TOO_FEW, missing=missing, name=name)
