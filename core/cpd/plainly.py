"""What is held on a person, made whole and readable: names beside codes, oldest first, dates in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from councilkit.accounts.model import TITLES
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.holdings import Rows
from councilkit.cpd.model import LearningFramework
from councilkit.cpd.periods import terms
from councilkit.register.areas import area_name, countries
from councilkit.register.model import RegisterPart
from councilkit.wording import english_date

Row = Mapping[str, Any]
_DAYS = (
    "on",
    "registered_on",
    "effective_on",
    "starts_on",
    "awarded_on",
    "received_at",
    "created_at",
    "added_at",
    "saved_at",
)
_LABELS = {
    "expires_on": "first term ended on",
    "present_term_until": "present term ends on",
    "on": "day",
    "organisation_id": "organisation",
}
_NAMED = {
    "organisation_id": "organisation",
    "part": "part_title",
    "area_code": "area",
    "country": "country_name",
    "category": "category_title",
    "impact_on": "impact_on_title",
    "roles": "roles_in_words",
}
_CODED = frozenset({"part", "area_code", "country", "category", "impact_on"})
_INNER = frozenset(
    {"id", "version", "search_name", "sound_name", "fingerprint", "sha256", "origin", "position", *_NAMED.values()}
)


def complete(ctx: Context, rows: Rows) -> None:
    """Put names beside the codes of every row, and the end of the present term beside each registration."""
    words = _dictionaries(ctx, rows)
    for held in rows.values():
        held.sort(key=_age)
        for row in held:
            for code, name in _NAMED.items():
                if row.get(code):
                    row[name] = words[code](row[code])
    for row in rows.get("registrations", ()):
        row["present_term_until"] = _present_end(row, rows.get("registration_events", ()), ctx.today())


def _dictionaries(ctx: Context, rows: Rows) -> dict[str, Callable[[Any], str]]:
    ids = {row["organisation_id"] for held in rows.values() for row in held if row.get("organisation_id")}
    with ctx.reading() as connection:
        employers = store.organisation_names(connection, sorted(ids))
    parts = {each.code: each.title for each in ctx.catalogue.all(RegisterPart)}
    frames = ctx.catalogue.all(LearningFramework)
    kinds = {each.code: each.title for frame in frames for each in frame.categories}
    impacts = {each.code: each.title for frame in frames for each in frame.impacts}
    return {
        "organisation_id": lambda id: employers.get(id, id),
        "part": lambda code: parts.get(code, code),
        "area_code": area_name,
        "country": lambda code: countries().get(code, code),
        "category": lambda code: kinds.get(code, code),
        "impact_on": lambda code: impacts.get(code, code),
        "roles": lambda codes: ", ".join(TITLES.get(code, code) for code in codes),
    }


def _present_end(registration: Row, events: Sequence[Row], today: date) -> date | None:
    own = [event for event in events if event["registration_id"] == registration["id"]]
    known = terms(registration, own, today)
    return next((term.end for term in known if today in term), known[-1].end)


def _age(row: Row) -> tuple[str, str]:
    """Rows go by their day, oldest first; what has none comes before."""
    day = next((row[name] for name in _DAYS if row.get(name)), None)
    return day.isoformat() if isinstance(day, date) else "", str(row.get("logged_at") or "")


def lines(row: Row, zone: ZoneInfo) -> list[tuple[str, str]]:
    """A row as label and words, without what is only for machines."""
    found = []
    for name, value in row.items():
        if name in _INNER or (name.endswith("_id") and name not in _NAMED and name != "public_id"):
            continue
        words = str(row[_NAMED[name]]) if row.get(_NAMED.get(name, "")) else said(value, zone)
        code = f" ({value})" if name in _CODED and words != value else ""
        if words:
            found.append((_label(name), words + code))
    return found


def _label(name: str) -> str:
    return _LABELS.get(name, name.removesuffix("_code").replace("_", " "))


def said(value: Any, zone: ZoneInfo) -> str:
    """A value in plain English; blank for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return f"{english_date(local.date())} at {local:%H:%M}"
    if isinstance(value, date):
        return english_date(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {words}" for name, each in value.items() if (words := said(each, zone)))
    return ", ".join(said(each, zone) for each in value) if isinstance(value, list | tuple) else str(value)
