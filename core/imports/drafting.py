"""Drafts a mapping file for a foreign CSV file: what can be seen is filled in, what cannot is left to the clerk."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from councilkit.errors import Problem
from councilkit.fields.cleaning import one_line
from councilkit.imports.encoding import detect, guessed, title_of
from councilkit.imports.model import Layout
from councilkit.imports.reading import Source, open_source
from councilkit.imports.schemas import columns_of, required_of, schema_of
from councilkit.register.names import fold

LOOKED_AT = 2_000  # rows
MOST_WORDS = 12  # a column with more different cells is no list of words
_CEDILLA = re.compile("[şţŞŢ]")
_ORDERS = (
    (r"\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})", "day.month.year"),
    (r"\d{1,2}/\d{1,2}/(\d{4}|\d{2})", "day/month/year"),
    (r"\d{1,2}-\d{1,2}-(\d{4}|\d{2})", "day-month-year"),
    (r"\d{4}-\d{2}-\d{2}", "year-month-day"),
    (r"\d{1,2} \w+ \d{4}", "day month year"),
)
# folded names of columns as registers have them -> ours
_USUAL = {
    "registration_number": "number|registration no|registration number|reg no|nr|nr registru|nr registru an|numar|cod",
    "given_names": "first name|given name|given names|forename|prenume",
    "family_name": "last name|surname|family name|nume|nume de familie",
    "previous_names": "former name|previous name|maiden name|nume anterior",
    "date_of_birth": "born|birth date|date of birth|dob|data nasterii",
    "gender": "gender|sex",
    "email": "email|e mail|mail|email address",
    "phone": "phone|telephone|mobile|telefon|tel",
    "area_code": "county|area|region|judet|jud",
    "settlement": "settlement|mediu|urban rural",
    "employer": "employer|workplace|angajator|loc de munca",
    "registered_on": "registered|registered on|registration date|data inscrierii|data inregistrarii|since",
    "expires_on": "expires|expiry|valid until|valabil pana la",
    "step": "step|grade|treapta|grad",
    "status": "status|state|stare|statut",
    "qualification_institution": "university|school|facultate|facultatea|universitate",
    "qualification_awarded_year": "year of degree|graduation year|anul licentei|an absolvire",
    "role": "role|post|functie",
    "starts_on": "from|start|de la",
    "ends_on": "until|end|pana la",
    "award": "award|degree|qualification|diploma",
    "institution": "university|school|institution|facultate|universitate",
    "on": "date|day|data",
    "title": "title|course|activity|curs|titlu",
    "amount": "hours|credits|amount|ore|credite",
    "provider": "provider|organiser|furnizor|organizator",
}


def draft(path: Path, kind: str) -> str:
    """The text of a mapping file to begin with; raises Problem for what is no CSV file."""
    encoding = _encoding(path)
    source = open_source(path, Layout(encoding=encoding))
    columns = _cells(source)
    found = _matches(source.header, columns_of(kind))
    fields = schema_of(kind, ()).load_fields
    lines = [*_file_part(source, encoding, columns, found), "", *_constants_part(kind, found), "", "[columns]"]
    for name in columns_of(kind):
        if name in found:
            codes = [option[0] for option in getattr(fields[name], "choices", ()) if name != "part"]
            lines += _column_part(name, source.header[found[name]], columns[found[name]], codes)
    missing = [name for name in required_of(kind) if name not in found and name != "part"]
    lines += [f'# {name} = "..."   # needed: which column holds it?' for name in missing]
    return "\n".join(lines) + "\n"


def _encoding(path: Path) -> str:
    try:
        return detect(path)
    except Problem:
        guess = guessed(path)
        if not guess:
            raise
        return title_of(guess).lower()


def _cells(source: Source) -> list[Counter[str]]:
    """How often each cell stands in each column, in the first rows."""
    batch = next(iter(source.batches(LOOKED_AT)))
    return [Counter(cell.strip() for cell in batch.frame[str(place)]) for place in range(len(source.header))]


def _matches(header: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """The place of the column that each of ours is likely in; no column is taken twice."""
    folded = {fold(heading): place for place, heading in enumerate(header)}
    found: dict[str, int] = {}
    for exact in (True, False):
        for name in names:
            usual = [name.replace("_", " "), *_USUAL.get(name, "").split("|")]
            free = {heading: place for heading, place in folded.items() if place not in found.values()}
            if name not in found:
                match = next((word for word in usual if word in free), None) if exact else _close(usual, free)
                if match:
                    found[name] = free[match]
    return found


def _close(usual: Sequence[str], free: dict[str, int]) -> str | None:
    near = (get_close_matches(word, list(free), n=1, cutoff=0.85) for word in usual if len(word) > 3)
    return next((match[0] for match in near if match), None)


def _file_part(source: Source, encoding: str, columns: list[Counter[str]], found: dict[str, int]) -> Iterator[str]:
    yield f"# How {source.path.name} becomes ours. Lines that begin with # are for people."
    yield "[file]"
    yield f"encoding = {_text(encoding)}"
    yield f"delimiter = {_text(source.delimiter)}"
    if any(_CEDILLA.search(cell) for cells in columns for cell in cells):
        yield "comma_below = true   # ş and ţ become ș and ț"
    blanks = sorted({cell for cells in columns for cell in cells if re.fullmatch(r"[-–./]+", cell)})
    yield f"blanks = {_list(blanks)}   # cells that mean nothing"
    unused = [heading for place, heading in enumerate(source.header) if heading and place not in found.values()]
    yield f"ignore = {_list(unused)}   # columns that are not taken over: look whether one belongs below"


def _constants_part(kind: str, found: dict[str, int]) -> Iterator[str]:
    yield "[constants]"
    if "part" not in found:
        needed = "part" in required_of(kind)
        yield f'{"" if needed else "# "}part = "..."   # like ro.social_worker; `councilkit plugins --json` lists them'


def _column_part(name: str, heading: str, cells: Counter[str], codes: Sequence[str]) -> Iterator[str]:
    """The rule of one column, and what stands in it where that is a list of words; `codes` are what it may become."""
    said = Counter({cell: count for cell, count in cells.items() if cell})
    orders = [order for shape, order in _ORDERS if any(re.fullmatch(shape, cell) for cell in said)]
    if _is_date(name) and orders and orders != ["year-month-day"]:
        yield f"{name} = {{ from = {_text(heading)}, dates = {_list(orders)} }}"
        if any(re.fullmatch(r"\d{1,2}\D\d{1,2}\D\d{2}", cell) for cell in said):
            yield "#   some years have two digits: add two_digit_years_from = 1930, or another first year"
        return
    unknown = [cell for cell in dict.fromkeys(map(str.casefold, said)) if cell not in codes]
    if codes and unknown and len(unknown) <= MOST_WORDS:
        pairs = ", ".join(f'{_text(cell)} = "?"' for cell in unknown)
        yield f"{name} = {{ from = {_text(heading)}, codes = {{ {pairs} }} }}   # each is one of: {', '.join(codes)}"
        return
    yield f"{name} = {_text(heading)}"
    if 1 < len(said) <= MOST_WORDS:
        words = ", ".join(f"{one_line(cell)[:40]} ({count})" for cell, count in said.most_common())
        yield f"#   holds: {words}"


def _is_date(name: str) -> bool:
    return name == "on" or name.endswith("_on") or name == "date_of_birth"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
