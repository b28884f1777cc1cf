"""What to do about a refused cell: a value to write where one can be worked out, else a plain next step."""

import re
from datetime import date
from typing import Any

from councilkit import fields
from councilkit.fields import Unreadable
from councilkit.wording import N_, Sentence

_WRITE = N_("Write %(value)s.")
_WRITE_EITHER = N_("Write %(one)s or %(other)s, whichever is right.")
_FILL = N_("Fill in the cell.")
_LOOK_UP = N_("Look the date up and write it as year-month-day.")
_ONE_OF = N_("Write one of: %(all)s.")
_ONE_OF_OR_CODE = N_("Write one of: %(all)s; or add the word to codes in the mapping file.")
_ADDRESS = N_("Complete the address, or leave the cell empty.")
_OR_EMPTY = N_("Correct the cell, or leave it empty.")
_CORRECT = N_("Correct the cell.")


def suggest(field: Any, cell: str | None, *, mapped: bool = False) -> Sentence:
    """A next step for a cell that a field refused; `mapped` when the cell came by a mapping file."""
    text = (cell or "").strip()
    if not text:
        return Sentence(_FILL)
    if isinstance(field, fields.IsoDate):
        return _date(text, field)
    if isinstance(field, fields.Choice) and 0 < len(field.choices) <= 30:
        pattern = _ONE_OF_OR_CODE if mapped else _ONE_OF
        return Sentence(pattern, all=", ".join(option[0] for option in field.choices))
    if isinstance(field, fields.Email):
        return _email(text, field)
    return Sentence(_CORRECT if field.required else _OR_EMPTY)


def _date(text: str, field: fields.IsoDate) -> Sentence:
    found = re.fullmatch(r"(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})(?:[T ].*)?", text)
    possible: list[str] = []
    if found:
        one, two, three = (int(part) for part in found.groups())
        orders = [(one, two, three)] if len(found[1]) == 4 else [(three, two, one), (three, one, two)]
        for year, month, day in orders if len(found[1]) == 4 or len(found[3]) == 4 else ():
            _add_day(possible, year, month, day)
    good = [day for day in dict.fromkeys(possible) if day != text and _reads(field, day)]
    if not good:
        return Sentence(_LOOK_UP)
    if len(good) > 1:
        return Sentence(_WRITE_EITHER, one=good[0], other=good[1])
    return Sentence(_WRITE, value=good[0])


def _add_day(possible: list[str], year: int, month: int, day: int) -> None:
    try:
        possible.append(date(year, month, day).isoformat())
    except ValueError:
        return


def _email(text: str, field: fields.Email) -> Sentence:
    mended = re.sub(r"\s+", "", text.replace("(at)", "@").replace(",", ".").strip("<>.;"))
    if mended != text and _reads(field, mended):
        return Sentence(_WRITE, value=mended)
    return Sentence(_CORRECT if field.required else _ADDRESS)


def _reads(field: Any, text: str) -> bool:
    try:
        field.read(text)
    except Unreadable:
        return False
    return True
