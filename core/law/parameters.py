"""Reads law parameters from a folder of YAML files.

A file looks like this::

    sources:
      RULES: {title: "Registration Rules 2017", url: "https://example.org/rules"}
    learning.hours:
      title: Learning in a registration period
      unit: hours
      values:
        2017-04-01: {value: 90, source: RULES, article: "Sch. 3", checked: 2026-11-22}
    restoration.fee:
      title: Fee for restoration
      unknown: The rule names a fee; the amount was not found.
      source: RULES

A source is a code from a ``sources`` block of any file in the folder, or its title written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from councilkit.law.fields import Fields
from councilkit.law.model import CERTAINTIES, DatedValue, Law, Parameter, Source, Unknown, Value
from councilkit.law.yamltree import Entry, Key, LawError, files, read

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\Z")
_CODE = re.compile(r"[A-Z][A-Z0-9-]*\Z")
_PRECISIONS = ("day", "month", "year")
_PARAMETER_KEYS = ("title", "unit", "values", "unknown", "source", "article", "looked")
_VALUE_KEYS = (
    "value", "source", "article", "url", "checked", "certainty", "start", "precision", "not_before", "ends", "note",
)  # fmt: skip


def load(folder: str | Path, *, without: Collection[str] = ()) -> Law:
    """All parameters in the ``*.yaml`` files of a folder and its folders; raises LawError.

    Files named in `without` hold no parameters; their sources are known to the others.
    """
    tops = read_folder(folder)
    sources = read_sources(tops)
    parameters: dict[str, Parameter] = {}
    for path, top in tops.items():
        for parameter in _File(str(path), sources).parameters(top) if path.name not in without else ():
            if parameter.id in parameters:
                first = parameters[parameter.id]
                raise LawError(
                    f"“{parameter.id}” is already defined in {first.file}, line {first.line}; remove one of them.",
                    parameter.file,
                    parameter.line,
                )
            parameters[parameter.id] = parameter
    return Law(parameters)


def read_folder(folder: str | Path) -> dict[Path, dict[Key, Entry]]:
    """The entries of every ``*.yaml`` file of a folder and its folders, by file; raises LawError."""
    root = Path(folder)
    if not root.is_dir():
        raise LawError("there is no such folder.", str(root), 0)
    return {path: _top(path) for path in files(root)}


def _top(path: Path) -> dict[Key, Entry]:
    tree = read(path)
    if tree is None:
        return {}
    if not isinstance(tree.value, dict):
        raise LawError("the file must be a list of “name: …” entries.", str(path), tree.line)
    return tree.value


def read_sources(tops: Mapping[Path, dict[Key, Entry]]) -> dict[str, Source]:
    """The sources that files name, by code; raises LawError."""
    found: dict[str, Source] = {}
    for path, top in tops.items():
        if "sources" not in top:
            continue
        reader = Fields(str(path))
        for code, entry in reader.mapping(top["sources"], "sources").items():
            if not isinstance(code, str) or not _CODE.match(code):
                raise reader.error(f"the source “{code}” needs a code in capitals, like RULES17.", entry)
            if code in found:
                raise reader.error(f"the source “{code}” is already defined; give this one another code.", entry)
            fields = reader.fields(entry, f"source {code}", ("title", "url"))
            found[code] = Source(code, reader.text(fields, "title", entry), reader.optional_text(fields, "url"))
    return found


class Sourced(Fields):
    """The field readers of a file whose entries name sources by code."""

    def __init__(self, file: str, sources: Mapping[str, Source]) -> None:
        super().__init__(file)
        self.sources_by_code = sources

    def source(self, fields: dict[str, Entry], where: str) -> Source:
        """The source that an entry names."""
        entry = fields["source"]
        text = self.text(fields, "source", entry)
        if text in self.sources_by_code:
            return self.sources_by_code[text]
        if _CODE.match(text):
            raise self.error(f"the source “{text}” of “{where}” is not in a “sources” block; add it there.", entry)
        return Source("", text)


class _File(Sourced):
    """Turns the entries of one file into parameters, naming the line of whatever is wrong."""

    def parameters(self, top: dict[Key, Entry]) -> Iterator[Parameter]:
        for id, entry in top.items():
            if id == "sources":
                continue
            if not isinstance(id, str) or not _ID.match(id):
                raise self.error(f"“{id}” is not a parameter id; use small letters, digits, “_” and dots.", entry)
            yield self._parameter(id, entry)

    def _parameter(self, id: str, entry: Entry) -> Parameter:
        fields = self.fields(entry, id, _PARAMETER_KEYS)
        title = self.text(fields, "title", entry)
        unit = self.optional_text(fields, "unit") or ""
        if ("values" in fields) == ("unknown" in fields):
            raise self.error(f"“{id}” needs either “values” or “unknown”.", entry)
        if "unknown" in fields:
            return Parameter(id, title, unit, (), self._unknown(fields, entry), self.file, entry.line)
        for key in ("source", "article", "looked"):
            if key in fields:
                raise self.error(f"“{key}” belongs to each value of “{id}”, not beside them.", fields[key])
        return Parameter(id, title, unit, self._values(id, fields["values"]), None, self.file, entry.line)

    def _unknown(self, fields: dict[str, Entry], entry: Entry) -> Unknown:
        source = self.source(fields, "unknown") if "source" in fields else None
        reason = self.text(fields, "unknown", entry)
        return Unknown(reason, source, self.optional_text(fields, "article"), self.optional_date(fields, "looked"))

    def _values(self, id: str, entry: Entry) -> tuple[DatedValue, ...]:
        rows = self.mapping(entry, id)
        if not rows:
            raise self.error(f"“{id}” has no values; write “unknown” with the reason instead.", entry)
        values: list[DatedValue] = []
        for start, row in sorted(rows.items(), key=lambda item: str(item[0])):
            if not isinstance(start, date):
                raise self.error(f"“{start}” under “{id}” is not a date; write the day it began as 2017-04-01.", row)
            values.append(self._value(id, start, row))
            self._follows(id, values, row)
        return tuple(values)

    def _follows(self, id: str, values: list[DatedValue], row: Entry) -> None:
        if len(values) < 2 or values[-2].ends is None or values[-2].ends < values[-1].start:
            return
        raise self.error(
            f"a value of “{id}” begins on {values[-1].start} although the one before ends on {values[-2].ends}.", row
        )

    def _value(self, id: str, start: date, row: Entry) -> DatedValue:
        fields = self.fields(row, f"{id} on {start}", _VALUE_KEYS)
        if "value" not in fields or fields["value"].value is None:
            raise self.error(f"“{id}” on {start} has no value; write “unknown” with the reason instead.", row)
        if "source" not in fields:
            raise self.error(f"“{id}” on {start} names no source; say where it can be read.", row)
        value = DatedValue(
            value=self._plain(fields["value"]),
            start=start,
            source=self.source(fields, id),
            article=self.optional_text(fields, "article"),
            url=self.optional_text(fields, "url"),
            checked=self._checked(fields),
            certainty=self.choice(fields, "certainty", tuple(CERTAINTIES), None),
            start_known=self.choice(fields, "start", ("read", "unread"), "read") == "read",
            precision=self.choice(fields, "precision", _PRECISIONS, "day") or "day",
            not_before=self.optional_date(fields, "not_before"),
            ends=self.optional_date(fields, "ends"),
            note=self.optional_text(fields, "note") or "",
        )
        for wrong, message in _CONTRADICTIONS:
            if wrong(value):
                raise self.error(f"“{id}” on {start}: {message}", row)
        return value

    def _plain(self, entry: Entry) -> Value:
        if isinstance(entry.value, list):
            return tuple(self._plain(item) for item in entry.value)
        if isinstance(entry.value, dict):
            return MappingProxyType({str(key): self._plain(item) for key, item in entry.value.items()})
        return entry.value

    def _checked(self, fields: dict[str, Entry]) -> date | None:
        entry = fields.get("checked")
        if entry is None or entry.value is False:
            return None
        if isinstance(entry.value, date):
            return entry.value
        raise self.error("“checked” is the day of the comparison, like 2026-11-22, or false.", entry)


_CONTRADICTIONS: tuple[tuple[Callable[[DatedValue], bool], str], ...] = (
    (lambda v: v.ends is not None and v.ends < v.start, "it ends before it begins."),
    (lambda v: v.not_before is not None and v.not_before > v.start, "“not_before” is after the date itself."),
    (lambda v: v.not_before is not None and v.start_known, "“not_before” is only for “start: unread”."),
    (
        lambda v: (v.precision != "day" and v.start.day != 1) or (v.precision == "year" and v.start.month != 1),
        "a start known only by month or year is written as its first day.",
    ),
    (lambda v: v.certainty == "V" and v.checked is None, "certainty V needs the day it was checked."),
    (
        lambda v: v.certainty in ("S", "M", "B") and v.checked is not None,
        "a value that was not read in its source cannot be “checked”; write false.",
    ),
)
