"""The Jinja environment of documents: core and plugin templates, translated words, dates in words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import councilkit_templates
from councilkit.speech import words
from councilkit.wording import DAY, MOMENT, Sentence, Words

_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")
TEMPLATES = Path(next(iter(councilkit_templates.__path__)))


@cache
def environment(language: str, folders: tuple[Path, ...] = ()) -> Environment:
    """Templates of the core and of the plugin `folders`, speaking one language; escaping is always on."""
    paths = [TEMPLATES, *(folder / "templates" for folder in folders)]
    loader = FileSystemLoader(paths)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    spoken = words(language, folders)
    made.install_gettext_callables(spoken.gettext, spoken.ngettext, newstyle=True)  # type: ignore[attr-defined]
    locale = Locale.parse("en_GB" if language == "en" else language)
    made.filters["long_date"] = lambda value: format_date(value, DAY, locale)
    made.filters["say"] = lambda said: _said(said, spoken, made.filters["long_date"])
    made.filters["moment"] = lambda value: _moment(value, locale)
    made.filters["one_sign_a_letter"] = one_sign_a_letter
    made.globals["language"] = language
    return made


def _said(said: str, spoken: Words, write_date: Callable[[date], str]) -> str:
    """A sentence from Python in the language of the document."""
    return said.translated(spoken, write_date) if isinstance(said, Sentence) else spoken.gettext(said)


def one_sign_a_letter(text: str) -> str:
    """Write Thai sara am in its two parts: as one letter with two shapes it is lost to readers of the PDF's text."""
    return _SARA_AM.sub("\u0e4d\\1\u0e32", text)


def _moment(value: date | datetime, locale: Locale) -> str:
    if isinstance(value, datetime):
        return format_datetime(value, MOMENT, locale=locale)
    return format_date(value, DAY, locale)
