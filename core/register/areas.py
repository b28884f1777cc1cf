"""What countries and areas are called: ISO 3166 codes by their names, and the areas that the register knows."""

import gettext
import time
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import select, union

from councilkit.context import Context
from councilkit.register.names import alphabetical, fold
from councilkit.register.tables import employment, persons

NAMED_IN = ("ro", "th")  # languages besides English in which a country's name is understood
KEPT = 600.0  # seconds that the list of areas is kept: it hardly ever changes
_known: dict[str, tuple[float, tuple[str, ...]]] = {}


@lru_cache(maxsize=4096)
def area_name(code: str) -> str:
    """The name of an ISO 3166-2 area, the code itself when there is none."""
    import pycountry

    found = pycountry.subdivisions.get(code=code) if code else None
    return str(found.name) if found else code


@lru_cache(maxsize=64)
def countries(language: str = "en") -> Mapping[str, str]:
    """The names of all countries by their ISO 3166-1 alpha-2 codes, in a language as far as it is known."""
    import pycountry

    words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    return {each.alpha_2: words.gettext(getattr(each, "common_name", each.name)) for each in pycountry.countries}


def country_name(code: str, language: str = "en") -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code, the code itself when there is none."""
    return countries(language).get(code, code) if code else ""


def country_code(typed: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by its code or its name, None when it is neither."""
    return _codes_by_name().get(fold(typed))


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    import pycountry

    found = {"uk": "GB"}  # what the British write; the code is reserved for them
    for each in pycountry.countries:
        names = (each.name, getattr(each, "common_name", ""), getattr(each, "official_name", ""), each.alpha_3)
        found |= {fold(name): each.alpha_2 for name in names if name}
    for language in NAMED_IN:
        found |= {fold(name): code for code, name in countries(language).items()}
    return found | {code.lower(): code for code in countries()}


def known_areas(ctx: Context) -> dict[str, str]:
    """The areas that people of the register live or work in, code to name, by name."""
    key = str(ctx.database.url)
    read_at, codes = _known.get(key, (0.0, ()))
    if not codes or time.monotonic() - read_at > KEPT:
        codes = _codes(ctx)
        _known[key] = (time.monotonic(), codes)
    return dict(sorted(((code, area_name(code)) for code in codes), key=lambda pair: alphabetical(pair[1])))


def _codes(ctx: Context) -> tuple[str, ...]:
    homes = select(persons.c.area_code).where(persons.c.area_code != "")
    works = select(employment.c.area_code).where(employment.c.area_code != "")
    with ctx.reading() as connection:
        return tuple(connection.execute(union(homes, works)).scalars())
