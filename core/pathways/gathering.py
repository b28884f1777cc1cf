"""Gathers the portfolio of a registration in a period, for its holder and for those who were given it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import SYSTEM, Context
from councilkit.cpd.reading import Learning, learning
from councilkit.law.model import Parameter
from councilkit.pathways import store
from councilkit.pathways.portfolio import Portfolio, shown_example, shown_record
from councilkit.pathways.reading import not_found
from councilkit.register.model import Qualification, full_name
from councilkit.register.names import fold
from councilkit.register.store import qualifications_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A portfolio as its holder sees it: with the learning behind it, examples taken out, and what no source says."""

    portfolio: Portfolio
    learning: Learning
    removed: Sequence[Row]
    unknown: tuple[Parameter, ...]


def read_portfolio(ctx: Context, person_id: str, registration_id: str = "", start: date | None = None) -> Held:
    """A person's own portfolio: of the period that begins on `start`, else of today's.

    NotFound for a registration or a period that is not theirs.
    """
    require(ctx, "pathways.read", person_id)
    return gather(ctx, person_id, registration_id, start)


def gather(ctx: Context, person_id: str, registration_id: str = "", start: date | None = None) -> Held:
    """The same for whoever was given it; the caller has checked that they were."""
    known = learning(ctx.acting(SYSTEM), person_id, registration_id=registration_id, start=start)
    chosen, period = known.chosen, known.period
    with ctx.reading() as connection:
        written = store.examples_of(connection, chosen.id)
        removed = store.examples_of(connection, chosen.id, withdrawn=True)
        claims = store.claims_of(connection, [each.id for each in known.registrations])
        awards = qualifications_of(connection, person_id)
    begin = period.start if period else chosen.row["registered_on"]
    shown = [row for row in written if period is None or row["on"] in period]
    portfolio = Portfolio(
        name=full_name(known.person) if known.person else "",
        number=chosen.number,
        part=chosen.row["part"],
        starts_on=begin,
        ends_on=period.end if period else None,
        standards=chosen.framework.standards if chosen.framework else (),
        records=tuple(_record(row, known) for row in known.records),
        examples=tuple(shown_example(row) for row in shown),
        awards=(*(_registered(row) for row in awards), *_claimed(ctx, claims, awards)),
        files={row["id"]: _names(known.files.get(row["id"], ())) for row in known.records},
        unit=chosen.unit,
    )
    return Held(portfolio, known, removed, not_found(ctx, chosen.framework.unknown if chosen.framework else ()))


def _record(row: Row, known: Learning) -> dict[str, Any]:
    titles = {"category": known.category_titles, "impact_on": known.impact_titles}
    return shown_record(row) | {name: found.get(row[name], row[name]) for name, found in titles.items()}


def _names(files: Sequence[Row]) -> list[str]:
    return [str(file["name"]) for file in files]


def _registered(row: Row) -> dict[str, Any]:
    """An award that stands in the register entry."""
    year = [str(row["awarded_year"])] if row["awarded_year"] and not row["awarded_on"] else []
    given_by = ", ".join([each for each in (row["institution"], *year) if each])
    about = {"title": row["award"], "institution": given_by, "awarded_on": row["awarded_on"]}
    return {"code": "", **about, "known": "register", "endorsed_by": "", "endorsed_on": None}


def _claimed(ctx: Context, claims: Sequence[Row], awards: Sequence[Row]) -> list[dict[str, Any]]:
    """Awards that the person told of and the register does not have."""
    there = {fold(row["award"]) for row in awards}
    told = [(title_of(ctx, row["code"]), row) for row in claims]
    return [_told(title, row) for title, row in told if fold(title) not in there]


def _told(title: str, row: Row) -> dict[str, Any]:
    about = {name: row[name] for name in ("code", "institution", "awarded_on")}
    if row["answer"] != "endorsed":
        return {"title": title, **about, "known": "told", "endorsed_by": "", "endorsed_on": None}
    given = {"endorsed_by": row["endorsed_by"], "endorsed_on": row["endorsed_on"]}
    return {"title": title, **about, "known": "endorsed", **given}


def title_of(ctx: Context, code: str) -> str:
    """The title of a qualification by its code."""
    known = ctx.catalogue.has(Qualification, code)
    return ctx.catalogue.get(Qualification, code).title if known else code
