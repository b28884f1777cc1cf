"""Pure parts of imports: refusals, what a mapping file says, and the counts of a finished import."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

ADDED = ("line", "field", "problem", "suggestion")  # the columns that the file of refused rows has in front


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a row: the column's name in the file, a sentence, what to do, and the cell that was found."""

    field: str
    problem: str
    suggestion: str = ""
    found: str = ""


@dataclass(frozen=True)
class Refusal:
    """A row that did not go in: the line it begins on, its cells as they came, and everything wrong with it."""

    line: int
    cells: Sequence[str]
    faults: Sequence[Fault]

    @property
    def added(self) -> tuple[str, str, str, str]:
        """The values of `line, field, problem, suggestion`; several faults are told one after the other."""
        fields = "; ".join(dict.fromkeys(fault.field for fault in self.faults if fault.field))
        return str(self.line), fields, self._told("problem"), self._told("suggestion")

    @property
    def found(self) -> str:
        """The cells that are wrong."""
        return "; ".join(dict.fromkeys(fault.found[:60] for fault in self.faults if fault.found))

    def _told(self, part: str) -> str:
        sentences = [(fault.field, str(getattr(fault, part))) for fault in self.faults if getattr(fault, part)]
        if len(sentences) == 1:
            return sentences[0][1]
        return " ".join(f"{field}: {sentence}" if field else sentence for field, sentence in sentences)


@dataclass(frozen=True)
class Skip:
    """Rows that are left out on purpose, like a total line: those whose cell in a column begins with a text."""

    column: str
    starts_with: str


@dataclass(frozen=True)
class ColumnRule:
    """How one column of ours is made from the file's.

    `source` names the file's columns, joined by `join`; the rest is done in this order: blanks become nothing, `cut`
    takes words out, `previous` takes former names out, `take` keeps the part called {value}, `rewrite` changes the
    shape, `dates` reads days, `codes` translates words, `capitals` mends the writing, `write` puts the value into a
    text. A `constant` stands in every row, or where one of the columns `only_with` has a value (one of those named).
    """

    source: tuple[str, ...] = ()
    join: str = " "
    blanks: tuple[str, ...] | None = None
    cut: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    take: tuple[str, ...] = ()
    rewrite: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    two_digit_years_from: int | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    capitals: str = ""
    write: str = ""
    constant: str | None = None
    only_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """What a mapping file says of a foreign file; the empty layout is our own."""

    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    comma_below: bool = False
    blanks: tuple[str, ...] = ()
    skip: tuple[Skip, ...] = ()
    ignore: tuple[str, ...] = ()
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    name: str = ""


@dataclass
class Outcome:
    """What an import did, or in a dry run would do, to every line of the file.

    `rows` = taken + unchanged + again + refused + skipped; empty lines are counted apart. `alike` of those taken say
    just what an earlier line says; `duplicates` are pairs of people that were proposed as one.
    """

    kind: str
    dry_run: bool
    rows: int = 0
    taken: int = 0
    unchanged: int = 0
    again: int = 0
    refused: int = 0
    skipped: int = 0
    empty: int = 0
    alike: int = 0
    duplicates: int = 0
    errors_file: str = ""
    moved_aside: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The counts by name, for `--json` and for the record kept beside an upload."""
        return asdict(self)


UNCHANGED = "unchanged"
Fate = Fault | str | None  # of a valid row: refused after all, UNCHANGED, or (None) to be written


@dataclass(frozen=True)
class Written:
    """What was written under one action: (subject, effective_on, snapshot) of each entry, and its seal if made."""

    action: str
    changes: Sequence[tuple[str, str, str]]
    seals: Sequence[tuple[str, str]] = ()
