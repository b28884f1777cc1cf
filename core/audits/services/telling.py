"""Letters to those who were drawn, after the draw is kept: a letter that fails changes nothing."""

from councilkit.accounts.services import require
from councilkit.audits import letters
from councilkit.audits.services.reading import read_audit, read_case
from councilkit.context import Context


def tell_drawn(ctx: Context, audit_id: str) -> tuple[int, int]:
    """Write to everybody who was drawn; returns how many letters went out and how many did not."""
    require(ctx, "audits.draw")
    sent = [letters.send(ctx, case, "drawn") for case in read_audit(ctx, audit_id)[1]]
    return sum(sent), len(sent) - sum(sent)


def tell(ctx: Context, case_id: str, kind: str) -> bool:
    """Write to the registrant of a case what happened just now; returns whether the letter went out."""
    require(ctx, "audits.review")
    return letters.send(ctx, read_case(ctx, case_id), kind)
