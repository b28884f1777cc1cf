"""`councilkit status`: words or JSON, exit 0 when the person may practise, 1 when not."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from councilkit import opening
from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.register.services import registrations
from councilkit.standing.commands import status


@pytest.fixture
def run(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr(opening, "open_council", lambda *_: ctx.council)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(status, arguments)

    return invoke


@pytest.fixture
def entry(ana: Context, add_person: Callable[..., str], register: Callable[..., str]) -> Any:
    return registrations.find_registration(ana, register(add_person("Mary Smyth")))


def test_a_status_in_words(run: Callable[..., Result], entry: Any) -> None:
    result = run(entry["number"])
    assert result.exit_code == 0
    assert f"{entry['number']} (ni.social_worker), on 22 November 2026: Registered" in result.output
    assert "Registered. May work as a social worker." in result.output
    assert "The term ends on 31 March 2027." in result.output


def test_as_json_on_a_day_and_as_known_then(run: Callable[..., Result], entry: Any) -> None:
    after = json.loads(run(entry["number"], "--as-of", "2027-04-01", "--json").output)
    assert (after["status"], after["ended_on"], after["may_practise"]) == ("lapsed", "2027-04-01", False)
    assert run(entry["number"], "--as-of", "2027-04-01").exit_code == 1
    known = json.loads(run(entry["number"], "--known-at", "2026-11-22", "--json").output)
    assert known["status"] == "registered"
    assert known["known_at"].startswith("2026-11-22T23:59:59")


def test_what_is_not_there_is_said_in_a_sentence(run: Callable[..., Result], entry: Any) -> None:
    for arguments, sentence in (
        (["999999"], "no registration of this number"),
        ([entry["number"], "--known-at", "2020-01-01"], "Nothing was known"),
        ([entry["number"], "--part", "ro.social_worker"], "no registration of this number"),
    ):
        found = run(*arguments).exception
        assert isinstance(found, NotFound)
        assert sentence in found.message


def test_wrong_use(run: Callable[..., Result]) -> None:
    assert run().exit_code == 2
    assert run("1", "--as-of", "31/02/2026").exit_code == 2
    assert "Nothing is known of a day to come." in run("1", "--known-at", "2026-11-23").output
    assert "Example:" in run("--help").output
