"""An employer's own staff: who they are, how their registrations stand, what is left of renewals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from councilkit.context import Context
from councilkit.employers import store
from councilkit.employers.model import GROUPS, Held, Listing, Member, Section, Staff, first_day, tasks, that_count
from councilkit.law import Verdict, evaluate
from councilkit.law.requirements import frames_of
from councilkit.register.bounds import bounds_in
from councilkit.register.decisions import opens_on, state
from councilkit.register.model import full_name
from councilkit.register.services.endorsing import own_organisation
from councilkit.standing.answers import Renewal, answer
from councilkit.standing.assessing import sets_for
from councilkit.standing.facts import read_facts
from councilkit.standing.model import standing

Row = Mapping[str, Any]
FIRST, PAGE = 25, 100  # people of each group on the first page, and of one group on a page


def read_staff(ctx: Context) -> Staff:
    """Everybody who works for the actor's organisation today and has an entry; nobody else."""
    organisation = own_organisation(ctx)
    if organisation is None:
        return Staff("", ctx.today())
    people = store.working(organisation["id"], ctx.today())
    with ctx.reading() as connection:
        found = store.entries(connection, people)
        events, orders = store.events(connection, people), store.orders_on(connection, people)
        sent, work = store.sent(connection, people), store.work_there(connection, organisation["id"], people)
    about = (ctx, work, events, orders, sent)
    members = (list(theirs) for _, theirs in groupby(found, key=lambda row: row["person_id"]))
    return Staff(organisation["name"], ctx.today(), tuple(_member(rows, *about) for rows in members))


def _member(
    entries: Sequence[Row],
    ctx: Context,
    work: Mapping[str, list[store.Days]],
    *by_registration: Mapping[str, list[Row]],
) -> Member:
    held = [_held(ctx, row, *(rows.get(row["id"], []) for rows in by_registration)) for row in entries]
    told = that_count(held, first_day(work[entries[0]["person_id"]], ctx.today()))
    return Member(entries[0]["public_id"], full_name(entries[0]), told)


def _held(ctx: Context, entered: Row, events: list[Row], orders: list[Row], sent: list[Row]) -> Held:
    today = ctx.today()
    bounds = bounds_in(ctx.catalogue, ctx.law, entered["part"], today)
    opens = None if sent else opens_on(entered, events, orders, today, bounds)
    now = standing(entered, events, orders, today, bounds)
    code = answer(now, "", _renewal(sent, opens), ctx.config.zone).code
    confirmed = entered["confirmed_on"]
    known = {"opens": opens, "confirmed": opens is not None and confirmed is not None and confirmed >= opens}
    return Held(entered["id"], entered["number"], entered["part"], now, code, **known)


def _renewal(sent: list[Row], opens: date | None) -> Renewal:
    if not sent:
        return Renewal(opens=opens)
    asked = sent[0]["asked_until"] if state(sent[0]) == "asked" else None
    return Renewal(sent_at=sent[0]["received_at"], asked_until=asked)


def read_listing(ctx: Context, group: str = "", part: str = "", page: int = 1) -> Listing:
    """The first of every group, or a page of one group, with what is left of the renewals of those who are shown."""
    staff = read_staff(ctx)
    counts = {each: len(staff.of(each, part)) for each in GROUPS}
    pages = max(1, -(-counts.get(group, 0) // PAGE))
    page = min(max(page, 1), pages)
    chosen = {group: staff.of(group, part)[(page - 1) * PAGE : page * PAGE]} if group in GROUPS else {}
    shown = chosen or {each: staff.of(each, part)[:FIRST] for each in GROUPS}
    left = _left(ctx, [held for members in shown.values() for each in members for held in each.held])
    return Listing(
        staff,
        tuple(Section(each, counts[each], _with(members, left)) for each, members in shown.items() if members),
        page,
        pages,
    )


def _with(members: Sequence[Member], left: Mapping[str, Held]) -> tuple[Member, ...]:
    return tuple(replace(each, held=tuple(left[held.id] for held in each.held)) for each in members)


def _left(ctx: Context, held: Sequence[Held]) -> dict[str, Held]:
    """Registrations by id with what is left of their renewals; the law is asked once, of all that can be renewed."""
    due = [each for each in held if each.group == "not_renewed" and each.opens]
    ids = [each.id for each in due]
    with ctx.reading() as connection:
        verdicts = _verdicts(ctx, connection, ids) if ids else {}
        signed = store.signatures(connection, ids)
    done = {each.id: _signed(signed.get(each.id), each.opens) for each in due}
    told = {
        each.id: replace(each, tasks=tasks(verdicts.get(each.id), confirmed=each.confirmed, signed=done[each.id]))
        for each in due
    }
    return {each.id: each for each in held} | told


def _signed(day: date | None, opens: date | None) -> bool:
    return day is not None and opens is not None and day >= opens


def _verdicts(ctx: Context, connection: Connection, ids: Sequence[str]) -> dict[str, Verdict]:
    today, sets = ctx.today(), sets_for(ctx, "renewal")
    frames = frames_of(*(each.requirement for each in sets.values()))
    facts = read_facts(connection, ctx.catalogue, ctx.law, today, people=store.people_of(ids), frames=frames)
    found: Iterator[Verdict] = (
        verdict
        for part, asked in sets.items()
        if not (of_part := facts.of_part(part))["registrants"].is_empty()
        for verdict in evaluate(asked.requirement, of_part, law=ctx.law, as_of=today).briefly()
    )
    return {each.registrant: each for each in found}
