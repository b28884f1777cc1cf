"""Registrants go in whole, once, with their ledger; what is refused is told and nothing is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from councilkit.context import Context
from councilkit.errors import NotPermitted
from councilkit.imports.model import Outcome
from councilkit.ledger import services as ledger
from councilkit.ledger import store as ledger_store
from councilkit.ledger.change import untold
from councilkit.ledger.model import encode, replay
from councilkit.register import tables
from councilkit.register.services import people

from .conftest import ANA, person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

Bring = Callable[..., Outcome]
Refused = Callable[[], list[dict[str, str]]]
WRITTEN = (
    tables.persons,
    tables.person_names,
    tables.organisations,
    tables.registrations,
    tables.registration_events,
    tables.qualifications,
    tables.employment,
    tables.orders,
)


def rows(ctx: Context, table: Any) -> list[dict[str, Any]]:
    with ctx.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def count(ctx: Context) -> dict[str, int]:
    with ctx.reading() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in WRITTEN}


def test_a_registrant_goes_in_whole(ctx: Context, bring: Bring) -> None:
    outcome = bring("registrants", [ANA])
    assert (outcome.rows, outcome.taken, outcome.refused) == (1, 1, 0)
    (who,), (entry,) = rows(ctx, tables.persons), rows(ctx, tables.registrations)
    assert (who["given_names"], who["family_name"], who["search_name"]) == ("Ana Maria", "Țurcanu", "ana maria turcanu")
    assert (who["email"], who["phone"], who["gender"]) == ("ana@example.org", "+40721123456", "female")
    assert who["public_id"].endswith("-00001")
    assert (entry["person_id"], entry["number"], entry["part"]) == (who["id"], "7/2019", "ro.social_worker")
    assert (str(entry["registered_on"]), str(entry["expires_on"])) == ("2019-05-03", "2029-05-02")
    (award,), (work,), (employer,) = (
        rows(ctx, t) for t in (tables.qualifications, tables.employment, tables.organisations)
    )
    assert (award["institution"], str(award["awarded_on"]), award["awarded_year"]) == (
        'Univ. "Cuza"',
        "2002-07-01",
        2002,
    )
    assert work["organisation_id"] == employer["id"]
    names = {(name["family_name"], name["given_names"], name["search_name"]) for name in rows(ctx, tables.person_names)}
    assert names == {("Radu", "", "radu"), ("Ilie", "Ana", "ana ilie")}


def test_the_ledger_gives_every_row_back_as_it_stands(ctx: Context, bring: Bring) -> None:
    odd = person(
        2,
        given_names="Zoë \\ “x”",
        family_name="O’Neill",
        employer='A "B" \\ C',
        status="suspended",
        status_on="2024-01-31",
    )
    bring("registrants", [ANA, odd, person(3, status="left", status_on="2024-02-01", status_note="As recorded")])
    assert ledger.verify(ctx) == (5, [])
    with ctx.reading() as connection:
        replayed = replay(ledger_store.read(connection))
    for table in WRITTEN:
        told = [{name: row[name] for name in row if name not in untold(table)} for row in rows(ctx, table)]
        stored = {row["id"]: json.loads(encode({"row": [row]}))["row"][0] for row in told}
        assert replayed[table.name] == stored, table.name


def test_one_entry_a_registrant_that_holds_since_the_registration(ctx: Context, bring: Bring) -> None:
    bring("registrants", [ANA, person(2)])
    ids = {row["id"] for row in rows(ctx, tables.persons)}
    for id in ids:
        (entry,) = ledger.history(ctx, id)
        assert (entry.action, entry.actor) == ("imports.registrant", "system")
        assert str(entry.effective_on) in ("2019-05-03", "2020-01-01")
    assert len(ids) == 2


def test_running_it_again_changes_nothing(ctx: Context, bring: Bring) -> None:
    batch = [ANA, person(2), person(3, status="removed", status_on="2024-01-31"), person(4, employer="DGASPC")]
    bring("registrants", batch)
    before, entries = count(ctx), ledger.verify(ctx)
    outcome = bring("registrants", batch)
    assert (outcome.taken, outcome.unchanged, outcome.refused) == (0, 4, 0)
    assert (count(ctx), ledger.verify(ctx)) == (before, entries)


def test_it_changes_nothing_either_when_the_register_has_moved_on(ctx: Context, bring: Bring, acting: Any) -> None:
    bring("registrants", [ANA, person(2)])
    (ana, *_) = [row for row in rows(ctx, tables.persons) if row["family_name"] == "Țurcanu"]
    people.change_person(acting("registrar"), ana["id"], {**_known(ana), "family_name": "Marinescu"})
    outcome = bring("registrants", [ANA, person(2)])
    assert (outcome.taken, outcome.unchanged, outcome.refused) == (0, 2, 0)


def _known(row: dict[str, Any]) -> dict[str, Any]:
    names = (
        "given_names",
        "date_of_birth",
        "gender",
        "email",
        "phone",
        "country",
        "area_code",
        "settlement",
        "version",
    )
    return {name: row[name] for name in names}


def test_other_data_for_a_known_number_is_refused_with_the_difference(
    ctx: Context, bring: Bring, refused: Refused
) -> None:
    bring("registrants", [ANA])
    outcome = bring("registrants", [ANA | {"email": "other@example.org", "employer": "Northside"}])
    assert (outcome.taken, outcome.refused) == (0, 1)
    (row,) = refused()
    assert row["field"] == "registration_number"
    assert "email is “ana@example.org” there" in row["problem"]
    assert "employer is not there" in row["problem"]
    assert row["suggestion"]
    assert len(rows(ctx, tables.organisations)) == 1


def test_an_empty_cell_says_nothing_against_the_register(bring: Bring) -> None:
    bring("registrants", [ANA])
    outcome = bring(
        "registrants", [{name: ANA[name] for name in ("registration_number", "part", "given_names", "registered_on")}]
    )
    assert (outcome.unchanged, outcome.refused) == (1, 0)


def test_refused_rows_come_back_as_they_came(bring: Bring, refused: Refused, ctx: Context) -> None:
    bad = person(2, date_of_birth="31/02/1980", email="no address", part="ro.socialworker")
    outcome = bring("registrants", [ANA, bad, person(3)])
    assert (outcome.taken, outcome.refused) == (2, 1)
    (row,) = refused()
    assert {name: row[name] for name in bad} == bad
    assert row["line"] == "3"
    assert row["field"] == "part; date_of_birth; email"
    assert 'Did you mean "ro.social_worker"?' in row["problem"]
    assert "email: Enter an email address" in row["problem"]
    assert "date_of_birth: Look the date up" in row["suggestion"]


def test_a_mended_file_of_refused_rows_goes_in(bring: Bring, tmp_path: Path, ctx: Context) -> None:
    bring("registrants", [ANA, person(2, date_of_birth="03.04.1980")])
    text = (tmp_path / "refused.csv").read_text(encoding="utf-8")
    assert "1980-04-03" in text
    outcome = bring("registrants", text.replace("03.04.1980", "1980-04-03"))
    assert (outcome.rows, outcome.taken, outcome.refused) == (1, 1, 0)


def test_a_part_whose_plugin_is_not_loaded_is_refused(make_council: Any, bring: Bring, refused: Refused) -> None:
    from councilkit.context import SYSTEM

    only = make_council("other", plugins_enabled=("ni_qbr",)).acting(SYSTEM)
    outcome = bring("registrants", [person(1), person(2, part="ni.social_worker")], ctx=only)
    assert (outcome.taken, outcome.refused) == (1, 1)
    assert refused()[0]["field"] == "part"
    assert "is not on the list" in refused()[0]["problem"]


def test_a_dry_run_writes_nothing(ctx: Context, bring: Bring, refused: Refused) -> None:
    outcome = bring("registrants", [ANA, person(2), person(2), person(3, email="x")], dry_run=True)
    assert (outcome.taken, outcome.again, outcome.refused) == (2, 1, 1)
    assert not any(count(ctx).values())
    assert ledger.verify(ctx) == (0, [])
    assert len(refused()) == 1


def test_the_same_line_twice_counts_once(bring: Bring, ctx: Context) -> None:
    outcome = bring("registrants", [person(1), person(2), person(1)])
    assert (outcome.taken, outcome.again, outcome.refused) == (2, 1, 0)
    assert len(rows(ctx, tables.registrations)) == 2


def test_one_number_with_other_data_in_one_file_is_refused_and_names_the_line(bring: Bring, refused: Refused) -> None:
    outcome = bring("registrants", [person(1), person(1, given_names="Ion"), person(1, part="ni.social_worker")])
    assert (outcome.taken, outcome.refused) == (2, 1)
    assert refused()[0]["problem"] == "Line 2 of this file has the same number with other data."


def test_a_later_line_may_mend_a_refused_one(bring: Bring) -> None:
    outcome = bring("registrants", [person(1, email="x"), person(1, email="x@example.org")])
    assert (outcome.taken, outcome.refused) == (1, 1)


def test_batches_see_what_went_before(bring: Bring, monkeypatch: pytest.MonkeyPatch, ctx: Context) -> None:
    from councilkit.imports import reading

    monkeypatch.setattr(reading.Source.batches, "__defaults__", (2,))
    lines = [
        person(1),
        person(2, employer="A"),
        person(3, employer="a"),
        person(1),
        person(2, email="a@b.ro"),
        person(4),
    ]
    outcome = bring("registrants", lines)
    assert (outcome.taken, outcome.again, outcome.refused) == (4, 1, 1)
    assert [row["name"] for row in rows(ctx, tables.organisations)] == ["A"]
    assert ledger.verify(ctx)[1] == []


def test_status_words_become_events_and_orders_never_a_status(ctx: Context, bring: Bring, refused: Refused) -> None:
    told = {"status_on": "2024-01-31", "status_note": "As recorded"}
    outcome = bring(
        "registrants",
        [
            person(1, status="removed", **told),
            person(2, status="left", **told),
            person(3, status="suspended", **told),
            person(4, status="active", **told),
            person(5, status="removed"),
            person(6, status="removed", status_on="2019-01-31"),
        ],
    )
    assert (outcome.taken, outcome.refused) == (4, 2)
    events = {(row["kind"], str(row["effective_on"]), row["reason"]) for row in rows(ctx, tables.registration_events)}
    assert events == {("removed", "2024-01-31", "As recorded"), ("left", "2024-01-31", "As recorded")}
    (order,) = rows(ctx, tables.orders)
    assert (order["kind"], order["effect"], str(order["starts_on"])) == ("ro.suspension", "suspended", "2024-01-31")
    assert [row["field"] for row in refused()] == ["status_on", "status_on"]
    assert "is not known" in refused()[0]["problem"]


def test_rows_with_one_public_id_are_one_person(ctx: Context, bring: Bring, refused: Refused) -> None:
    mine = {"public_id": "SW-7KQ4-00123", "date_of_birth": "1980-01-01", "given_names": "Ana"}
    outcome = bring(
        "registrants",
        [
            person(1, **mine),
            person(2, **mine | {"part": "ro.independent_practice"}),
            person(3, **mine | {"given_names": "Ion"}),
            person(4),
        ],
    )
    assert (outcome.taken, outcome.refused) == (3, 1)
    assert "somebody with another name" in refused()[0]["problem"]
    assert {row["public_id"][-6:] for row in rows(ctx, tables.persons)} == {"-00123", "-00124"}
    assert len({row["person_id"] for row in rows(ctx, tables.registrations)}) == 2
    again = bring("registrants", [person(5, **mine | {"part": "ni.social_worker"})])
    assert again.taken == 1
    assert len(rows(ctx, tables.persons)) == 2


def test_numbers_are_kept_as_they_are_searched(ctx: Context, bring: Bring) -> None:
    outcome = bring("registrants", [person(1, registration_number="as 12 b"), person(2, registration_number="AS12B")])
    assert [row["number"] for row in rows(ctx, tables.registrations)] == ["AS12B"]
    assert (outcome.taken, outcome.refused) == (1, 1)


def test_a_dash_is_no_employer(bring: Bring, refused: Refused) -> None:
    assert bring("registrants", [person(1, employer="--")]).refused == 1
    assert refused()[0]["field"] == "employer"


def test_who_may_import(bring: Bring, acting: Any) -> None:
    for role in ("registrant", "assessor", "publisher"):
        with pytest.raises(NotPermitted):
            bring("registrants", [ANA], ctx=acting(role))
    assert bring("registrants", [ANA], ctx=acting("registrar")).taken == 1
