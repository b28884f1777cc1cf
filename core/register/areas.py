"""What areas are called: ISO 3166-2 codes by their names, and the areas that the register knows."""

import time
from functools import lru_cache

from sqlalchemy import select, union

from councilkit.context import Context
from councilkit.register.tables import employment, persons

KEPT = 600.0  # seconds that the list of areas is kept: it hardly ever changes
_known: dict[str, tuple[float, tuple[str, ...]]] = {}


@lru_cache(maxsize=4096)
def area_name(code: str) -> str:
    """The name of an ISO 3166-2 area, the code itself when there is none."""
    import pycountry

    found = pycountry.subdivisions.get(code=code) if code else None
    return str(found.name) if found else code


def known_areas(ctx: Context) -> dict[str, str]:
    """The areas that people of the register live or work in, code to name, by name."""
    key = str(ctx.database.url)
    read_at, codes = _known.get(key, (0.0, ()))
    if not codes or time.monotonic() - read_at > KEPT:
        codes = _codes(ctx)
        _known[key] = (time.monotonic(), codes)
    return dict(sorted(((code, area_name(code)) for code in codes), key=lambda pair: pair[1]))


def _codes(ctx: Context) -> tuple[str, ...]:
    homes = select(persons.c.area_code).where(persons.c.area_code != "")
    works = select(employment.c.area_code).where(employment.c.area_code != "")
    with ctx.reading() as connection:
        return tuple(connection.execute(union(homes, works)).scalars())
