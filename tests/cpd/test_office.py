"""What the office reads of learning."""

import csv
from collections.abc import Callable
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.cpd import reading, services
from tests.cpd.conftest import text_of


def test_the_registrar_finds_the_record_by_number(
    sign_in: Callable[..., Any], log_for: Callable[..., str], person_id: str, ctx: Context
) -> None:
    id = log_for(title="Trauma training", provider="Northside Trust")
    registrar = sign_in("registrar")
    assert "Trauma training" in text_of(registrar.get("/office/learning"))
    number = reading.learning(ctx, person_id).chosen.number
    for query in (number, "POP", "Ána"):
        assert f"/office/people/{person_id}/learning" in registrar.get(
            "/office/learning", query_string={"q": query}
        ).get_data(as_text=True)
    assert "1 of 90 hours" in text_of(registrar.get(f"/office/people/{person_id}/learning"))
    shown = text_of(registrar.get(f"/office/learning/{id}"))
    assert "Northside Trust" in shown
    assert "Logged" in shown
    assert registrar.post(f"/office/learning/{id}/withdraw").status_code == 303
    assert "Removed: it does not count" in text_of(registrar.get(f"/office/learning/{id}"))
    assert "No one matches" in text_of(registrar.get("/office/learning?q=zzz"))


def test_the_office_downloads_every_record(
    sign_in: Callable[..., Any],
    ctx: Context,
    make_person: Callable[..., str],
    registration_of: Callable[..., Any],
) -> None:
    for number in range(3):
        registration = registration_of(make_person())
        for day in range(1, 4):
            row = {"title": f"Talk {number}.{day}", "on": date(2026, 11, day), "amount": 1}
            services.log_record(ctx, registration, row)
    answer = sign_in("registrar").get("/office/learning.csv")
    lines = list(csv.DictReader(answer.get_data(as_text=True).splitlines()))
    assert len(lines) == 9
    assert {line["part"] for line in lines} == {"xx.social_worker"}
    assert sign_in("registrant").get("/office/learning.csv").status_code == 403
