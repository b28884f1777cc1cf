"""Reads a mapping file: TOML that a clerk can write, each mistake told with its place and the mend."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from councilkit.errors import Problem
from councilkit.imports.cleaning import EXCEL, WRITINGS
from councilkit.imports.model import ColumnRule, Layout, Skip
from councilkit.imports.templates import TemplateError, compile_date, compile_shape, placeholders
from councilkit.wording import Sentence

T = TypeVar("T")
_TABLES = ("file", "columns", "constants")
_FILE = {
    "encoding": str,
    "delimiter": str,
    "header_row": int,
    "comma_below": bool,
    "blanks": list,
    "skip": list,
    "ignore": list,
}
_RULE = {
    "from": (str, list),
    "join": str,
    "blanks": list,
    "cut": list,
    "previous": list,
    "take": (str, list),
    "rewrite": dict,
    "dates": (str, list),
    "two_digit_years_from": int,
    "codes": dict,
    "capitals": str,
    "write": str,
    "constant": (str, int, date),
    "only_with": (str, list, dict),
}
_KINDS = {
    str: "a text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    list: 'a list like ["a", "b"]',
}
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";"}


class MappingError(Problem):
    """A mistake in a mapping file; the sentence names its place."""


def load(path: Path, columns: Sequence[str]) -> Layout:
    """Read a mapping file for an import that knows `columns`; raises MappingError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise MappingError(Sentence("%(file)s is not saved as UTF-8. Save it as UTF-8.", file=path.name)) from None
    return parse(text, columns, path.name)


def parse(text: str, columns: Sequence[str], name: str = "mapping") -> Layout:
    """The layout that the text of a mapping file describes; raises MappingError."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        pattern = "%(file)s cannot be read: %(error)s. Texts stand in quotation marks, lists in square brackets."
        raise MappingError(Sentence(pattern, file=name, error=str(error))) from None
    try:
        return _layout(tree, columns, name)
    except TemplateError as error:
        raise MappingError(Sentence("%(file)s: %(error)s", file=name, error=str(error))) from None


def _layout(tree: Mapping[str, Any], columns: Sequence[str], name: str) -> Layout:
    _known("the file", tree, _TABLES)
    for table in tree:
        _typed(f"[{table}]", tree[table], dict)
    file = tree.get("file", {})
    _checked("[file]", file, _FILE)
    rules = {column: _constant(column, value) for column, value in tree.get("constants", {}).items()}
    for column, value in tree.get("columns", {}).items():
        if column in rules:
            raise _wrong(f"[columns] {column}", Sentence("It stands under [constants] too: keep one of the two."))
        rules[column] = _rule(column, value)
    _known("[columns]", rules, columns)
    for column, rule in rules.items():
        _known(f"[columns.{column}] only_with", rule.only_with, columns)
    return Layout(
        encoding=file.get("encoding", ""),
        delimiter=_delimiter(file.get("delimiter", "")),
        header_row=_positive("[file] header_row", file.get("header_row", 1)),
        comma_below=file.get("comma_below", False),
        blanks=_texts("[file] blanks", file.get("blanks", ())),
        skip=tuple(_skip(item) for item in file.get("skip", ())),
        ignore=_texts("[file] ignore", file.get("ignore", ())),
        columns=rules,
        name=name,
    )


def _rule(column: str, value: Any) -> ColumnRule:
    place = f"[columns.{column}]"
    if isinstance(value, str):
        return ColumnRule(source=(value,))
    _typed(place, value, dict)
    _checked(place, value, _RULE)
    if ("from" in value) == ("constant" in value):
        raise _wrong(place, Sentence('Write either from = "the file\'s column" or constant = "a value".'))
    if "constant" in value:
        rule = _constant(column, value["constant"])
        return ColumnRule(constant=rule.constant, only_with=_conditions(place, value.get("only_with", ())))
    texts = {key: _texts(f"{place} {key}", value.get(key, ())) for key in ("from", "cut", "previous", "take", "dates")}
    blanks = _texts(f"{place} blanks", value["blanks"]) if "blanks" in value else None
    _check_shapes(place, texts, value)
    return ColumnRule(
        source=texts["from"],
        join=value.get("join", " "),
        blanks=blanks,
        cut=texts["cut"],
        previous=texts["previous"],
        take=texts["take"],
        rewrite=_words(f"{place} rewrite", value.get("rewrite", {})),
        dates=texts["dates"],
        two_digit_years_from=value.get("two_digit_years_from"),
        codes=_words(f"{place} codes", value.get("codes", {})),
        capitals=value.get("capitals", ""),
        write=value.get("write", ""),
    )


def _check_shapes(place: str, texts: Mapping[str, tuple[str, ...]], value: Mapping[str, Any]) -> None:
    """Every shape and date order can be understood, and no two date orders read one date differently."""
    for shape in texts["previous"]:
        compile_shape(shape, whole=False)
    for shape in texts["take"]:
        compile_shape(shape, whole=True)
        if "value" not in placeholders(shape):
            raise _wrong(f"{place} take", Sentence("“%(shape)s” must say which part to keep: {value}.", shape=shape))
    for shape, into in value.get("rewrite", {}).items():
        compile_shape(shape, whole=True)
        for unknown in placeholders(str(into)) - placeholders(shape):
            pattern = "“%(into)s” uses {%(part)s}, which “%(shape)s” does not have."
            raise _wrong(f"{place} rewrite", Sentence(pattern, into=into, part=unknown, shape=shape))
    _check_dates(place, [order for order in texts["dates"] if order != EXCEL])
    if "write" in value and placeholders(value["write"]) != {"value"}:
        raise _wrong(f"{place} write", Sentence('Say where the value goes: write = "RO-{value}".'))
    if value.get("capitals", "") not in ("", *WRITINGS):
        raise _wrong(f"{place} capitals", Sentence("Write one of %(all)s.", all=", ".join(WRITINGS)))


def _check_dates(place: str, orders: Sequence[str]) -> None:
    for order in orders:
        compile_date(order)
    seen: dict[str, str] = {}
    for order in orders:
        apart = order.replace("day", "#").replace("month", "#")
        if apart in seen and seen[apart] != order:
            pattern = "“%(one)s” and “%(other)s” read one date in two ways: keep the one that the file means."
            raise _wrong(f"{place} dates", Sentence(pattern, one=seen[apart], other=order))
        seen[apart] = order


def _constant(column: str, value: Any) -> ColumnRule:
    _typed(f"{column} (constant)", value, (str, int, date))
    return ColumnRule(constant=value.isoformat() if isinstance(value, date) else str(value))


def _conditions(place: str, value: Any) -> dict[str, tuple[str, ...]]:
    """The columns, and for each the values that count; none named: any."""
    if isinstance(value, dict):
        return {name: _texts(f"{place} only_with {name}", wanted) for name, wanted in value.items()}
    return dict.fromkeys(_texts(f"{place} only_with", value), ())


def _skip(item: Any) -> Skip:
    place = "[file] skip"
    _typed(place, item, dict)
    _checked(place, item, {"column": str, "starts_with": str})
    if set(item) != {"column", "starts_with"} or not item["starts_with"].strip():
        raise _wrong(place, Sentence('Write it like { column = "No.", starts_with = "TOTAL" }.'))
    return Skip(item["column"], item["starts_with"])


def _delimiter(text: str) -> str:
    found = _DELIMITERS.get(text.strip().lower(), text)
    if len(found) > 1 or found in ('"', "\n", "\r"):
        raise _wrong("[file] delimiter", Sentence('Write one sign, like ";", or "tab".'))
    return found


def _positive(place: str, number: int) -> int:
    if number < 1:
        raise _wrong(place, Sentence("Write the number of the line that holds the column names, 1 for the first."))
    return number


def _checked(place: str, table: Mapping[str, Any], kinds: Mapping[str, Any]) -> None:
    _known(place, table, kinds)
    for key, value in table.items():
        _typed(f"{place} {key}", value, kinds[key])


def _known(place: str, found: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    for name in found:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            if near:
                raise _wrong(
                    place, Sentence("“%(name)s” is not known. Did you mean “%(near)s”?", name=name, near=near[0])
                )
            raise _wrong(place, Sentence("“%(name)s” is not known. Known: %(all)s.", name=name, all=", ".join(names)))


def _typed(place: str, value: Any, kind: Any) -> None:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise _wrong(place, Sentence("Write %(kind)s.", kind=_KINDS.get(kinds[0], 'a table like { key = "value" }')))


def _texts(place: str, value: Any) -> tuple[str, ...]:
    _typed(place, value, (str, list, tuple))
    items = (value,) if isinstance(value, str) else tuple(value)
    for item in items:
        _typed(place, item, str)
    return items


def _words(place: str, value: Mapping[str, Any]) -> dict[str, str]:
    for item in value.values():
        _typed(place, item, (str, int))
    return {word: str(code) for word, code in value.items()}


def _wrong(place: str, sentence: str) -> MappingError:
    return MappingError(Sentence("Mapping file, %(place)s: %(sentence)s", place=place, sentence=sentence))
