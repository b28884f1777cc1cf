"""The portfolios of the demonstration: something for both sides to read and to do, and soundly told."""

from councilkit.accounts.services import actor_of
from councilkit.accounts.store import account
from councilkit.context import Context
from councilkit.demo.services import fill
from councilkit.demo.signins import account_id
from councilkit.ledger.services import verify
from councilkit.pathways import answering, asking, awarding, sharing
from councilkit.pathways.gathering import read_portfolio
from councilkit.pathways.reading import read_map

SEED = 2


def signed_in(ctx: Context, login: str) -> tuple[Context, str]:
    """Somebody of the demonstration at work, and whose entry is theirs."""
    with ctx.reading() as connection:
        row = account(connection, account_id(SEED, login))
    assert row is not None
    return ctx.acting(actor_of(row)), str(row["person_id"])


def test_both_sides_have_something_to_read_and_to_do(ctx: Context) -> None:
    fill(ctx, 150, SEED)
    grace, _ = signed_in(ctx, "employer")
    theirs, person = signed_in(ctx, "practitioner")
    held = read_portfolio(theirs, person)
    assert held.portfolio.examples
    (path,) = read_map(theirs, person).pathways
    assert path.of("here")
    assert path.of("next")
    waiting = [each for each in answering.sent_to_me(grace) if each.state == "asked"]
    assert [each.portfolio.name for each in waiting] == [held.portfolio.name]
    assert [row["person_id"] for row in sharing.shared_with_me(grace)] == [person]
    assert [row["person_id"] for row in awarding.asked_of_me(grace)] == [person]
    mine, person = signed_in(ctx, "registrant")
    held = read_portfolio(mine, person)
    (review,) = asking.own_reviews(mine, person, held.learning.chosen.id)
    assert review.state in ("asked", "more")
    assert verify(ctx)[1] == []
