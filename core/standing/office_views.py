"""Office pages that show standing: find people, and one person with everything the register holds."""

from datetime import UTC, date, datetime, time
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields, forms
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.register import store
from councilkit.register.areas import area_name
from councilkit.register.decisions import state
from councilkit.register.model import OrderKind, RegisterPart
from councilkit.register.services import applications, endings, files, people, registrations
from councilkit.register.services.recusal import is_self
from councilkit.standing import timeline
from councilkit.standing.search import reader
from councilkit.standing.services import standings_of
from councilkit.standing.store import facts_by_ids
from councilkit.web import asked_page, context, language, page
from councilkit.wording import N_


class WhenSchema(Schema):
    """Which day to look at, and what was known when."""

    as_of = fields.IsoDate(earliest=date(1900, 1, 1), metadata={"label": N_("As it was on")})
    known_at = fields.IsoDate(
        earliest=date(1900, 1, 1), latest="today", metadata={"label": N_("As known at the end of")}
    )


def add_pages(blueprint: Blueprint) -> None:
    """Mount the office pages that show standing."""
    blueprint.add_url_rule("/office/people", "people", find)
    blueprint.add_url_rule("/office/people/<person_id>", "person", person)


@login_required
def find() -> AnyResponse:
    """Find people by number, public id, email, phone or any name, and applications by reference or name."""
    ctx, typed, number = context(), request.args.get("q", "").strip()[:100], asked_page()
    require(ctx, "register.read")
    found = people.find_people(ctx, typed, number) if typed else []
    if not found and number > 1:
        return redirect(url_for("standing.people", q=typed))
    sent = applications.find_applications(ctx, typed) if typed and number == 1 else []
    if only := _only(found, sent):
        return redirect(only)
    with ctx.reading() as connection:
        facts = facts_by_ids(connection, [row["id"] for row in found]) if found else []
    total = found[0].get("total", len(found)) if found else 0
    return page(
        "standing/people.html",
        q=typed,
        found=found,
        total=total,
        page=number,
        pages=-(-total // people.FOUND_PAGE),
        page_url=lambda other: url_for("standing.people", q=typed, page=other),
        entries=reader(ctx, language()).entries(facts),
        sent=[{**row, "state": state(row)} for row in sent],
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


def _only(found: list[Any], sent: list[Any]) -> str:
    """The page of the one that was found, "" where there are others, it only sounds so, or a language was chosen."""
    if len(found) + len(sent) != 1 or "lang" in request.args or "page" in request.args:
        return ""
    if sent:
        return url_for("register.application", application_id=sent[0]["id"])
    return "" if found[0].get("by_sound") else url_for("standing.person", person_id=found[0]["id"])


@login_required
def person(person_id: str) -> AnyResponse:
    """Everything the register holds of a person, with the standing on any day as known at any time.

    On any day but today there is nothing to do but to look: a change would be made to the record of today.
    """
    ctx = context()
    file = files.read_file(ctx, person_id)
    require(ctx, "register.read")
    if file.person["id"] != person_id:
        return redirect(url_for("standing.person", person_id=file.person["id"]), 301)
    when = _when(ctx)
    as_of, known_at = (when.data["as_of"], when.data["known_at"]) if when.valid else (None, None)
    own = is_self(ctx, person_id)
    looking = (as_of or ctx.today(), known_at or ctx.today()) != (ctx.today(), ctx.today())
    until = _end_of(ctx, known_at)
    found = standings_of(ctx, person_id, as_of, until)
    return page(
        "standing/person.html",
        422 if when.errors else 200,
        file=file,
        found=found,
        form=when,
        as_of=as_of or ctx.today(),
        known_at=known_at,
        looking=looking,
        today=ctx.today(),
        happened=timeline.office_timeline(ctx, person_id, [a["id"] for a in file.applications], until),
        titles=_titles(ctx),
        area_name=area_name,
        links=_links(ctx, person_id),
        renewable={row["id"] for row in file.registrations if not registrations.renewable_until(ctx, row["id"])[1]},
        endable={row["id"] for row in file.registrations if not endings.ending_refusal(ctx, row["id"])},
        ending={row["id"]: endings.recorded_end(ctx, row["id"]) for row in file.registrations},
        own=own,
        may=lambda action: not looking and not own and permitted(ctx.actor, action),
        others=_others(ctx, file),
        wide=True,
    )


def _when(ctx: Context) -> forms.Form:
    return forms.read(WhenSchema(), request.args, name="when", today=ctx.today())


def _end_of(ctx: Context, day: date | None) -> datetime | None:
    return datetime.combine(day, time(23, 59, 59, 999999), ctx.config.zone).astimezone(UTC) if day else None


def _titles(ctx: Context) -> dict[str, str]:
    """What parts and kinds of order are called."""
    parts = {part.code: part.titles.get(language(), part.title) for part in ctx.catalogue.all(RegisterPart)}
    return parts | {kind.code: kind.title for kind in ctx.catalogue.all(OrderKind)}


def _links(ctx: Context, person_id: str) -> list[tuple[str, str]]:
    """Pages of other rooms about this person, as far as they are there and the actor may read them."""
    known = {"cpd.person": (N_("Learning records"), "cpd.read")}
    return [
        (url_for(endpoint, person_id=person_id), label)
        for endpoint, (label, action) in known.items()
        if endpoint in current_app.view_functions and permitted(ctx.actor, action, person_id)
    ]


def _others(ctx: Context, file: files.PersonFile) -> dict[str, Any]:
    """The other people of possible duplicates, by id."""
    ids = {id for pair in file.duplicates for id in (pair["first_id"], pair["second_id"])}
    with ctx.reading() as connection:
        return dict(store.persons_by_id(connection, ids)) if ids else {}
