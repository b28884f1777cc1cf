"""Finds our columns in a file's and turns its cells into ours."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import polars as pl

from councilkit.errors import Problem
from councilkit.imports.cleaning import Cleaner, loose
from councilkit.imports.model import ADDED, ColumnRule, Fault, Layout
from councilkit.register.names import fold
from councilkit.wording import N_, Sentence

_UNKNOWN = N_("The column “%(name)s” (number %(number)s) is not known.")
_MEAN = N_("The column “%(name)s” (number %(number)s) is not known. Did you mean “%(near)s”?")
_IGNORE = N_("Rename it, take it out, or name it in a mapping file: under [columns], or in ignore.")
_NOT_THERE = N_("The mapping file names the column “%(name)s”, which the file does not have.")
_NEAR = N_("The mapping file names the column “%(name)s”, which the file does not have. Did you mean “%(near)s”?")
_TWICE = N_("The column “%(name)s” stands twice: numbers %(first)s and %(second)s. Rename or remove one.")
_NAMELESS = N_("The cell “%(found)s” stands in column %(number)s, which has no name.")
_NAMELESS_MEND = N_("Move the value to its column, or give the column a name.")
_MISSING = N_("The column “%(name)s” is missing, and every row needs it. The file has: %(all)s.")


@dataclass(frozen=True)
class Cleaned:
    """The cells of a batch as text columns of ours, in which "" and null are both nothing.

    `faults` are those found on the way, by row; `skipped` are the rows to leave out.
    """

    columns: Mapping[str, pl.Series]
    faults: Mapping[int, list[Fault]] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Part:
    """One column of ours: where its cells stand in the file and how they are cleaned (None: as they are)."""

    places: tuple[int, ...]
    rule: ColumnRule
    cleaner: Cleaner | None


class Columns:
    """The plan for one file: which column of ours comes from where."""

    def __init__(self, header: Sequence[str], layout: Layout, known: Sequence[str], required: Iterable[str]) -> None:
        self.header = tuple(header)
        self.known = tuple(known)
        self.layout = layout
        problems: list[Sentence] = []
        _check_twice(self.header, problems)
        self.parts = self._parts(problems)
        self.skipping = self._skipping(problems)
        self.nameless = range(_named(self.header), len(self.header))
        self._check_unused(problems)
        for name in required:
            if name not in self.parts and not problems:
                problems.append(Sentence(_MISSING, name=name, all=", ".join(filter(None, self.header))))
        if problems:
            raise Problem(_joined(problems))

    def label(self, name: str) -> str:
        """What a column of ours is called in the file."""
        part = self.parts.get(name)
        return " + ".join(self.header[place] for place in part.places) if part and part.places else name

    def apply(self, frame: pl.DataFrame) -> Cleaned:
        """Our columns of some records, whose cells stand in columns named by their place in the file."""
        faults: dict[int, list[Fault]] = {}
        previous: dict[int, list[str]] = {}
        columns: dict[str, pl.Series] = {}
        for name, part in self.parts.items():
            if part.places:
                columns[name] = _cleaned(part, frame, faults, previous)
        if previous:
            given = columns.get("previous_names", [None] * frame.height)
            names = ["; ".join(_some(was, previous.get(row, ()))) for row, was in enumerate(given)]
            columns["previous_names"] = pl.Series(names, dtype=pl.String)
        for name, part in self.parts.items():
            if not part.places:
                columns[name] = _constant(part.rule, columns, frame.height)
        for place in self.nameless:
            for row, cell in enumerate(frame[str(place)]):
                if cell.strip():
                    problem = Sentence(_NAMELESS, found=cell[:40], number=place + 1)
                    faults.setdefault(row, []).append(Fault("", problem, Sentence(_NAMELESS_MEND)))
        return Cleaned(columns, faults, self._skipped(frame))

    def skips(self, cells: Sequence[str]) -> bool:
        """Whether the mapping leaves a row out, whatever its width."""
        return any(place < len(cells) and loose(cells[place]).startswith(start) for place, start in self.skipping)

    def _skipped(self, frame: pl.DataFrame) -> frozenset[int]:
        found: set[int] = set()
        for place, start in self.skipping:
            found.update(row for row, cell in enumerate(frame[str(place)]) if loose(cell).startswith(start))
        return frozenset(found)

    def _parts(self, problems: list[Sentence]) -> dict[str, _Part]:
        parts: dict[str, _Part] = {}
        for name, rule in self.layout.columns.items():
            places = [_find(self.header, source) for source in rule.source]
            missing = [source for source, found in zip(rule.source, places, strict=True) if not found]
            problems.extend(_not_there(source, self.header) for source in missing)
            if not missing:
                cleaner = Cleaner(rule, self.layout, name) if rule.source else None
                parts[name] = _Part(tuple(found[0] for found in places), rule, cleaner)
        for place, heading in enumerate(self.header):
            name = fold(heading).replace(" ", "_")
            if name in self.known and name not in parts:
                rule = ColumnRule(source=(heading,))
                parts[name] = _Part((place,), rule, Cleaner(rule, self.layout, name) if self.layout.columns else None)
        return parts

    def _skipping(self, problems: list[Sentence]) -> list[tuple[int, str]]:
        found = [(_find(self.header, skip.column), skip) for skip in self.layout.skip]
        problems.extend(_not_there(skip.column, self.header) for places, skip in found if not places)
        return [(places[0], loose(skip.starts_with)) for places, skip in found if places]

    def _check_unused(self, problems: list[Sentence]) -> None:
        used = {place for part in self.parts.values() for place in part.places}
        used |= {place for name in self.layout.ignore for place in _find(self.header, name)}
        used |= {place for place, _ in self.skipping}
        used |= set(own_additions(self.header))
        for place, heading in enumerate(self.header[: _named(self.header)]):
            if place not in used:
                problems.append(_unknown(heading, place + 1, self.known))


def own_additions(header: Sequence[str]) -> list[int]:
    """Where the columns stand that a file of refused rows has in front, so that a mended one can be read again."""
    return list(range(len(ADDED))) if tuple(header[: len(ADDED)]) == ADDED else []


def _find(header: Sequence[str], name: str) -> list[int]:
    """The places of a column by its name: as written, else without regard to case and accents."""
    exact = [place for place, heading in enumerate(header) if heading == name]
    return exact or [place for place, heading in enumerate(header) if heading and fold(heading) == fold(name)]


def _named(header: Sequence[str]) -> int:
    """How many columns there are up to the last that has a name; spreadsheets leave nameless ones after it."""
    return max(place for place, heading in enumerate(header) if heading) + 1


def _cleaned(
    part: _Part, frame: pl.DataFrame, faults: dict[int, list[Fault]], previous: dict[int, list[str]]
) -> pl.Series:
    if part.cleaner is None:
        return frame[str(part.places[0])]
    column = frame[str(part.places[0])].to_list()
    if len(part.places) > 1:
        several = frame.select(str(place) for place in part.places).rows()
        column = [part.rule.join.join(cell.strip() for cell in row if cell.strip()) for row in several]
    done = [part.cleaner(cell) for cell in column]
    for row, cell in enumerate(done):
        if cell.fault:
            faults.setdefault(row, []).append(cell.fault)
        if cell.previous:
            previous.setdefault(row, []).extend(cell.previous)
    return pl.Series([cell.text for cell in done], dtype=pl.String)


def _constant(rule: ColumnRule, columns: Mapping[str, pl.Series], count: int) -> pl.Series:
    if not rule.only_with:
        return pl.Series([rule.constant] * count, dtype=pl.String)
    cells: list[str | None] = [None] * count
    for name, wanted in rule.only_with.items():
        for row, cell in enumerate(columns.get(name, ())):
            if cell and (not wanted or cell in wanted):
                cells[row] = rule.constant
    return pl.Series(cells, dtype=pl.String)


def _some(first: str | None, more: Iterable[str]) -> list[str]:
    return [name for name in (first, *more) if name]


def _check_twice(header: Sequence[str], problems: list[Sentence]) -> None:
    for name, count in Counter(heading for heading in header if heading).items():
        if count > 1:
            first, second, *_ = (place + 1 for place, heading in enumerate(header) if heading == name)
            problems.append(Sentence(_TWICE, name=name, first=first, second=second))


def _not_there(name: str, header: Sequence[str]) -> Sentence:
    near = get_close_matches(fold(name), [fold(heading) for heading in header], n=1)
    if not near:
        return Sentence(_NOT_THERE, name=name)
    return Sentence(_NEAR, name=name, near=next(heading for heading in header if fold(heading) == near[0]))


def _unknown(heading: str, number: int, known: Sequence[str]) -> Sentence:
    near = get_close_matches(fold(heading).replace(" ", "_"), known, n=1)
    if near:
        return Sentence(_MEAN, name=heading, number=number, near=near[0])
    return Sentence(_UNKNOWN, name=heading, number=number)


def _joined(problems: Sequence[Sentence]) -> Sentence:
    """All problems in one sentence after the other; what to do about unknown columns is said once."""
    if len(problems) == 1 and problems[0].pattern != _UNKNOWN:
        return problems[0]
    values = {f"p{number}": problem for number, problem in enumerate(problems)}
    if any(problem.pattern == _UNKNOWN for problem in problems):
        values["mend"] = Sentence(_IGNORE)
    return Sentence(" ".join(f"%({name})s" for name in values), **values)
