"""Letters about reviews, after the change is kept: a letter that fails changes nothing."""

from councilkit.accounts.store import account
from councilkit.context import Context
from councilkit.pathways.reviews import Review
from councilkit.register.letters import post
from councilkit.register.store import person

ASKED = "A portfolio was sent to you for review"
ANSWERED = {"agreed": "Your supervisor agrees with your portfolio", "more": "Your supervisor asks for more"}


def tell_supervisor(ctx: Context, review: Review) -> bool:
    """Write to a supervisor with an account that a portfolio waits; returns whether the letter went out."""
    with ctx.reading() as connection:
        found = account(connection, review.row["supervisor"]) if review.row["supervisor"] else None
    if found is None:
        return False
    words = (
        f"{found['name']}\n\n{review.portfolio.name} sent you a portfolio and asks for your review.\n\n"
        f"See it here: {_address(ctx, f'/employer/portfolios/reviews/{review.id}')}\n"
    )
    return post(ctx, found["email"], ASKED, words, f"review {review.id[:8]}")


def tell_registrant(ctx: Context, review: Review, decision: str) -> bool:
    """Write to a registrant that their supervisor answered; returns whether the letter went out."""
    with ctx.reading() as connection:
        found = person(connection, review.row["person_id"])
    said = "agrees with your portfolio" if decision == "agreed" else "asks for more"
    link = _address(ctx, f"/my/portfolio/reviews/{review.id}")
    words = f"{review.portfolio.name}\n\n{review.row['supervisor_name']} {said}.\n\nRead it here: {link}\n"
    return post(ctx, found["email"] if found else "", ANSWERED[decision], words, f"review {review.id[:8]}")


def _address(ctx: Context, path: str) -> str:
    return f"{ctx.config.server_public_url.rstrip('/')}{path}"
