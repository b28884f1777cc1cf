"""Column headers of a form: their many spellings, and the language that each is in."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from councilkit.censuses.questionnaire.model import Language
from councilkit.censuses.questionnaire.problems import Problem
from councilkit.censuses.questionnaire.sheets import Row, Sheet

TRANSLATED = {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "audio",
    "video",
    "big-image",
}
_ALIASES = {
    "caption": "label",
    "command": "type",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "list name": "list_name",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_PREFIXES = {"media", "bind", "control", "body", "instance"}
_CODED = re.compile(r"(?P<name>.*?)\s*\(\s*(?P<code>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)")
_OWN_NAMES = "en ro fr de es pt it nl hu pl ru uk bg tr ar th vi id ms my km lo fil zh"


@dataclass(frozen=True)
class Header:
    """A column: what it holds, in which language (blank: any), and its header as written."""

    column: str
    language: str
    written: str


@dataclass
class Table:
    """A sheet with its headers understood."""

    name: str
    headers: dict[int, Header] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The places of every column; a translated one has several."""
        found: dict[str, list[int]] = {}
        for place, header in self.headers.items():
            found.setdefault(header.column, []).append(place)
        return found

    def written(self, column: str) -> str:
        """The header of a column as the file writes it, for naming the place of a fault."""
        return self.headers[self.places[column][0]].written if column in self.places else column

    def value(self, row: Row, column: str) -> str:
        """The text of a cell, of the first column so named that has one."""
        return next((row.cells[place] for place in self.places.get(column, ()) if place in row.cells), "")

    def texts(self, row: Row, column: str) -> dict[str, str]:
        """The texts of a translated column by language code."""
        places = [place for place in self.places.get(column, ()) if place in row.cells]
        return {self.headers[place].language: row.cells[place] for place in reversed(places)}

    def others(self, row: Row, known: set[str]) -> dict[str, str]:
        """The texts of the columns that are not in `known`, by header as written."""
        return {h.written: row.cells[p] for p, h in self.headers.items() if h.column not in known and p in row.cells}


def understand(sheet: Sheet, problems: list[Problem]) -> Table:
    """A sheet's headers and rows; faults of headers are added to `problems`."""
    table = Table(sheet.name, rows=sheet.rows[1:])
    first = sheet.rows[0] if sheet.rows else Row(1, {})
    seen: dict[tuple[str, str], str] = {}
    for place, written in first.cells.items():
        header = parse_header(written)
        key = (header.column, header.language)
        if key in seen and any(place in row.cells for row in table.rows):
            message = f"The column '{written}' says the same as the column '{seen[key]}'"
            problems.append(Problem(sheet.name, first.number, written, message, "Keep one of the two."))
        if "${" in written or written.startswith("$"):
            message = f"The header '{written}' looks like a reference, not like a column"
            problems.append(
                Problem(sheet.name, first.number, written, message, "Rename or remove the column.", fatal=False)
            )
        seen.setdefault(key, written)
        table.headers.setdefault(place, header)
    return table


def parse_header(written: str) -> Header:
    """What a header means: `label::Română (ro)`, `Constraint Message`, `media::image::English`, `bind::relevant`."""
    parts = [part.strip() for part in re.split(r"\s*::\s*", written.strip())]
    if len(parts) == 1 and ":" in written and not written.lower().startswith("jr:"):
        head, _, tail = written.partition(":")
        parts = [head.strip(), tail.strip()] if _plain(head) in TRANSLATED | {"media"} else parts
    if len(parts) > 1 and _plain(parts[0]) in _PREFIXES:
        parts = parts[1:]
    column = _plain(parts[0])
    if column in TRANSLATED or column == "form_title":
        return Header(column, language_of(parts[1]).code if len(parts) > 1 and parts[1] else "", written)
    return Header(column if len(parts) == 1 else "::".join([column, *parts[1:]]), "", written)


def _plain(text: str) -> str:
    name = re.sub(r"[\s_]+", "_", text.strip().lower())
    return _ALIASES.get(name, _ALIASES.get(name.replace("_", " "), name))


@lru_cache(maxsize=256)
def language_of(text: str) -> Language:
    """A language as a header or the settings name it: `Română (ro)`, `en`, `French`."""
    written = text.strip()
    if match := _CODED.fullmatch(written):
        return Language(match["code"].replace("_", "-").lower(), match["name"] or match["code"])
    if re.fullmatch(r"[a-z]{2,3}", written.lower()) and (name := _own_name(written.lower())):
        return Language(written.lower(), name)
    code = _code_by_name().get(written.casefold())
    return Language(code or re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-") or "und", written)


@lru_cache(maxsize=1)
def _code_by_name() -> dict[str, str]:
    """Codes of languages by their English and (for some) own names."""
    from babel import Locale

    named = {name.casefold(): code for code, name in Locale("en").languages.items() if len(code) <= 3}
    return named | {(_own_name(code) or code).casefold(): code for code in _OWN_NAMES.split()}


def _own_name(code: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code).get_language_name() or "").capitalize()
    except (UnknownLocaleError, ValueError):
        return ""
