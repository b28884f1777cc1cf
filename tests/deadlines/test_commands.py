"""`councilkit renewals` and `councilkit remind` as somebody types them."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from councilkit.cli import cli
from councilkit.context import Context, Council
from councilkit.database import metadata
from councilkit.deadlines import watching
from councilkit.register.tables import registrations

Due = Callable[..., tuple[str, str]]


@pytest.fixture
def typed(council: Council, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("COUNCILKIT_HOME", str(council.config.home))
    return lambda *words: CliRunner().invoke(cli, list(words))


def test_renewals_are_told_and_written(typed: Callable[..., Any], due: Due, tmp_path: Path) -> None:
    due("Mary Smyth")
    told = typed("renewals", "--as-of", "2026-12-01")
    assert told.exit_code == 1
    assert "Nothing done  ni.social_worker  1" in told.output
    assert "Mary Smyth  2026-12-31  nothing  Check your details; Learning: 0 of 90 hours; Fee: GBP 65" in told.output
    (record,) = json.loads(typed("renewals", "--as-of", "2026-12-01", "--json").output)
    assert (record["group"], record["lapses"], record["left"][-1]) == ("nothing", True, "sign")
    file = tmp_path / "r.csv"
    assert typed("renewals", "--as-of", "2026-12-01", "-o", str(file)).exit_code == 1
    (row,) = csv.DictReader(file.open(encoding="utf-8-sig"))
    assert (row["name"], row["due"]) == ("Mary Smyth", "2026-12-31")


@pytest.mark.parametrize("words", [("--by", "2026-12-30"), ("--part", "ro.social_worker")])
def test_nobody_would_lapse(typed: Callable[..., Any], due: Due, words: tuple[str, ...]) -> None:
    due("Mary Smyth")
    assert typed("renewals", "--as-of", "2026-12-01", *words).exit_code == 0


def test_an_unknown_part_and_nobody_are_said(typed: Callable[..., Any]) -> None:
    unknown = typed("renewals", "--part", "nope")
    assert unknown.exit_code == 2
    assert "There is no register part" in unknown.output
    assert "ni.social_worker" in unknown.output
    assert typed("renewals").output == "Nobody's renewal is open.\n"


def test_one_row_is_one(typed: Callable[..., Any], due: Due, tmp_path: Any) -> None:
    due("Mary Smyth")
    said = typed("renewals", "--as-of", "2026-12-01", "-o", str(tmp_path / "renewals.csv")).output
    assert "1 row is in " in said


def test_reminders_are_looked_at_and_sent_once_a_day(
    typed: Callable[..., Any], ctx: Context, council: Council, due: Due
) -> None:
    _, registration = due("Mary Smyth")
    with ctx.change("test.due", "test") as change:
        change.update(registrations, registration, {"expires_on": date.today()})  # the command's clock is the wall's
    dry = typed("remind", "--dry-run")
    assert (dry.exit_code, "before_1" in dry.output) == (0, True)
    assert not (council.config.home / "mail").exists()
    waits = typed("remind", "--daily")
    assert (waits.exit_code, "would send up to 1 letter: start them." in waits.output) == (3, True)
    assert not (council.config.home / "mail").exists()
    watching.start(ctx)
    sent = json.loads(typed("remind", "--daily", "--json").output)
    assert (sent["sent"], [each["state"] for each in sent["reminders"]]) == (1, ["sent"])
    assert typed("remind", "--daily").output == "The reminders of today have gone out already.\n"
    assert "0 sent, 0 failed" in typed("remind").output
    assert len(list((council.config.home / "mail").iterdir())) == 1
    refused = typed("remind", "--as-of", "2030-01-01")
    assert (refused.exit_code, str(refused.exception)[:11]) == (1, "Letters go ")


def test_the_doctor_tells_when_reminders_do_not_go_out(council: Council, ctx: Context, due: Due) -> None:
    from councilkit.doctor import examine

    def reminders() -> list[tuple[bool, str]]:
        return [(each.ok, each.sentence) for each in examine(council) if each.what == "reminders"]

    metadata.create_all(council.database.engine)
    assert reminders() == [(True, "none is missing; the next run sends at most 0 letters")]
    due()
    ((ok, sentence),) = reminders()
    assert (ok, "have never gone out" in sentence) == (False, True)
