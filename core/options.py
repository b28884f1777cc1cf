"""Options that commands of several rooms share: days and moments, read as everywhere in the house."""

from __future__ import annotations

import os
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from councilkit.catalogue import Coded
    from councilkit.context import Council


class Day(click.ParamType):
    """A day like 2026-05-03."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from councilkit.fields import Unreadable, read_iso_date

        try:
            return read_iso_date(str(value))
        except Unreadable as error:
            self.fail(error.sentence, param, ctx)


class Moment(click.ParamType):
    """A day, which stands for its end, or a day with a time of day, like 2026-05-03T18:00; without a time zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        day, _, clock = str(value).partition("T")
        return datetime.combine(Day().convert(day, param, ctx), self._time(clock, param, ctx) if clock else time.max)

    def _time(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> time:
        try:
            found = time.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None:
            self.fail(f"Write the time as hours and minutes, like 18:00, not “{text}”.", param, ctx)
        return found


class OutputFile(click.Path):
    """A file to be written: its folder must be there and take files, which is asked before any work is done."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        folder = Path(str(path)).absolute().parent
        if not folder.is_dir():
            self.fail(f"The folder {folder} is not there: make it first, or name another file.", param, ctx)
        if not os.access(folder, os.W_OK):
            self.fail(f"Nothing may be written to {folder}: name a file elsewhere.", param, ctx)
        return path


class OutputFolder(click.Path):
    """A folder to be written: the nearest folder above it that is there must take files."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        folder = Path(str(path)).absolute()
        above = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
        if not above.is_dir():
            self.fail(f"{above} is a file, so nothing can lie in it: name another folder.", param, ctx)
        if not os.access(above, os.W_OK):
            self.fail(f"Nothing may be written to {above}: name a folder elsewhere.", param, ctx)
        return path


def declared(council: Council, kind: type[Coded], code: str | None, option: str) -> None:
    """Refuse an option that names what nothing declares; left out, it names nothing."""
    from councilkit.errors import NotFound

    try:
        if code:
            council.catalogue.get(kind, code)
    except NotFound as unknown:
        raise click.BadParameter(unknown.message, param_hint=option) from None


AS_OF = click.option("--as-of", type=Day(), help="The day to look at; today when left out.")
