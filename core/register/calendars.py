"""Public holidays by country or by a part of one, from the lists of the package holidays."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=512)
def public_holidays(area: str, year: int) -> frozenset[date]:
    """The public holidays of an ISO 3166 country or subdivision (VN, GB-NIR) in a year; none where no list is known."""
    if not area:
        return frozenset()
    import holidays

    country, _, subdivision = area.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError:
        return frozenset()


def is_working_day(day: date, area: str) -> bool:
    """Whether a day is no Saturday, no Sunday and no public holiday of an ISO 3166 country or subdivision."""
    return day.weekday() < 5 and day not in public_holidays(area, day.year)
