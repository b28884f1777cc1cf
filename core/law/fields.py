"""Reads the fields of an entry and names the line of whatever is wrong."""

from __future__ import annotations

from datetime import date

from councilkit.law.yamltree import Entry, Key, LawError


class Fields:
    """The field readers of one file; every method raises LawError with file and line."""

    def __init__(self, file: str) -> None:
        self.file = file

    def error(self, message: str, entry: Entry) -> LawError:
        return LawError(message, self.file, entry.line)

    def mapping(self, entry: Entry, where: str) -> dict[Key, Entry]:
        if isinstance(entry.value, dict):
            return entry.value
        raise self.error(f"“{where}” must hold “name: …” entries.", entry)

    def fields(self, entry: Entry, where: str, allowed: tuple[str, ...]) -> dict[str, Entry]:
        fields: dict[str, Entry] = {}
        for key, value in self.mapping(entry, where).items():
            if key not in allowed:
                raise self.error(f"“{key}” is not known under “{where}”; use {', '.join(allowed)}.", value)
            fields[str(key)] = value
        return fields

    def text(self, fields: dict[str, Entry], key: str, owner: Entry) -> str:
        text = self.optional_text(fields, key)
        if text:
            return text
        raise self.error(f"“{key}” is missing; write it as text.", fields.get(key, owner))

    def optional_text(self, fields: dict[str, Entry], key: str) -> str | None:
        entry = fields.get(key)
        if entry is None or entry.value is None:
            return None
        if isinstance(entry.value, bool | int | float | date):
            return str(entry.value)
        if isinstance(entry.value, str):
            return entry.value.strip() or None
        raise self.error(f"“{key}” must be text.", entry)

    def optional_date(self, fields: dict[str, Entry], key: str) -> date | None:
        entry = fields.get(key)
        if entry is None or entry.value is None:
            return None
        if isinstance(entry.value, date):
            return entry.value
        raise self.error(f"“{key}” must be a date like 2017-04-01.", entry)

    def choice(self, fields: dict[str, Entry], key: str, allowed: tuple[str, ...], default: str | None) -> str | None:
        entry = fields.get(key)
        if entry is None:
            return default
        if isinstance(entry.value, str) and entry.value in allowed:
            return entry.value
        raise self.error(f"“{key}” must be one of {', '.join(allowed)}.", entry)
