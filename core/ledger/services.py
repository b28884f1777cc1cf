"""Verbs of the ledger: verify it, read it, erase what must be forgotten."""

from datetime import date, datetime

from councilkit.context import Context
from councilkit.ledger import model, rows, store


def verify(ctx: Context) -> tuple[int, list[model.Finding]]:
    """Check the whole chain, and every row against it; returns the number of entries and every fault found."""
    with ctx.reading() as connection:
        end = store.end(connection)
        findings = list(model.verify(store.read(connection), end))
        if not findings:  # rows can be held only against a sound chain
            findings = list(rows.compare(connection))
    return end[0], findings


def history(ctx: Context, subject: str, *, known_at: datetime | None = None) -> list[model.Entry]:
    """What happened to a subject, oldest first, as known at a moment."""
    with ctx.reading() as connection:
        return list(store.read(connection, subject=subject, known_at=known_at))


def rows_known(
    ctx: Context, subject: str, *, known_at: datetime | None = None, as_of: date | None = None
) -> model.Rows:
    """The rows of a subject as known at a moment; `as_of` leaves out changes that take effect later."""
    entries = history(ctx, subject, known_at=known_at)
    return model.replay(entry for entry in entries if as_of is None or entry.effective_on <= as_of)


def redact(ctx: Context, subject: str, reason: str) -> int:
    """Erase the content of a subject's entries (a person's right to be forgotten); returns how many were erased.

    The erasure is itself an entry. The caller has checked the permission.
    """
    with ctx.change("ledger.redact", subject) as change:
        erased = store.redact(change.connection, subject)
        change.rows["redaction"] = [{"id": subject, "reason": reason, "entries": erased}]
    return erased
