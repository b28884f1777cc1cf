"""Every change writes its rows and its entry in one transaction; reads go back to any moment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from councilkit.context import Context
from councilkit.errors import Conflict, NotFound
from councilkit.ledger import services
from councilkit.ledger.tables import entries
from councilkit.register.tables import organisations

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def add(ctx: Context, name: str, subject: str = "subject") -> str:
    with ctx.change("register.add_organisation", subject) as change:
        return change.insert(organisations, {"name": name, "search_name": name.lower()})


def test_a_change_and_its_entry_are_one(ctx: Context) -> None:
    id = add(ctx, "Northside")
    (entry,) = services.history(ctx, "subject")
    assert (entry.seq, entry.actor, entry.action, entry.effective_on) == (
        1,
        "system",
        "register.add_organisation",
        date(2026, 11, 22),
    )
    assert entry.rows["organisations"][0]["id"] == id
    assert entry.rows["organisations"][0]["version"] == 1
    assert services.verify(ctx) == (1, [])


def test_a_failed_change_leaves_nothing(ctx: Context) -> None:
    def fail() -> None:
        with ctx.change("register.fails", "subject") as change:
            change.insert(organisations, {"name": "Gone", "search_name": "gone"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert services.verify(ctx) == (0, [])
    with ctx.reading() as connection:
        assert connection.execute(select(organisations)).all() == []


def test_two_people_editing_one_record(ctx: Context) -> None:
    id = add(ctx, "Northside")
    with ctx.change("register.rename", "subject") as change:
        change.update(organisations, id, {"name": "First"}, version=1)
    with pytest.raises(Conflict, match="Nothing was overwritten"), ctx.change("register.rename", "subject") as change:
        change.update(organisations, id, {"name": "Second"}, version=1)
    with ctx.reading() as connection:
        assert connection.execute(select(organisations.c.name, organisations.c.version)).one() == ("First", 2)


def test_a_record_that_is_gone(ctx: Context) -> None:
    with pytest.raises(NotFound), ctx.change("register.rename", "subject") as change:
        change.update(organisations, "0" * 32, {"name": "x"})


@pytest.mark.parametrize("column", ["action", "actor", "subject", "snapshot"])
def test_an_edited_row_is_named(ctx: Context, column: str) -> None:
    for number in range(5):
        add(ctx, f"Employer {number}")
    with ctx.database.writing() as connection:
        connection.execute(update(entries).where(entries.c.seq == 3).values({column: "{}"}))
    count, findings = services.verify(ctx)
    assert count == 5
    assert {finding.seq for finding in findings} == {3}


def test_removed_and_inserted_rows_are_named(ctx: Context) -> None:
    for number in range(5):
        add(ctx, f"Employer {number}")
    with ctx.database.writing() as connection:
        connection.execute(delete(entries).where(entries.c.seq == 2))
        connection.execute(
            text(
                "INSERT INTO ledger_entries "
                "SELECT 6, recorded_at, actor, action, subject, effective_on, snapshot, salt, leaf, head "
                "FROM ledger_entries WHERE seq = 4"
            )
        )
    assert {finding.seq for finding in services.verify(ctx)[1]} == {2, 6}


def test_reads_as_known_at_and_as_of(make_council: Any) -> None:
    from dataclasses import replace

    from councilkit.context import SYSTEM

    council = make_council()
    start = datetime(2026, 5, 1, 9, tzinfo=UTC)

    def at(hours: int) -> Context:
        return replace(council, clock=lambda: start + timedelta(hours=hours)).acting(SYSTEM)

    id = add(at(0), "Before")
    with at(2).change("register.rename", "subject", date(2026, 6, 1)) as change:
        change.update(organisations, id, {"name": "After"})
    known = services.rows_known(at(9), "subject", known_at=start + timedelta(hours=1))
    assert known["organisations"][id]["name"] == "Before"
    assert services.rows_known(at(9), "subject", as_of=date(2026, 5, 31))["organisations"][id]["name"] == "Before"
    assert services.rows_known(at(9), "subject")["organisations"][id]["name"] == "After"


def test_redaction_erases_content_and_keeps_the_proof(ctx: Context) -> None:
    add(ctx, "Somebody", "person-1")
    add(ctx, "Somebody else", "person-2")
    assert services.redact(ctx, "person-1", "asked to be forgotten") == 1
    assert services.history(ctx, "person-1")[0].snapshot is None
    assert services.history(ctx, "person-2")[0].snapshot is not None
    assert services.verify(ctx) == (3, [])


def test_rows_changed_past_the_ledger_are_named(ctx: Context) -> None:
    first, second = add(ctx, "Northside"), add(ctx, "Southside")
    with ctx.change("register.rename", "subject") as change:
        change.update(organisations, first, {"name": "Northside Trust"})
    assert services.verify(ctx) == (3, [])
    with ctx.database.writing() as connection:
        connection.execute(update(organisations).where(organisations.c.id == first).values(name="Tampered"))
        connection.execute(delete(organisations).where(organisations.c.id == second))
        row = {
            "id": "f" * 32,
            "name": "Smuggled",
            "search_name": "smuggled",
            "area_code": "",
            "invented": False,
            "version": 1,
        }
        connection.execute(organisations.insert().values(**row))
    findings = services.verify(ctx)[1]
    assert {finding.seq for finding in findings} == {3, 2, 0}
    assert [word in str(findings) for word in ("changed past", "removed past", "added past")] == [True] * 3
