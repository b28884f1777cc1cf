"""cpd.csv as it is written, on SQLite and PostgreSQL."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.cpd import csvfile, services, store
from councilkit.cpd.files import File
from councilkit.errors import NotPermitted
from tests.conftest import both_databases
from tests.cpd.conftest import PDF


@both_databases
def test_every_record_is_one_line_whatever_is_in_it(
    ctx: Context, make_person: Callable[..., str], registration_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = registration_of(make_person())
    row = {"title": 'A "quoted", title', "on": date(2026, 5, 5), "amount": Decimal("0.25"), "reflection": "two\nlines"}
    services.log_record(ctx, registration, row, files=[File(PDF, "application/pdf", "a;b.pdf")])
    for day in range(1, 8):
        services.log_record(ctx, registration, {"title": "Talk", "on": date(2026, 1, day), "amount": 1})
    withdrawn = services.log_record(ctx, registration, {"title": "Not mine", "on": date(2026, 1, 9), "amount": 1})
    services.withdraw_record(ctx, withdrawn.record["id"])
    whole = store.everybodys
    monkeypatch.setattr(store, "everybodys", lambda connection: whole(connection, batch=3))
    lines = list(csv.DictReader("".join(csvfile.everybodys_csv(ctx)).splitlines(keepends=True)))
    assert [line["title"] for line in lines] == ["Talk"] * 7 + ['A "quoted", title']
    assert (lines[-1]["reflection"], lines[-1]["amount"], lines[-1]["evidence"]) == ("two\nlines", "0.25", "a;b.pdf")
    assert csvfile.own_csv(ctx, registration["person_id"]) == "".join(csvfile.everybodys_csv(ctx))


def test_only_the_office_reads_all(acting: Callable[..., Context]) -> None:
    with pytest.raises(NotPermitted):
        csvfile.everybodys_csv(acting("registrant"))
