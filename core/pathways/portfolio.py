"""A portfolio: the evidence of a period against the standards of a part, as it is shown, sent and printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from councilkit.cpd.model import Standard
from councilkit.wording import N_, Plural, Sentence

Row = Mapping[str, Any]
EXAMPLE_PARTS = (
    ("situation", N_("What was the situation?")),
    ("did", N_("What did you do?")),
    ("learnt", N_("What did you learn?")),
    ("impact", N_("What difference did it make?")),
)
_RECORD = (
    *("id", "on", "title", "category", "kind", "amount", "unit", "provider", "standards"),
    *("reflection", "impact_on", "impact"),
)
_EXAMPLE = ("id", "on", "title", "standards", *(name for name, _ in EXAMPLE_PARTS), "record")
_AWARD = ("code", "title", "institution", "awarded_on", "known", "endorsed_by", "endorsed_on")


@dataclass(frozen=True)
class Portfolio:
    """What somebody shows of a period: `files` are the names of the files of a record, by its id.

    Rows of `records`, `examples` and `awards` hold just what may be shown to whoever the portfolio is shared with.
    """

    name: str
    number: str
    part: str
    starts_on: date
    ends_on: date | None
    standards: tuple[Standard, ...] = ()
    records: tuple[Row, ...] = ()
    examples: tuple[Row, ...] = ()
    awards: tuple[Row, ...] = ()
    files: Mapping[str, Sequence[str]] | None = None
    unit: str = "hour"

    @property
    def covered(self) -> tuple["Covered", ...]:
        """Each standard with what is linked to it, in the order of the standards."""
        return tuple(
            Covered(each, _linked(self.records, each.code), _linked(self.examples, each.code))
            for each in self.standards
        )

    @property
    def gaps(self) -> tuple[Standard, ...]:
        """The standards that nothing is linked to."""
        return tuple(each.standard for each in self.covered if each.gap)

    @property
    def unlinked(self) -> tuple[Row, ...]:
        """Records and examples that are linked to none of the standards."""
        known = {each.code for each in self.standards}
        return tuple(row for row in (*self.records, *self.examples) if not known.intersection(row["standards"]))

    @property
    def sentence(self) -> Sentence:
        """How many standards have evidence."""
        met = len(self.standards) - len(self.gaps)
        if not self.standards:
            return Sentence(N_("No standards are known for your part of the register."))
        words = Plural(
            "%(met)s of %(count)s standard has evidence.", "%(met)s of %(count)s standards have evidence.", "count"
        )
        return Sentence(words, met=met, count=len(self.standards))

    def amount(self, kind: str) -> Decimal:
        """How much was learnt formally or informally, in the unit of the portfolio."""
        counted = (row for row in self.records if row["kind"] == kind and row["unit"] == self.unit)
        return sum((Decimal(row["amount"]) for row in counted), Decimal(0))

    def example_of(self, record_id: str) -> list[Row]:
        """The practice examples that belong to a record."""
        return [row for row in self.examples if row["record"] == record_id]


@dataclass(frozen=True)
class Covered:
    """A standard and what is linked to it."""

    standard: Standard
    records: tuple[Row, ...]
    examples: tuple[Row, ...]

    @property
    def gap(self) -> bool:
        return not self.records and not self.examples


def _linked(rows: Iterable[Row], code: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if code in row["standards"])


def shown_record(row: Row) -> dict[str, Any]:
    """What a portfolio shows of a learning record."""
    return {name: row[name] for name in _RECORD} | {"standards": list(row["standards"])}


def shown_example(row: Row) -> dict[str, Any]:
    """What a portfolio shows of a practice example."""
    return {name: row[name] for name in _EXAMPLE if name != "record"} | {
        "standards": list(row["standards"]),
        "record": row["cpd_record"],
    }


# what was sent to a supervisor stays as it was sent


def packed(portfolio: Portfolio) -> dict[str, Any]:
    """A portfolio as JSON: dates and amounts as text."""
    known = portfolio.standards
    rows = {
        "records": [_packed(row) for row in portfolio.records],
        "examples": [_packed(row) for row in portfolio.examples],
        "awards": [_packed(row) for row in portfolio.awards],
    }
    standards = [{"code": each.code, "title": each.title, "checked": _written(each.checked)} for each in known]
    about = {name: getattr(portfolio, name) for name in ("name", "number", "part", "unit")}
    days = {
        "starts_on": portfolio.starts_on.isoformat(),
        "ends_on": portfolio.ends_on and portfolio.ends_on.isoformat(),
    }
    files = {id: list(names) for id, names in (portfolio.files or {}).items()}
    return {**about, **days, "standards": standards, **rows, "files": files}


def _packed(row: Row) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def unpacked(kept: Mapping[str, Any]) -> Portfolio:
    """The portfolio that was packed."""
    standards = tuple(Standard(each["code"], each["title"], _day(each["checked"])) for each in kept["standards"])
    return Portfolio(
        **{name: kept[name] for name in ("name", "number", "part", "unit", "files")},
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=_day(kept["ends_on"]),
        standards=standards,
        records=tuple(dict.fromkeys(_RECORD, "") | _read(row) for row in kept["records"]),
        examples=tuple(_read(row) for row in kept["examples"]),
        awards=tuple(_read(row) for row in kept["awards"]),
    )


def _read(row: Row) -> dict[str, Any]:
    dates = {name: _day(row[name]) for name in ("on", "awarded_on", "endorsed_on") if name in row}
    amount = {"amount": Decimal(row["amount"])} if "amount" in row else {}
    return {**row, **dates, **amount}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def worked_until(since: date, work: Sequence[tuple[date | None, date | None]], as_of: date) -> date | None:
    """The last day of the work that a sharing since a day goes with; None while that goes on, or where there is none.

    Work is told by its first and last days; another job at the same place that follows at once carries it on.
    """
    ends = sorted(end for _, end in work if end is not None and since <= end < as_of)
    after = ((end, end + timedelta(days=1)) for end in ends)
    return next((end for end, day in after if not any(_goes_on(job, day) for job in work)), None)


def _goes_on(job: tuple[date | None, date | None], day: date) -> bool:
    start, end = job
    return (start is None or start <= day) and (end is None or end >= day)
