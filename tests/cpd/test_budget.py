"""Quick add stays light: 30 KB cold in 3 requests, 5 statements."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from councilkit.context import Context, Council
from councilkit.cpd import services


@pytest.fixture
def browser(
    make_person: Callable[..., str], sign_in: Callable[..., Any], ctx: Context, registration_of: Callable[..., Any]
) -> Any:
    """A registrant who has logged before and holds two registrations."""
    person_id = make_person("xx.social_worker", "xx.manager")
    for number in range(5):
        row = {"title": f"Team talk {number}", "on": date(2026, 11, 1), "amount": 1}
        services.log_record(ctx, registration_of(person_id, "xx.social_worker"), row)
    return sign_in("registrant", person_id=person_id)


def test_the_cold_page_weighs_at_most_30_kb_in_3_requests(browser: Any) -> None:
    answer = browser.get("/my/learning/new")
    page = answer.get_data(as_text=True)
    found = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(/[^"]+)"', page)
    weights = [len(answer.data)]
    for path in found:
        part = browser.get(path, headers={"Accept-Encoding": "gzip"})
        assert part.headers["Content-Encoding"] == "gzip"
        weights.append(len(part.data))
    assert len(weights) <= 3
    assert sum(weights) <= 30_000
    assert len(gzip.compress(answer.data)) <= 8_000


def test_the_page_takes_at_most_five_statements(browser: Any, council: Council) -> None:
    told: list[str] = []

    @event.listens_for(council.database.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            told.append(statement)

    assert browser.get("/my/learning/new").status_code == 200
    assert len(told) <= 5, told
