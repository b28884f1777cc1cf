"""Verbs of supervisors: see what was sent to them, and say what they think; by account or by a one-time link."""

from collections.abc import Mapping
from typing import Any

from councilkit.accounts.services import digest_of, require
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, NotPermitted
from councilkit.pathways import store
from councilkit.pathways.asking import add_step, following, locked
from councilkit.pathways.reviews import OVER, Review, together
from councilkit.pathways.schemas import comment, review_schema
from councilkit.pathways.tables import reviews
from councilkit.register.schemas.common import checked
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_SENT = N_("No portfolio was sent to you under this address, or it was taken back. Go back to your list.")
NO_LINK = N_("This link is not known or was used already. Ask whoever sent it for a new one.")
OWN_LINK = N_("This link is for your supervisor. Nobody reviews their own portfolio: pass it on.")
OLD_LINK = N_("This link is too old. Ask whoever sent it for a new one.")


def sent_to_me(ctx: Context) -> list[Review]:
    """The reviews that the actor's account was asked for, those that wait first."""
    require(ctx, "own.employer")
    with ctx.reading() as connection:
        found = [row for row in store.reviews_by(connection, ctx.actor.id) if not _is_own(ctx, row)]
        made = together(found, store.steps_of(connection, [row["id"] for row in found]))
    return sorted(made, key=lambda each: each.state != "asked")


def _is_own(ctx: Context, row: Row) -> bool:
    return ctx.actor.person_id is not None and row["person_id"] == ctx.actor.person_id


def find_sent(ctx: Context, review_id: str) -> Review:
    """One of them; NotFound for whatever was not sent to the actor."""
    for each in sent_to_me(ctx):
        if each.id == review_id:
            return each
    raise NotFound(NOT_SENT)


def open_link(ctx: Context, token: str) -> Review:
    """The review that a one-time link opens, until it is answered; NotFound says what to do otherwise."""
    with ctx.reading() as connection:
        found = store.review_by_link(connection, digest_of(token))
        if found is None or found["state"] != "asked":
            raise NotFound(NO_LINK)
        if found["expires_at"] <= ctx.now():
            raise NotFound(OLD_LINK)
        if _is_own(ctx, found):
            raise NotPermitted(OWN_LINK)
        return together([found], store.steps_of(connection, [found["id"]]))[0]


def review_as_account(ctx: Context, review_id: str, data: Row) -> str:
    """The answer of a supervisor with an account; returns agreed or more."""
    return _answer(ctx, find_sent(ctx, review_id), data, ctx.actor.name)


def review_by_link(ctx: Context, token: str, data: Row) -> str:
    """The answer of a supervisor with a link, which ends with it; returns agreed or more."""
    return _answer(ctx, open_link(ctx, token), data)


def _answer(ctx: Context, review: Review, data: Row, name: str = "") -> str:
    standards = review.portfolio.standards
    given = checked(review_schema(standards, review.by_link), data, ctx.today())
    verb = str(given["decision"])
    said = {each.code: given[comment(number)] for number, each in enumerate(standards) if given[comment(number)]}
    with ctx.change(f"pathways.review_{verb}", review.row["person_id"]) as change:
        now = locked(change, review.id)
        if now["digest"] != review.row["digest"]:
            raise Conflict(OVER)
        values = {"state": following(verb, now), "digest": None, "expires_at": None}
        change.update(reviews, review.id, values, version=given["version"])
        add_step(ctx, change, review.id, verb, name or given["name"], given["note"] or "", said)
    return verb
