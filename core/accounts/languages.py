"""The language that a person chose: kept on their account, for pages on any device and for letters."""

from councilkit.accounts import store
from councilkit.accounts.tables import accounts
from councilkit.context import Context


def choose_language(ctx: Context, chosen: str) -> None:
    """Keep the language that the actor chose; nothing is written where it is kept already or not spoken here."""
    with ctx.reading() as connection:
        row = store.account(connection, ctx.actor.id)
    if row is None or chosen == row["language"] or chosen not in ctx.config.council_languages:
        return
    with ctx.change("accounts.language", row["id"]) as change:
        change.update(accounts, row["id"], {"language": chosen})


def language_for(ctx: Context, *, person_id: str | None = None, account_id: str | None = None) -> str:
    """The language to write to a person in: of their account, else the council's first."""
    with ctx.reading() as connection:
        row = store.by_person(connection, person_id) if person_id else None
        row = row or (store.account(connection, account_id) if account_id else None)
    known = ctx.config.council_languages
    return row["language"] if row and row["language"] in known else known[0]
