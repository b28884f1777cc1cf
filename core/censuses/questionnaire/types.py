"""The type column of the survey sheet: its many spellings and what each asks for."""

import re
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class RowType:
    """What a row is: a kind of question, `group`, `repeat`, or the `end` of one; with the choice list it names."""

    kind: str
    list_name: str = ""
    with_other: bool = False
    detail: str = ""


_KINDS = {
    "text": "text", "string": "text", "barcode": "text", "email": "meta", "username": "meta",
    "integer": "integer", "int": "integer", "decimal": "decimal", "range": "range", "percentage": "integer",
    "date": "date", "time": "time", "datetime": "datetime", "date time": "datetime",
    "note": "note", "acknowledge": "acknowledge", "trigger": "acknowledge",
    "calculate": "calculate", "hidden": "hidden",
    "start": "meta", "end": "meta", "today": "meta", "deviceid": "meta", "device id": "meta", "phonenumber": "meta",
    "simserial": "meta", "sim id": "meta", "subscriberid": "meta", "subscriber id": "meta", "imei": "meta",
    "audit": "meta", "start-geopoint": "meta", "start time": "meta", "end time": "meta", "background-audio": "meta",
    "phone number": "text",
    "begin group": "group", "begin repeat": "repeat", "begin lgroup": "repeat", "begin looped group": "repeat",
    "end group": "end group", "end repeat": "end repeat", "end lgroup": "end repeat", "end looped group": "end repeat",
}  # fmt: skip
_UNSUPPORTED = {
    "image", "photo", "audio", "video", "file", "geopoint", "gps", "location", "geotrace", "geoshape", "osm", "rank",
    "xml-external", "csv-external", "start-geopoint", "map",
}  # fmt: skip
_SELECT = re.compile(
    r"(?P<command>select_one_from_file|select_multiple_from_file|select one from file|select multiple from file"
    r"|select_one_external|select one external"
    r"|(?:add )?select[ _]one(?: prompt using| from| using)?|select1"
    r"|(?:add )?select[ _]multiple(?: prompt using| from| using)?|select all that apply(?: from)?|rank)"
    r"\s+(?P<list>\S+)(?:\s+(?P<other>or specify other|or_other|or other))?",
    re.IGNORECASE,
)


def read_type(text: str) -> RowType | None:
    """What a type says; None when it says nothing we know."""
    words = " ".join(text.split())
    if match := _SELECT.fullmatch(words):
        return _read_select(match)
    plain = re.sub(r"^(q|get|add) ", "", re.sub(r"[ _]prompt$", "", words.lower()))
    plain = re.sub(r"^(begin|end)[_ ]", r"\1 ", plain)
    if plain.startswith("uri:"):
        return RowType("meta", detail=plain)
    if plain in _KINDS:
        return RowType(_KINDS[plain], detail=plain)
    return RowType("unsupported", detail=plain) if plain in _UNSUPPORTED else None


def _read_select(match: re.Match[str]) -> RowType:
    command, name = match["command"].lower().replace("_", " "), match["list"]
    if "file" in command or "external" in command or command == "rank" or name.startswith("${"):
        return RowType("unsupported", name if command == "rank" else "", detail=match["command"].lower())
    several = "multiple" in command or "all that apply" in command
    return RowType("select_multiple" if several else "select_one", name, bool(match["other"]))


def nearest_type(text: str) -> str:
    """A sentence that suggests the type that was meant."""
    word = text.split()[0].lower() if text.split() else ""
    known = [*_KINDS, "select_one", "select_multiple", "begin_group", "end_group", "begin_repeat", "end_repeat"]
    near = get_close_matches(text.lower(), known, n=1) or get_close_matches(word, known, n=1)
    if not near:
        return "Types are text, integer, decimal, date, select_one LIST, select_multiple LIST, note, calculate."
    lists = " LIST, with the name of a choice list" if near[0].startswith("select") else ""
    return f"Did you mean {near[0]}{lists}?"
