"""The Jinja environment of documents: core and plugin templates, translated words, dates as the language writes them."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import councilkit_templates
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

CORE = Path(__file__).parent.parent
TEMPLATES = Path(next(iter(councilkit_templates.__path__)))


@cache
def environment(language: str, folders: tuple[Path, ...] = ()) -> Environment:
    """Templates of the core and of the plugin `folders`, speaking one language; escaping is always on."""
    paths = [TEMPLATES, *(folder / "templates" for folder in folders)]
    loader = FileSystemLoader(paths)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    words = _words(language, folders)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    locale = Locale.parse(language)
    made.filters["long_date"] = lambda value: format_date(value, "long", locale)
    made.filters["moment"] = lambda value: _moment(value, locale)
    made.globals["language"] = language
    return made


def _words(language: str, folders: tuple[Path, ...]) -> Any:
    merged: Any = NullTranslations()
    for folder in (CORE, *folders):
        found = Translations.load(str(folder / "translations"), [language])
        if isinstance(found, Translations):
            merged = merged.merge(found) if isinstance(merged, Translations) else found
    return merged


def _moment(value: date | datetime, locale: Locale) -> str:
    if isinstance(value, datetime):
        return format_datetime(value, "d MMMM y, HH:mm", locale=locale)
    return format_date(value, "long", locale)
