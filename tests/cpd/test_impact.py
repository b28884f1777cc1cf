"""An impact of learning: asked where a framework counts it, told wherever the record is, worth credits."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest

from councilkit.catalogue import build
from councilkit.context import Context, Council
from councilkit.cpd import reading, services, undoing
from councilkit.cpd.model import Impact
from councilkit.cpd.schemas import form_schema
from councilkit.errors import Invalid
from councilkit.law.model import DatedValue, Law, Parameter
from tests.cpd.conftest import CREDITS, HOURS, LAW, PARTS, RULES, TODAY, text_of

TOLD = {"reflection": "Ask earlier", "impact_on": "service", "impact": "We changed the rota."}
FORMULA = {"with_reflection": 2, "with_impact": 3}
COUNTING = replace(HOURS, impacts=(Impact("self", "Self"), Impact("service", "The service")), credit="xx.hour")


def law(checked: date | None = date(2026, 11, 22)) -> Law:
    worth = DatedValue(FORMULA, date(2010, 1, 1), RULES, article="s. 2", checked=checked)
    return Law({**LAW.parameters, "xx.hour": Parameter("xx.hour", "Credits", "credits per hour", (worth,))})


@pytest.fixture
def council(make_council: Callable[..., Council]) -> Council:
    catalogue = build([("test", value) for value in (COUNTING, CREDITS, *PARTS)])
    return replace(make_council(), catalogue=catalogue, law=law())


def test_an_impact_is_asked_only_where_it_counts() -> None:
    assert not {"impact_on", "impact"} & set(form_schema(HOURS).fields)
    assert {"impact_on", "impact"} <= set(form_schema(COUNTING).fields)


def test_it_is_logged_and_told_in_the_record(browser: Any) -> None:
    shown = text_of(browser.get("/my/learning/new"))
    assert "On whom did it have an impact?" in shown.partition("Add more (optional)")[2]
    saved = browser.post("/my/learning/new", data={**TODAY, **TOLD}).location
    id = saved.rpartition("=")[2]
    page = browser.get(f"/my/learning/{id}").get_data(as_text=True)
    assert '<option value="service" selected>The service</option>' in page
    assert "We changed the rota." in page
    changed = {**TODAY, "on": "2026-11-22", **TOLD, "impact_on": "self", "version": "1"}
    assert browser.post(f"/my/learning/{id}", data=changed).status_code == 303
    history = text_of(browser.get(f"/my/learning/{id}/history"))
    assert "On whom did it have an impact? The service became Self" in history
    assert "Impact on Self What difference it made We changed the rota." in history


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({**TOLD, "impact_on": "nobody"}, '"nobody" is not on the list'),
        ({**TOLD, "impact_on": ""}, "Choose on whom it had an impact, or leave both empty."),
        ({**TOLD, "impact": " "}, "Write what difference it made, or leave both empty."),
        ({**TOLD, "impact": "x" * 10_001}, "This has 10,001 characters"),
    ],
)
def test_half_an_impact_is_a_sentence_and_what_was_typed_stays(
    browser: Any, given: dict[str, str], sentence: str
) -> None:
    answer = browser.post("/my/learning/new", data={**TODAY, **given})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert re.search(r"<details open>\s*<summary>Add more", page)
    assert "Ask earlier" in text_of(browser.get("/my/learning/new"))


def test_a_kind_that_no_framework_knows_is_refused(
    ctx: Context, make_person: Callable[..., str], registration_of: Callable[..., Any]
) -> None:
    row = {"title": "Talk", "on": date(2026, 5, 5), "amount": 1, **TOLD}
    with pytest.raises(Invalid, match=r"not known here\. Use one of: self, service"):
        services.log_record(ctx, registration_of(make_person()), {**row, "impact_on": "x"})
    with pytest.raises(Invalid, match="leave this empty"):
        services.log_record(ctx, registration_of(make_person("xx.manager")), {**row, "category": "course"})


def test_a_draft_keeps_it(browser: Any) -> None:
    assert browser.post("/my/learning/draft?form=learning", data={**TODAY, **TOLD}).status_code == 204
    assert "We changed the rota." in text_of(browser.get("/my/learning/new"))


def test_an_entry_from_before_impacts_were_asked_says_nothing_of_them(
    ctx: Context, person_id: str, log_for: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from councilkit.cpd import history

    id = log_for(title="Talk")
    services.change_record(ctx, id, {"title": "Talks", "on": date(2026, 11, 20)}, 1)
    kept = reading.ledger_entries

    def older(*args: Any, **more: Any) -> Any:
        for entry in kept(*args, **more):
            content = json.loads(entry.snapshot)
            if entry.action == "cpd.log":
                for row in content.get("cpd_records", ()):
                    del row["impact_on"], row["impact"]
            yield replace(entry, snapshot=json.dumps(content))

    monkeypatch.setattr(reading, "ledger_entries", older)
    assert [edit.changes for edit in reading.history(ctx, id)] == [[], [(history.FIELDS["title"], "Talk", "Talks")]]


def test_a_change_of_it_can_be_taken_back(ctx: Context, log_for: Callable[..., str]) -> None:
    id = log_for(**TOLD)
    services.change_record(ctx, id, {"title": "Team talk", "on": date(2026, 11, 20), "impact_on": "self"}, 1)
    assert undoing.undo_change(ctx, id, 2)["impact_on"] == "service"


def test_copies_hold_it(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(**TOLD)
    [row] = csv.DictReader(StringIO(browser.get("/my/learning.csv").get_data(as_text=True)))
    assert (row["impact_on"], row["impact"]) == ("service", "We changed the rota.")
    whole = ZipFile(BytesIO(browser.get("/my/export.zip").data))
    assert "We changed the rota." in whole.read("index.html").decode()
    assert "The service (service)" in whole.read("index.html").decode()


def test_the_list_tells_the_credits_and_where_they_come_from(browser: Any, log_for: Callable[..., str]) -> None:
    log_for(amount=2, reflection="Ask earlier")
    log_for(amount=1, title="Course", **TOLD)
    log_for(amount=5, title="Alone")
    log_for(amount=4, unit="credit", title="Logged")
    shown = text_of(browser.get("/my/learning"))
    assert "Credits, for information 11 credits (an hour with reflection 2, with impact 3)" in shown
    assert "Source: Rules of a test, s. 2" in shown


def test_credits_of_an_unverified_formula_say_so(council: Council, learner: Context) -> None:
    unsure = replace(learner, council=replace(council, law=law(checked=None)))
    earned = reading.learning(unsure, str(learner.actor.person_id)).earned
    assert earned is not None
    assert str(earned.caveat) == "Not yet verified against the source. Rules of a test, s. 2"


def test_no_credits_are_told_where_no_law_counts_them(
    acting: Callable[..., Context], make_person: Callable[..., str], council: Council
) -> None:
    for part in ("xx.manager", "xx.free"):
        reader = acting("registrant", person_id=make_person(part))
        assert reading.learning(reader, str(reader.actor.person_id)).earned is None
    reader = acting("registrant", person_id=make_person())
    silent = replace(reader, council=replace(council, law=LAW))
    assert reading.learning(silent, str(reader.actor.person_id)).earned is None
