"""Verbs of officers about a case: give it to a reviewer, declare interests, decide on time, find, look again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import actor_of, require
from councilkit.audits import schemas, store
from councilkit.audits.model import SAME_REVIEWER, against_reviewing, allowed, needs_second, wanted_look
from councilkit.audits.services.reading import Case, locked, read_case, read_learning
from councilkit.audits.tables import cases, deadlines, reviews
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.register import store as register_store
from councilkit.register.schemas import checked
from councilkit.register.store import Row
from councilkit.wording import N_, Sentence

NOT_YOURS = N_("This case is not given to you. Ask for it, or leave it to its reviewer.")
LATER = N_("Give the registrant a later day than today to answer.")
DECLARE = N_("Say first whether you have a conflict of interest in this case.")


def reviewers(ctx: Context, case: Case) -> list[tuple[Row, Sentence | None]]:
    """Everybody who could review a case, by name, with why they may not, None where they may."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        found = [store.account(connection, row["id"]) for row in register_store.officers(connection)]
        since = _since(ctx, case)
        return [(row, _against(connection, row, case, since)) for row in found if row and _may_review(row)]


def against_me(ctx: Context, case: Case) -> Sentence | None:
    """Why the actor may have nothing to do with a case: it is their own, or they have a conflict of interest."""
    refusal = _refusal(ctx, case)
    return None if refusal == SAME_REVIEWER else refusal


def looked_first(ctx: Context, case: Case) -> bool:
    """Whether the actor made the first look at a case, so that the second is somebody else's."""
    return _refusal(ctx, case) == SAME_REVIEWER


def _refusal(ctx: Context, case: Case) -> Sentence | None:
    with ctx.reading() as connection:
        account = store.account(connection, ctx.actor.id)
        return _against(connection, account, case, _since(ctx, case)) if account else None


def _may_review(account: Row) -> bool:
    return permitted(actor_of(account), "audits.review")


def _since(ctx: Context, case: Case) -> date:
    """From when on employers count: the first day of the period that the audit looks at."""
    shown = read_learning(ctx, case)
    return shown.period.start if shown and shown.period else case.audit["as_of"]


def _against(connection: Any, account: Row, case: Case, since: date) -> Sentence | None:
    """Why an account may not make the look that a case waits for."""
    person = case.row["person_id"]
    ids = register_store.same_person_ids(connection, person)
    employer = store.shared_employer(connection, account, ids, since)
    return against_reviewing(account, person, case.reviews, wanted_look(case.reviews), employer)


def assign(ctx: Context, case_id: str, reviewer: str, version: int | None = None) -> None:
    """Give a case to a reviewer, or take it oneself; NotPermitted for one with a conflict of interest."""
    require(ctx, "audits.review" if reviewer == ctx.actor.id else "audits.assign")
    with _changing(ctx, "audits.assign", case_id) as (change, now):
        account = store.account(change.connection, reviewer)
        if account is None or not _may_review(account):
            raise NotFound("There is no such reviewer. Choose one from the list.")
        refusal = _against(change.connection, account, now, _since(ctx, now))
        if refusal:
            raise NotPermitted(refusal)
        _hand_over(ctx, change, now, reviewer)
        change.update(cases, case_id, {}, version=version)


def _hand_over(ctx: Context, change: Any, now: Case, reviewer: str) -> None:
    look, before = wanted_look(now.reviews), now.current
    if before is not None and before["reviewer"] == reviewer:
        return
    if before is not None:
        change.update(reviews, before["id"], {"ended_at": ctx.now()})
    values = {"look": look, "assigned_at": ctx.now(), "assigned_by": ctx.actor.id, "ended_at": None, "outcome": None}
    earlier = next((row for row in now.reviews if row["reviewer"] == reviewer), None)
    if earlier is not None:
        change.update(reviews, earlier["id"], values)
    else:
        change.insert(reviews, values | {"audit_case_id": now.id, "reviewer": reviewer})


def declare(ctx: Context, case_id: str, data: Row) -> bool:
    """Say whether one has a conflict of interest; with one the case waits for another. Returns whether it stays."""
    require(ctx, "audits.review")
    given = checked(schemas.DeclarationSchema(), data, ctx.today())
    with _changing(ctx, "audits.declare", case_id) as (change, now):
        mine = _mine(ctx, change, now)
        conflict = given["declaration"] == "conflict"
        values = {"declaration": given["declaration"], "declared_at": ctx.now(), "conflict": given["conflict"] or ""}
        change.update(reviews, mine["id"], values | ({"ended_at": ctx.now()} if conflict else {}))
        change.update(cases, case_id, {}, version=given["version"])
    return not conflict


def decide_wish(ctx: Context, case_id: str, data: Row) -> str:
    """Give or refuse the time that a registrant asked for; returns granted or refused."""
    require(ctx, "audits.review")
    given = checked(schemas.WishSchema(), data, ctx.today())
    with _changing(ctx, f"audits.time_{given['time']}", case_id) as (change, now):
        mine = _declared(ctx, change, now)
        if now.wish is None or mine["outcome"]:
            raise Conflict("Nobody asks for more time here any more. Look again.")
        values = {"state": given["time"], "note": given["time_note"] or "", "decided_by": ctx.actor.id}
        change.update(deadlines, now.wish["id"], values | {"decided_at": ctx.now()})
        change.update(cases, case_id, {}, version=given["version"])
    return str(given["time"])


def review(ctx: Context, case_id: str, data: Row) -> str:
    """What the first look comes to: “met” closes the case, “more” asks again, all else needs a second look.

    Returns closed, second or more.
    """
    require(ctx, "audits.review")
    given = checked(schemas.ReviewSchema(), data, ctx.today())
    outcome = given["outcome"]
    with _changing(ctx, "audits.ask" if outcome == "more" else f"audits.find_{outcome}", case_id) as (change, now):
        mine = _declared(ctx, change, now)
        refusal = allowed(outcome, now.state)
        if refusal or mine["look"] != 1:
            raise Conflict(refusal or NOT_YOURS)
        if outcome == "more":
            _ask(ctx, change, now, given)
            return "more"
        return _find(ctx, change, now, mine, given)


def _ask(ctx: Context, change: Any, now: Case, given: Row) -> None:
    if given["more_until"] <= ctx.today():
        raise Problem(LATER, "more_until")
    change.insert(deadlines, now.next_deadline(given["more_until"], "set", ctx.now()))
    change.update(cases, now.id, {"asked": given["more"], "answered_at": None}, version=given["version"])


def _find(ctx: Context, change: Any, now: Case, mine: Row, given: Row) -> str:
    outcome, reasons = given["outcome"], given["reasons"] or ""
    found = {"outcome": outcome, "reasons": reasons, "decided_at": ctx.now()}
    change.update(reviews, mine["id"], found)
    if now.second is not None:
        change.update(reviews, now.second["id"], {"outcome": None, "decided_at": None})
    second = needs_second(outcome)
    closing = {} if second else {"outcome": outcome, "reasons": reasons, "closed_at": ctx.now()}
    change.update(cases, now.id, closing, version=given["version"])
    return "second" if second else "closed"


def look_again(ctx: Context, case_id: str, data: Row) -> str:
    """The second look: agree, which closes the case, or send it back with the reason; returns closed or sent_back."""
    require(ctx, "audits.review")
    given = checked(schemas.SecondSchema(), data, ctx.today())
    agreed = given["second"] == "agree"
    with _changing(ctx, "audits.close" if agreed else "audits.send_back", case_id) as (change, now):
        mine, first = _declared(ctx, change, now), now.first
        if now.state != "second" or first is None or mine["look"] != 2:
            raise Conflict("Nothing waits for a second look here. Look again.")
        word = {"outcome": "agreed" if agreed else "sent_back", "reasons": given["second_note"] or ""}
        change.update(reviews, mine["id"], word | {"decided_at": ctx.now()})
        if not agreed:
            change.update(reviews, first["id"], {"outcome": None, "decided_at": None})
        told = {"outcome": first["outcome"], "reasons": first["reasons"], "closed_at": ctx.now()}
        change.update(cases, case_id, told if agreed else {}, version=given["version"])
    return "closed" if agreed else "sent_back"


@contextmanager
def _changing(ctx: Context, action: str, case_id: str) -> Iterator[tuple[Any, Case]]:
    """A change about the person of an open case, with the case as it is now, kept from other writers."""
    with ctx.change(action, read_case(ctx, case_id).row["person_id"]) as change:
        now = locked(ctx, change.connection, case_id)
        if now.state == "closed":
            raise Conflict("This case is closed. Nothing was changed.")
        yield change, now


def _mine(ctx: Context, change: Any, now: Case) -> Row:
    """The look that the actor is to make; NotPermitted where it is another's, or the actor may not make it any more."""
    current = now.current
    if current is None or current["reviewer"] != ctx.actor.id:
        raise NotPermitted(NOT_YOURS)
    account = store.account(change.connection, ctx.actor.id)
    refusal = _against(change.connection, account, now, _since(ctx, now)) if account else None
    if refusal:
        raise NotPermitted(refusal)
    return current


def _declared(ctx: Context, change: Any, now: Case) -> Row:
    mine = _mine(ctx, change, now)
    if mine["declaration"] != "none":
        raise Problem(Sentence(DECLARE))
    return mine
