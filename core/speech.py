"""Speaks outside a page: sentences, dates and numbers in a language, for documents and letters."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from councilkit.context import Context
from councilkit.wording import DAY, Sentence

CORE = Path(__file__).parent


def plugin_folders(ctx: Context) -> tuple[Path, ...]:
    """The folders of the loaded plugins: their templates and translations may be used."""
    return tuple(plugin.folder for plugin in getattr(ctx.council.hooks, "loaded", ()))


def words(language: str, folders: tuple[Path, ...] = ()) -> Any:
    """The translations of the core and of the plugin folders for one language; English where there are none."""
    merged: Any = NullTranslations()
    for folder in (CORE, *folders):
        found = Translations.load(str(folder / "translations"), [language])
        if isinstance(found, Translations):
            merged = merged.merge(found) if isinstance(merged, Translations) else found
    return merged


@cache
def speaker(language: str, folders: tuple[Path, ...] = ()) -> Callable[[str], str]:
    """Says a sentence as the pages say it in a language."""
    spoken = words(language, folders)

    def day(value: date) -> str:
        return format_date(value, DAY, language)

    def number(value: Decimal) -> str:
        return format_decimal(value, "#,##0.##", language)

    def say(said: str) -> str:
        if isinstance(said, Sentence):
            return said.translated(spoken, day, number)
        return str(spoken.gettext(said)) if said else ""

    return say
