"""Verbs of registrants about reviews: send a portfolio to a supervisor, send it again, take it back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.accounts.services import digest_of, require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, Invalid
from councilkit.pathways import store
from councilkit.pathways.gathering import read_portfolio
from councilkit.pathways.portfolio import packed
from councilkit.pathways.reviews import LINK_DAYS, OVER, Review, after, together
from councilkit.pathways.schemas import LINK, AnswerSchema, AskSchema
from councilkit.pathways.tables import reviews, steps
from councilkit.pathways.writing import of_person, offered
from councilkit.register.schemas.common import checked
from councilkit.wording import N_

Row = Mapping[str, Any]
TWICE = N_("This portfolio lies with this supervisor already. Wait for the answer, or take it back first.")


@dataclass(frozen=True)
class Sent:
    """A review that was sent; `token` opens it where its supervisor has no account, and is nowhere stored."""

    id: str
    token: str = ""


def supervisors(ctx: Context, person_id: str) -> list[tuple[str, str, str]]:
    """Whom a person may ask: account holders of their employers, and somebody else by a link."""
    require(ctx, "pathways.write", person_id)
    with ctx.reading() as connection:
        found = store.supervisors(connection, person_id, ctx.today())
    link = (LINK, N_("Somebody else, by a one-time link"), N_("They need no account. The link works for 30 days."))
    return [*((row["id"], row["name"], row["organisation"]) for row in found), link]


def ask(ctx: Context, person_id: str, registration_id: str, start: date | None, data: Row) -> Sent:
    """Send the portfolio of a period to a supervisor; Conflict where it lies with them already."""
    options = supervisors(ctx, person_id)
    given = checked(offered(AskSchema(), {"supervisor": options}), data, ctx.today())
    held = read_portfolio(ctx, person_id, registration_id, start)
    by_link = given["supervisor"] == LINK
    name = given["name"] if by_link else next(each[1] for each in options if each[0] == given["supervisor"])
    id, token = given["id"] or new_id(), secrets.token_urlsafe(24) if by_link else ""
    row = {
        "id": id,
        "registration_id": held.learning.chosen.id,
        "starts_on": held.portfolio.starts_on,
        "ends_on": held.portfolio.ends_on,
        "supervisor": "" if by_link else given["supervisor"],
        "supervisor_name": name,
        "state": "asked",
        "sent": packed(held.portfolio),
        **_link(ctx, token),
    }
    with ctx.change("pathways.ask_review", person_id) as change:
        if store.owned(change.connection, reviews, id) is not None:
            raise Invalid({"supervisor": [TWICE]})
        _refuse_twice(store.reviews_of(change.connection, row["registration_id"]), row)
        change.insert(reviews, row)
        add_step(ctx, change, id, "asked", ctx.actor.name, given["note"] or "")
    return Sent(id, token)


def _refuse_twice(others: list[Row], row: Row) -> None:
    same = ("starts_on", "supervisor", "supervisor_name")
    open_ = [each for each in others if each["state"] in ("asked", "more")]
    if any(all(each[name] == row[name] for name in same) for each in open_):
        raise Invalid({"supervisor": [TWICE]})


def _link(ctx: Context, token: str) -> dict[str, Any]:
    if not token:
        return {"digest": None, "expires_at": None}
    return {"digest": digest_of(token), "expires_at": ctx.now() + timedelta(days=LINK_DAYS)}


def own_review(ctx: Context, review_id: str) -> Review:
    """A review of the actor's own portfolio; NotFound for anybody else's."""
    row = of_person(ctx, reviews, review_id, "pathways.read")
    with ctx.reading() as connection:
        return together([row], store.steps_of(connection, [row["id"]]))[0]


def own_reviews(ctx: Context, person_id: str, registration_id: str) -> list[Review]:
    """The reviews of a registration of the actor's own, the latest first."""
    require(ctx, "pathways.read", person_id)
    with ctx.reading() as connection:
        found = store.reviews_of(connection, registration_id)
        return together(found, store.steps_of(connection, [row["id"] for row in found]))


def send_again(ctx: Context, review_id: str, data: Row) -> Sent:
    """Answer a supervisor who asked for more: the portfolio goes out as it is now."""
    review = own_review(ctx, review_id)
    given = checked(AnswerSchema(), data, ctx.today())
    row = review.row
    held = read_portfolio(ctx, row["person_id"], row["registration_id"], _start(ctx, row))
    token = secrets.token_urlsafe(24) if review.by_link else ""
    values = {"sent": packed(held.portfolio), **_link(ctx, token)}
    _take(ctx, review, "answered", "pathways.send_again", given["version"], values, given["note"])
    return Sent(review.id, token)


def _start(ctx: Context, row: Row) -> date | None:
    """The first day of the period that was sent, None where the part has no periods."""
    return row["starts_on"] if row["ends_on"] else None


def new_link(ctx: Context, review_id: str, version: int) -> Sent:
    """A new one-time link for a supervisor who lost theirs; the one before ends."""
    review = own_review(ctx, review_id)
    if not review.by_link:
        raise Conflict(OVER)
    token = secrets.token_urlsafe(24)
    _take(ctx, review, "link", "pathways.review_link", version, _link(ctx, token))
    return Sent(review.id, token)


def take_back(ctx: Context, review_id: str, version: int) -> None:
    """Take a portfolio back from its supervisor, who sees nothing of it any more."""
    review = own_review(ctx, review_id)
    _take(ctx, review, "withdrawn", "pathways.take_back_review", version, _link(ctx, ""))


def _take(ctx: Context, review: Review, verb: str, action: str, version: int, values: Row, note: str = "") -> None:
    """A step of the registrant in a review, and the state that follows; Conflict where it has moved on."""
    require(ctx, "pathways.write", review.row["person_id"])
    with ctx.change(action, review.row["person_id"]) as change:
        now = locked(change, review.id)
        change.update(reviews, review.id, {**values, "state": following(verb, now)}, version=version)
        add_step(ctx, change, review.id, verb, ctx.actor.name, note)


def locked(change: Any, review_id: str) -> Row:
    """A review as it is now, kept from other writers."""
    found = store.owned(change.connection, reviews, review_id, lock=True)
    if found is None:
        raise Conflict(OVER)
    return found


def following(verb: str, now: Row) -> str:
    """The state after a verb; Conflict where the review is not in a state for it."""
    state = after(verb, now["state"])
    if state is None:
        raise Conflict(OVER)
    return state


def add_step(
    ctx: Context, change: Any, review_id: str, kind: str, name: str, note: str = "", comments: Row | None = None
) -> None:
    """Write the next step of a review."""
    row = {
        "portfolio_review_id": review_id,
        "position": store.next_position(change.connection, review_id),
        "kind": kind,
        "by_name": name,
        "actor": ctx.actor.id,
        "note": note,
        "comments": dict(comments or {}),
        "taken_at": ctx.now(),
    }
    change.insert(steps, row)
