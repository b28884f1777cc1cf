"""Examples that a jurist can write and read: a person, a day, and what the law then says of them.

A file of cases looks like this::

    cases:
      - name: Ninety hours in three years are enough
        requirement: ni.renewal.social_worker/learning
        as_of: 2026-03-31
        registrant: {part: ni.social_worker, registered_on: 2020-04-01, term: 2023-04-01 to 2026-03-31}
        learning:
          - {day: 2024-05-01, amount: 60}
          - {day: 2025-05-01, amount: 30}
        expect: {state: met, found: 90, needed: 90}

After the slash stands a requirement inside the set; `step` and `unknown` may be a part of the sentence. Other facts are
lists called employment, qualifications, orders, conditions, payments, declarations, leave, decisions; `others` are
further entries of the register, with `of` in a row saying whose it is, and `statuses` say which colleague held what
when. Amounts are written as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from councilkit.law.fields import Fields
from councilkit.law.yamltree import Entry, Key, files, read

ME = "me"
EXPECTED = ("state", "found", "needed", "missing", "step", "unknown")
FRAMES = (
    "learning", "employment", "qualifications", "orders", "conditions", "payments", "declarations", "leave",
    "decisions", "statuses", "others",
)  # fmt: skip
_KEYS = ("name", "requirement", "as_of", "registrant", "expect", *FRAMES)


@dataclass(frozen=True)
class Case:
    """One example: rows of facts by frame, and what is expected of one requirement."""

    name: str
    requirement: str
    as_of: date
    frames: Mapping[str, list[dict[str, Any]]]
    expect: Mapping[str, Any]
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


def load_cases(folder: Path) -> Iterator[Case]:
    """All cases of a folder's YAML files, in order; raises LawError with file and line."""
    for path in files(folder):
        tree, reader = read(path), _Cases(str(path))
        if tree is None:
            continue
        top = reader.fields(tree, "the file", ("cases",))
        listed = top["cases"].value if "cases" in top else None
        if not isinstance(listed, list):
            raise reader.error("the file must have “cases:” with a list.", tree)
        yield from (reader.case(entry) for entry in listed)


class _Cases(Fields):
    """Turns entries into cases."""

    def case(self, entry: Entry) -> Case:
        fields = self.fields(entry, "case", _KEYS)
        name = self.text(fields, "name", entry)
        as_of = self.optional_date(fields, "as_of")
        if as_of is None:
            raise self.error(f"the case “{name}” needs “as_of”, the day that is asked about.", entry)
        if "registrant" not in fields or "expect" not in fields:
            raise self.error(f"the case “{name}” needs “registrant” and “expect”.", entry)
        frames = {"registrants": [self._registrant(fields["registrant"], ME)]}
        for other in self._list(fields, "others"):
            frames["registrants"].append(self._registrant(other, self._code(other)))
        for frame in FRAMES[:-1]:
            frames[frame] = [self._row(frame, row, number) for number, row in enumerate(self._list(fields, frame), 1)]
        expect = self.fields(fields["expect"], "expect", EXPECTED)
        wanted = {key: self._expected(key, value) for key, value in expect.items()}
        if not wanted:
            raise self.error(f"the case “{name}” expects nothing; use {', '.join(EXPECTED)}.", fields["expect"])
        return Case(name, self.text(fields, "requirement", entry), as_of, frames, wanted, self.file, entry.line)

    def _list(self, fields: Mapping[str, Entry], key: str) -> list[Entry]:
        if key not in fields:
            return []
        listed = fields[key].value
        if not isinstance(listed, list):
            raise self.error(f"“{key}” must be a list of “- {{…}}” rows.", fields[key])
        return listed

    def _code(self, entry: Entry) -> str:
        value = self.mapping(entry, "others").get("registrant")
        if value is None or not isinstance(value.value, str):
            raise self.error("each of “others” needs “registrant”, a code for it.", entry)
        return value.value

    def _registrant(self, entry: Entry, code: str) -> dict[str, Any]:
        row = self._plain_row(entry)
        if "term" in row:
            row["term_start"], row["term_end"] = self._term(str(row.pop("term")), entry)
        return {"person": "the person", **row, "registrant": code}

    def _term(self, text: str, entry: Entry) -> tuple[date, date | None]:
        first, _, last = text.partition(" to ")
        try:
            return date.fromisoformat(first.strip()), date.fromisoformat(last.strip()) if last else None
        except ValueError:
            raise self.error(f"“{text}” is no term; write it like 2023-04-01 to 2026-03-31.", entry) from None

    def _row(self, frame: str, entry: Entry, number: int) -> dict[str, Any]:
        row = self._plain_row(entry)
        if frame in ("learning", "payments") and "amount" in row:
            row["amount"] = self._hundredths(row["amount"], entry)
        if frame == "learning" and "day" in row:  # a plain “on” is a trap of YAML
            row["on"] = row.pop("day")
        if frame == "statuses":
            return row
        return {"id": f"{frame} {number}", "registrant": row.pop("of", ME), **row}

    def _hundredths(self, value: Any, entry: Entry) -> int:
        """An amount in hundredths."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            hundredths = Decimal(str(value)) * 100
            if hundredths == int(hundredths):
                return int(hundredths)
        raise self.error(f"“{value}” is no amount; write a number with at most two decimals.", entry)

    def _expected(self, key: str, entry: Entry) -> Any:
        value = _plain(entry)
        figure = isinstance(value, int | float) and not isinstance(value, bool)
        if key in ("found", "needed", "missing") and not figure and value is not None:
            raise self.error(f"“{key}” must be a number, or null where the law does not say.", entry)
        return value

    def _plain_row(self, entry: Entry) -> dict[str, Any]:
        return {str(key): _plain(value) for key, value in self.mapping(entry, "row").items()}


def _plain(entry: Entry) -> Any:
    if isinstance(entry.value, list):
        return [_plain(each) for each in entry.value]
    if isinstance(entry.value, dict):
        return {_key(key): _plain(each) for key, each in entry.value.items()}
    return entry.value


def _key(key: Key) -> str:
    return key if isinstance(key, str) else key.isoformat()
