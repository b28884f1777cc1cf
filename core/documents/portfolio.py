"""The portfolio of a registrant as a document: evidence against standards, reflections and reviews of a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.cpd.totals import amount_in_words
from councilkit.documents.model import Document
from councilkit.errors import NotFound
from councilkit.pathways.asking import own_reviews
from councilkit.pathways.gathering import Held, read_portfolio
from councilkit.pathways.portfolio import EXAMPLE_PARTS
from councilkit.pathways.reviews import Review
from councilkit.pathways.showing import KNOWN
from councilkit.register.model import RegisterPart
from councilkit.wording import N_

Row = Mapping[str, Any]
KINDS = {"formal": N_("Formal"), "informal": N_("Informal"), "": N_("Formal or informal: not said")}


def gather(ctx: Context, registration: Row, as_of: date, language: str) -> dict[str, Any]:
    """The portfolio of the period that holds `as_of`; it is the registrant's own, so only they may print it."""
    held = _held(ctx, registration, as_of)
    reviews = own_reviews(ctx, registration["person_id"], registration["id"])
    code = registration["part"]
    part = ctx.catalogue.get(RegisterPart, code) if ctx.catalogue.has(RegisterPart, code) else None
    return {
        "portfolio": held.portfolio,
        "part": part.titles.get(language, part.title) if part else code,
        "example_parts": EXAMPLE_PARTS,
        "kinds": KINDS,
        "known": KNOWN,
        "in_words": amount_in_words,
        "unknown": held.unknown,
        "reviews": [(each.sentence, each.caveat, _steps(ctx, each)) for each in reviews if _of(each, held)],
    }


def _held(ctx: Context, registration: Row, as_of: date) -> Held:
    """The portfolio as it stands; NotFound for a day in no period, unless it is today."""
    owner, id = registration["person_id"], registration["id"]
    now = read_portfolio(ctx, owner, id)
    begun = next((each.start for each in now.learning.periods if as_of in each), None)
    if begun is None and as_of != ctx.today():
        raise NotFound("No portfolio holds this day. Go back and choose a period from the list.")
    return read_portfolio(ctx, owner, id, begun) if begun else now


def _of(review: Review, held: Held) -> bool:
    """Whether a review was of this period, and was not taken back."""
    return review.state != "withdrawn" and review.row["starts_on"] == held.portfolio.starts_on


def _steps(ctx: Context, review: Review) -> list[dict[str, Any]]:
    """The steps of a review, the oldest first, by the council's own clock."""
    return [{**step, "when": step["when"].astimezone(ctx.config.zone)} for step in reversed(review.timeline())]


PORTFOLIO = Document("portfolio", "Portfolio of learning and practice", "documents/portfolio.html", gather)
