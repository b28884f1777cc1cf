"""Finds the rows of a batch that are surely valid, all at once, and what the schema would load of them.

For each kind of field there is a twin here that is never laxer than the field itself: a cell passes only if it is sure
that the field takes it, and then the twin's value is the field's own. Every other row goes to the schema, which alone
decides. A field of another kind, or with validators of its own, is itself asked, once for each value of the column;
where the values are too many for that, only empty cells pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from marshmallow import ValidationError

from councilkit import fields
from councilkit.fields.base import today
from councilkit.imports.rules import Needed, NotBefore, Rule
from councilkit.imports.schemas import PreviousNames, Row

# control characters, marks that cannot be seen, every blank but the plain one, and what lies at the end of the plane
_UNSAFE = (
    r"[\x00-\x1f\x7f-\xa0\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{1680}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{2000}-\u{200f}"
    r"\u{2028}-\u{202f}\u{205f}-\u{206f}\u{3000}\u{feff}\u{fff0}-\u{10ffff}]"
    r"|^ | $|  "
)
# letters in every version of Unicode that Python may know
_LETTER = (
    r"[A-Za-z\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{24f}\u{391}-\u{3a1}\u{3a3}-\u{3c9}\u{410}-\u{44f}\u{e01}-\u{e30}"
    r"\u{5d0}-\u{5ea}\u{621}-\u{63a}\u{641}-\u{64a}\u{905}-\u{939}\u{1000}-\u{102a}\u{1780}-\u{17b3}\u{3041}-\u{3096}"
    r"\u{30a1}-\u{30fa}\u{4e00}-\u{9fa5}\u{ac00}-\u{d7a3}]"
)
MOST_ASKED = 1_000
_TURKISH = "[ĞğİıÇçÖöÜü]"
_EMAIL = (
    r"^[A-Za-z0-9_%+'-]{1,30}(?:\.[A-Za-z0-9_%+'-]{1,30}){0,1}@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}[a-z][a-z0-9-]{0,20}[a-z0-9]$"
)
_YES = ("yes", "y", "true", "1", "on", "da")
_NO = ("no", "n", "false", "0", "off", "nu")


@dataclass(frozen=True)
class Twin:
    """What a field says of a whole column: which cells that are not empty surely pass, and their values."""

    passes: pl.Expr
    value: pl.Expr


@dataclass(frozen=True)
class Screened:
    """The rows that passed, as the schema would load them (empty = null), and a mark for each row of the batch."""

    loaded: pl.DataFrame
    passed: pl.Series


def dtype_of(field: Any) -> pl.DataType:
    """The column type of a field's loaded values; amounts are whole hundredths."""
    for kind, dtype in _DTYPES:
        if isinstance(field, kind):
            return dtype
    return pl.String()


_DTYPES: tuple[tuple[type, pl.DataType], ...] = (
    (fields.IsoDate, pl.Date()),
    (fields.Amount, pl.Int64()),
    (fields.Whole, pl.Int64()),
    (fields.YesNo, pl.Boolean()),
    (fields.Choices, pl.List(pl.String())),
)


def column_value(field: Any, value: Any) -> Any:
    """A value that the schema loaded, as it stands in a column: empty is None, an amount is in hundredths."""
    if value is None or value == "" or value == []:
        return None
    return int(value * 100) if isinstance(field, fields.Amount) else value


def screen(schema: Row, cells: pl.DataFrame) -> Screened:
    """Pass what is surely valid of a frame of text columns named like the schema's fields (null = empty)."""
    passes, values = [], []
    for name, field in schema.load_fields.items():
        if name not in cells.columns:
            cells = cells.with_columns(pl.lit(None, pl.String).alias(name))
        twin = _twin(field, pl.col(name))
        empty = pl.col(name).is_null() if not field.required else pl.lit(False)
        passes.append((empty | twin.passes.fill_null(False)).alias(f"{name} passes"))
        values.append(_with_default(field, twin.value.cast(dtype_of(field))).alias(name))
    done = cells.select(*values, *passes)
    names = list(schema.load_fields)
    passed = done.select(pl.all_horizontal(f"{name} passes" for name in names)).to_series()
    loaded = done.select(names)
    for rule in schema.rules:
        passed &= ~loaded.select(_broken(rule).fill_null(False)).to_series()
    return Screened(loaded.filter(passed), passed)


def _with_default(field: Any, value: pl.Expr) -> pl.Expr:
    """What the schema loads where nothing is said: an hour, no, or simply nothing."""
    default = None if field.required else field.load_default
    default = column_value(field, default() if callable(default) else default)
    return value if default is None else value.fill_null(default)


def _broken(rule: Rule) -> pl.Expr:
    if isinstance(rule, NotBefore):
        return pl.col(rule.field) < pl.col(rule.other)
    assert isinstance(rule, Needed)
    counts = [pl.col(name).is_in(rule.values) if rule.values else pl.col(name).is_not_null() for name in rule.given]
    return pl.col(rule.field).is_null() & pl.any_horizontal(counts)


def _twin(field: Any, cell: pl.Expr) -> Twin:
    make = _TWINS.get(type(field))
    return (make if make and not field.validators else _asked)(field, cell)


def _asked(field: Any, cell: pl.Expr) -> Twin:
    """The field itself says what it takes of each different value."""
    dtype = dtype_of(field)

    def values(cells: pl.Series) -> pl.Series:
        different = cells.drop_nulls().unique()
        known = {} if len(different) > MOST_ASKED else {text: _answer(field, text) for text in different}
        return pl.Series([known.get(text) for text in cells], dtype=dtype)

    value = cell.map_batches(values, return_dtype=dtype)
    return Twin(value.is_not_null(), value)


def _answer(field: Any, text: str) -> Any:
    try:
        return column_value(field, field.deserialize(text))
    except ValidationError:
        return None


def _clean(cell: pl.Expr, field: Any) -> pl.Expr:
    length = cell.str.len_chars()
    fits: pl.Expr = (length <= field.max_length) & (length >= field.min_length)
    return fits & ~cell.str.contains(_UNSAFE) & (cell.str.normalize("NFC") == cell)


def _text(field: Any, cell: pl.Expr) -> Twin:
    return Twin(_clean(cell, field), cell)


def _person_name(field: Any, cell: pl.Expr) -> Twin:
    return Twin(_clean(cell, field) & cell.str.contains(_LETTER), _comma_below(cell))


def _comma_below(cell: pl.Expr) -> pl.Expr:
    """What `fields.comma_below` does: a Turkish name keeps its ş."""
    with_t = cell.str.replace_many(["Ţ", "ţ"], ["Ț", "ț"])
    with_s = with_t.str.replace_many(["Ş", "ş"], ["Ș", "ș"])
    return pl.when(cell.str.contains(_TURKISH)).then(with_t).otherwise(with_s)


def _previous_names(field: Any, cell: pl.Expr) -> Twin:
    """One former name; several, or a full one, are for the field itself."""
    one = _person_name(field.name_field, cell)
    return Twin(one.passes & ~cell.str.contains("[;,]"), one.value)


def _email(field: Any, cell: pl.Expr) -> Twin:
    return Twin(cell.str.contains(_EMAIL), cell)


def _phone(field: Any, cell: pl.Expr) -> Twin:
    digits = cell.str.replace_all(r"[ ().\-/]", "").str.replace("^00", "+")
    return Twin(cell.str.contains(r"^\+?[0-9 ().\-/]+$") & digits.str.contains(r"^\+?[0-9]{5,15}$"), digits)


def _code(field: Any, cell: pl.Expr) -> Twin:
    value = cell.str.to_uppercase() if field.upper else cell
    plain = cell.str.contains("^[!-~](?:[ -~]*[!-~])?$") & (cell.str.len_chars() <= field.max_length)
    return Twin(plain & value.str.contains(f"^(?:{field.pattern.pattern})$"), value)


def _choice(field: Any, cell: pl.Expr) -> Twin:
    return Twin(cell.is_in([option[0] for option in field.choices]), cell)


def _choices(field: Any, cell: pl.Expr) -> Twin:
    """Codes parted by semicolons, as files have them; a list of allowed codes is for the field itself."""
    codes = cell.str.split(";")
    plain = cell.str.contains(r"^[!-:<-~]+(?:;[!-:<-~]+)*$") & (codes.list.n_unique() == codes.list.len())
    return Twin(plain & pl.lit(not field.choices), codes)


def _iso_date(field: Any, cell: pl.Expr) -> Twin:
    day = cell.str.to_date("%Y-%m-%d", strict=False)
    passes = cell.str.contains("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") & (day >= date(1800, 1, 1)) & (day <= date(2399, 12, 31))
    earliest, latest = _bound(field.earliest), _bound(field.latest)
    if earliest is not None:
        passes &= day >= earliest
    if latest is not None:
        passes &= day <= latest
    return Twin(passes, day)


def _bound(bound: Any) -> date | None:
    if bound == "today":
        return today()
    found: date | None = bound() if callable(bound) else bound
    return found


def _whole(field: Any, cell: pl.Expr) -> Twin:
    number = cell.str.to_integer(strict=False)
    return Twin(cell.str.contains("^[0-9]{1,9}$") & _within(number, field.least, field.most), number)


def _amount(field: Any, cell: pl.Expr) -> Twin:
    parts = cell.str.replace(",", ".", literal=True).str.splitn(".", 2)
    whole = parts.struct[0].str.to_integer(strict=False)
    rest = parts.struct[1].fill_null("").str.pad_end(2, "0").str.to_integer(strict=False)
    hundredths = whole * 100 + rest
    plain = cell.str.contains("^[0-9]{1,9}(?:[.,][0-9]{1,2})?$") & pl.lit(field.decimal_places == 2)
    least, most = (None if bound is None else int(Decimal(bound) * 100) for bound in (field.least, field.most))
    return Twin(plain & _within(hundredths, least, most), hundredths)


def _within(number: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
    passes = number.is_not_null()
    if least is not None:
        passes &= number >= least
    if most is not None:
        passes &= number <= most
    return passes


def _yes_no(field: Any, cell: pl.Expr) -> Twin:
    return Twin(cell.is_in([*_YES, *_NO]), cell.is_in(list(_YES)))


_TWINS: Mapping[type, Callable[[Any, pl.Expr], Twin]] = {
    fields.Text: _text,
    fields.LongText: _text,
    fields.PersonName: _person_name,
    PreviousNames: _previous_names,
    fields.Email: _email,
    fields.Phone: _phone,
    fields.Code: _code,
    fields.Choice: _choice,
    fields.Choices: _choices,
    fields.IsoDate: _iso_date,
    fields.Whole: _whole,
    fields.Amount: _amount,
    fields.YesNo: _yes_no,
}
