"""A person's own copy: all that is theirs, nothing that is another's, no secrets."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.cpd import services
from councilkit.cpd.evidence import shelf
from councilkit.cpd.export import everything_held
from councilkit.cpd.files import checked
from councilkit.database import new_id
from councilkit.errors import NotPermitted
from councilkit.ledger import services as ledger
from councilkit.register.tables import employment, orders, organisations, qualifications, registration_events
from tests.conftest import both_databases
from tests.cpd.conftest import PDF


@pytest.fixture
def ana(
    make_person: Callable[..., str], acting: Callable[..., Context], ctx: Context, registration_of: Callable[..., Any]
) -> Context:
    """A registrant with an account, a qualification, an order, a record and a file; and another person beside her."""
    person_id, other = make_person(), make_person(given_names="Maria", family_name="Other")
    for id, name in ((person_id, "ana"), (other, "maria")):
        account = {
            "id": new_id(),
            "email": f"{name}@example.org",
            "name": name,
            "roles": ["registrant"],
            "session": "s",
        }
        with ctx.change("accounts.test", account["id"]) as change:
            change.insert(accounts, {**account, "password": "argon-secret", "person_id": id})
            change.insert(qualifications, {"person_id": id, "award": f"Degree of {name}"})
    actor = acting("registrant", person_id=person_id)
    row = {"title": "Trauma training", "on": date(2026, 11, 1), "amount": 2}
    files = [checked(PDF, "certificate.pdf", 10)]
    services.log_record(actor, registration_of(person_id), row, files=files)
    services.log_record(ctx, registration_of(other), {**row, "title": "Maria's training"})
    order = {"registration_id": registration_of(person_id)["id"], "kind": "conditions", "effect": "conditions"}
    with ctx.change("register.order", person_id) as change:
        change.insert(orders, {**order, "starts_on": date(2026, 1, 1), "private_note": "told by a neighbour"})
        change.insert(qualifications, {"person_id": other, "award": "Maria's second degree"})
    return actor


def opened(ctx: Context) -> zipfile.ZipFile:
    with everything_held(ctx, str(ctx.actor.person_id)) as file:
        return zipfile.ZipFile(BytesIO(file.read()))


@both_databases
def test_it_holds_all_that_is_theirs(ana: Context) -> None:
    found = opened(ana)
    assert found.testzip() is None
    data = json.loads(found.read("data.json"))
    for table in ("persons", "accounts", "registrations", "qualifications", "orders", "cpd_records", "cpd_evidence"):
        assert len(data[table]) == 1, table
    assert found.read("evidence/001 certificate.pdf") == PDF
    assert "Trauma training" in found.read("index.html").decode()
    assert "Trauma training" in found.read("learning.csv").decode()
    assert "Trauma training" in found.read("tables/cpd_records.csv").decode()
    assert {entry["action"] for entry in json.loads(found.read("history.json"))} >= {"cpd.log", "register.order"}


def test_the_page_is_whole_and_in_words(ana: Context, ctx: Context, registration_of: Callable[..., Any]) -> None:
    person_id = str(ana.actor.person_id)
    registration = registration_of(person_id)
    with ctx.change("register.renew", person_id) as change:
        employer = change.insert(organisations, {"name": "Riverbank Trust", "search_name": "riverbank trust"})
        job = {"person_id": person_id, "organisation_id": employer, "area_code": "GB-NMD"}
        change.insert(employment, {**job, "role": "Later", "starts_on": date(2020, 3, 4)})
        change.insert(employment, {**job, "role": "Sooner", "starts_on": date(2010, 3, 4)})
        renewed = {"registration_id": registration["id"], "kind": "renewed", "effective_on": date(2028, 4, 1)}
        change.insert(registration_events, {**renewed, "until": date(2031, 3, 31), "position": 1})
    later = replace(ctx, council=replace(ctx.council, clock=lambda: datetime(2029, 1, 1, tzinfo=UTC)))
    with everything_held(later, person_id) as file:
        found = zipfile.ZipFile(BytesIO(file.read()))
    page = re.sub(r"</dt><dd>", ": ", found.read("index.html").decode())
    for words in (
        "organisation: Riverbank Trust",
        "area: Newry, Mourne and Down (GB-NMD)",
        "part: Social worker (xx.social_worker)",
        "first term ended on: 31 March 2028",
        "present term ends on: 31 March 2031",
        "roles: Registrant",
        "logged at: 22 November 2026 at 10:42",
        "22 November 2026 at 10:42: Renewed, by the council",
    ):
        assert words in page
    assert page.index("Sooner") < page.index("Later")
    assert not re.search(r"\d\d\d\d-\d\d-\d\d|\[&#34;|register\.", page)
    assert "Riverbank Trust" in found.read("tables/employment.csv").decode()


def test_nothing_of_another_and_no_secret(ana: Context) -> None:
    found = opened(ana)
    everything = b"\n".join(found.read(name) for name in found.namelist()).decode("utf-8", "replace")
    for word in ("Maria", "maria@", "Other", "argon-secret", "neighbour"):
        assert word not in everything
    assert "orders.private_note" in found.read("index.html").decode()


def test_what_somebody_typed_cannot_run_in_the_index(ana: Context, registration_of: Callable[..., Any]) -> None:
    person_id = str(ana.actor.person_id)
    row = {"title": "<script>alert(1)</script>", "on": date(2026, 11, 1), "amount": 2}
    services.log_record(ana, registration_of(person_id), row)
    assert "<script>" not in opened(ana).read("index.html").decode()


def test_an_erased_history_is_told_as_erased(ana: Context, ctx: Context) -> None:
    ledger.redact(ctx, str(ana.actor.person_id), "asked for")
    assert "content erased" in opened(ana).read("index.html").decode()


def test_a_file_missing_on_disk_is_named(ana: Context) -> None:
    shelf(ana).remove(shelf(ana).put(PDF))
    found = opened(ana)
    assert "1 of your files could not be read" in found.read("index.html").decode()


def test_only_for_oneself_or_by_who_may_read_the_ledger(
    ana: Context, acting: Callable[..., Context], make_person: Callable[..., str]
) -> None:
    person_id = str(ana.actor.person_id)
    for stranger in (acting("registrant", person_id=make_person()), acting("assessor"), acting("employer")):
        with pytest.raises(NotPermitted):
            everything_held(stranger, person_id)
    everything_held(acting("registrar"), person_id).close()


def test_the_page_and_the_file(ana: Context, sign_in: Callable[..., Any], make_person: Callable[..., str]) -> None:
    browser = sign_in("registrant", person_id=make_person())
    assert "Download everything" in browser.get("/my/export").get_data(as_text=True)
    answer = browser.get("/my/export.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert "everything-held-2026-11-22.zip" in answer.headers["Content-Disposition"]
    assert zipfile.ZipFile(BytesIO(answer.data)).testzip() is None
