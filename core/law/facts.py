"""What the law is asked about: facts of one registrant or of all, as polars frames with one row a fact.

Amounts, of learning and of money, are whole hundredths. A registrant is an entry in one part of a register; a person
may have several. `again` of a learning record is worked out where it is not given. A qualification without a code is
one that nobody has matched to the catalogue; `award` is how it was written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

TEXT, DAY, WHOLE, YES = pl.String(), pl.Date(), pl.Int64(), pl.Boolean()

SCHEMAS: Mapping[str, Mapping[str, pl.DataType]] = {
    "registrants": {
        "registrant": TEXT, "person": TEXT, "part": TEXT, "role": TEXT, "step": TEXT, "area": TEXT, "employer": TEXT,
        "role_since": DAY, "born_on": DAY, "registered_on": DAY, "term_start": DAY, "term_end": DAY,
    },
    "learning": {
        "registrant": TEXT, "id": TEXT, "on": DAY, "amount": WHOLE, "unit": TEXT, "category": TEXT, "kind": TEXT,
        "peer_reflection": YES, "reflection": YES, "impact": YES, "standards": pl.List(pl.String), "helper": TEXT,
        "fingerprint": TEXT, "again": YES,
    },
    "employment": {
        "registrant": TEXT, "id": TEXT, "starts_on": DAY, "ends_on": DAY, "share": WHOLE, "role": TEXT, "attested": YES,
    },
    "qualifications": {"registrant": TEXT, "id": TEXT, "code": TEXT, "awarded_on": DAY, "award": TEXT},
    "orders": {"registrant": TEXT, "id": TEXT, "kind": TEXT, "effect": TEXT, "starts_on": DAY, "ends_on": DAY},
    "conditions": {
        "registrant": TEXT, "id": TEXT, "kind": TEXT, "imposed_on": DAY, "due_on": DAY, "fulfilled_on": DAY,
        "confirmed_by": TEXT,
    },
    "payments": {"registrant": TEXT, "id": TEXT, "fee": TEXT, "amount": WHOLE, "paid_on": DAY},
    "declarations": {"registrant": TEXT, "id": TEXT, "kind": TEXT, "signed_on": DAY},
    "leave": {"registrant": TEXT, "id": TEXT, "starts_on": DAY, "ends_on": DAY},
    "decisions": {
        "registrant": TEXT, "id": TEXT, "kind": TEXT, "requirement": TEXT, "starts_on": DAY, "ends_on": DAY,
        "reason": TEXT,
    },
    "statuses": {"person": TEXT, "status": TEXT, "starts_on": DAY, "ends_on": DAY},
}  # fmt: skip
_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "learning": {"unit": "hour", "category": "", "peer_reflection": False, "reflection": False, "impact": False},
    "employment": {"share": 100, "attested": False},
}
_EMPTY = {name: pl.DataFrame(schema=dict(schema)) for name, schema in SCHEMAS.items()}
_FEW = 10_000  # records that are looked through at once; more are first told apart by their hashes


class FactsError(ValueError):
    """Facts that cannot be used; the message names frame and column."""


@dataclass(frozen=True)
class Facts:
    """The frames by name, each with every column of its schema; what is not given is empty."""

    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, **frames: pl.DataFrame) -> "Facts":
        """Facts from frames that may lack columns; raises FactsError for what is not known or has the wrong type."""
        unknown = set(frames) - set(SCHEMAS)
        if unknown:
            raise FactsError(f"There are no facts called “{min(unknown)}”; use {', '.join(SCHEMAS)}.")
        whole = {name: _whole(name, frames.get(name, pl.DataFrame())) for name in SCHEMAS}
        whole["learning"] = _once(whole["learning"], whole["registrants"])
        ids = whole["registrants"]["registrant"]
        if ids.null_count() or ids.n_unique() < len(ids):
            raise FactsError("Each registrant of “registrants” stands there once, with a code of its own.")
        return cls(whole)

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.frames[name]

    def of_part(self, part: str) -> "Facts":
        """The facts of one part of the register."""
        registrants = self["registrants"]
        return self.only(registrants.filter(pl.col("part") == part)["registrant"])

    def only(self, registrants: Iterable[str]) -> "Facts":
        """The facts of some registrants; who held which status is kept of everybody."""
        named = list(registrants)
        if len(named) == self["registrants"].height == 1 and named == self["registrants"]["registrant"].to_list():
            return self  # the most usual question, about one person
        wanted = pl.DataFrame({"registrant": pl.Series(named, dtype=pl.String)})
        return Facts(
            {
                name: frame
                if name == "statuses"
                else frame.join(wanted, on="registrant", how="semi", maintain_order="left")
                for name, frame in self.frames.items()
            }
        )


def _once(learning: pl.DataFrame, registrants: pl.DataFrame) -> pl.DataFrame:
    """Mark records whose content (`fingerprint`) the same person has already, in whatever part: they count once.

    The first in the order of the frame counts.
    """
    if learning.is_empty():
        return learning
    if learning["again"].null_count() < learning.height or learning["fingerprint"].null_count() == learning.height:
        return learning.with_columns(pl.col("again").fill_null(False))
    if learning.height <= _FEW and learning["fingerprint"].drop_nulls().is_unique().all():
        return learning.with_columns(pl.lit(False).alias("again"))
    owners = registrants.select("registrant", pl.coalesce("person", "registrant").alias("owner"))
    said = (
        learning.lazy().select("registrant", "fingerprint").with_row_index("place").join(owners.lazy(), on="registrant")
    )
    # few are alike: their hashes find them, and then they are compared in full
    alike = (pl.col("owner").hash() ^ pl.col("fingerprint").hash(1)).is_duplicated()
    several = said.filter(pl.col("fingerprint").is_not_null()).filter(alike).sort("place").collect()
    again = several.filter(~pl.struct("owner", "fingerprint").is_first_distinct())["place"]
    marked = pl.select(pl.repeat(False, learning.height, eager=False).alias("again")).to_series()
    return learning.with_columns(marked.scatter(again, True))


def _whole(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    schema, defaults = SCHEMAS[name], _DEFAULTS.get(name, {})
    extra = set(frame.columns) - set(schema)
    if extra:
        raise FactsError(f"“{name}” has no column “{min(extra)}”; use {', '.join(schema)}.")
    if frame.is_empty():
        return _EMPTY[name]
    columns = []
    for column, dtype in schema.items():
        given = pl.col(column) if column in frame.columns else pl.lit(None)
        value = given.cast(dtype)
        columns.append((value.fill_null(defaults[column]) if column in defaults else value).alias(column))
    try:
        return frame.select(columns)
    except pl.exceptions.PolarsError as error:
        raise FactsError(f"A column of “{name}” has the wrong type: {error}") from None
