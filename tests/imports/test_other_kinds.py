"""Qualifications, learning and employment of people who are registered."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from councilkit.context import Context
from councilkit.cpd import csvfile
from councilkit.cpd.tables import records
from councilkit.imports.model import Outcome
from councilkit.ledger import services as ledger
from councilkit.ledger import store as ledger_store
from councilkit.ledger.model import replay
from councilkit.register.tables import employment, organisations, persons, qualifications

from .conftest import ANA, person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

Bring = Callable[..., Outcome]
Refused = Callable[[], list[dict[str, str]]]


def rows(ctx: Context, table: Any) -> list[dict[str, Any]]:
    with ctx.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


@pytest.fixture
def council_of_two(bring: Bring) -> None:
    """Ana with all she has, Pop in two parts of the register."""
    assert bring("registrants", [ANA, person(2), person(2, part="ni.social_worker")]).taken == 3


@pytest.mark.usefixtures("council_of_two")
def test_qualifications(ctx: Context, bring: Bring, refused: Refused) -> None:
    lines = [
        {
            "registration_number": "7/2019",
            "award": "Master",
            "institution": "UBB",
            "awarded_on": "2010-07-01",
            "level": "eqf:7",
        },
        {
            "registration_number": "7/2019",
            "award": "Master",
            "institution": "UBB",
            "awarded_on": "2010-07-01",
            "level": "eqf:7",
        },
        {
            "registration_number": "7/2019",
            "award": "Licență",
            "institution": 'Univ. "Cuza"',
            "country": "RO",
            "awarded_on": "2002-07-01",
            "level": "EQF:6",
        },
        {"registration_number": "2/2020", "award": "BSW"},
        {"registration_number": "2/2020", "part": "ni.social_worker", "award": "BSW"},
        {"registration_number": "99", "award": "BSW"},
        {"registration_number": "7/2019", "part": "ni.social_worker", "award": "BSW"},
    ]
    outcome = bring("qualifications", lines)
    assert (outcome.taken, outcome.again, outcome.unchanged, outcome.refused) == (2, 1, 1, 3)
    problems = [row["problem"] for row in refused()]
    assert (
        problems[0] == "The number 2/2020 stands in several parts of the register: ni.social_worker, ro.social_worker."
    )
    assert problems[1] == "Nobody with the number 99 is on the register."
    assert problems[2] == "Nobody with the number 7/2019 is on the register in the part ni.social_worker."
    master = next(row for row in rows(ctx, qualifications) if row["award"] == "Master")
    assert (master["level"], master["awarded_year"]) == ("EQF:7", 2010)
    assert bring("qualifications", lines).taken == 0
    assert ledger.verify(ctx)[1] == []


@pytest.mark.usefixtures("council_of_two")
def test_employment(ctx: Context, bring: Bring, refused: Refused) -> None:
    lines = [
        {
            "registration_number": "7/2019",
            "employer": "Dgaspc",
            "role": "Social worker",
            "starts_on": "2020-01-01",
            "part_time": "50",
        },
        {"registration_number": "7/2019", "employer": "Northside", "starts_on": "2021-01-01", "ends_on": "2020-01-01"},
        {"registration_number": "7/2019", "employer": "Northside"},
    ]
    outcome = bring("employment", lines)
    assert (outcome.taken, outcome.refused) == (2, 1)
    assert "must not be before the first" in refused()[0]["problem"]
    assert sorted(row["name"] for row in rows(ctx, organisations)) == ["DGASPC", "Northside"]
    assert {row["part_time"] for row in rows(ctx, employment)} == {None, 50}
    again = bring("employment", lines)
    assert (again.taken, again.unchanged) == (0, 2)
    assert bring("employment", [lines[0] | {"ends_on": "2022-01-01"}]).refused == 1
    assert refused()[0]["field"] == "starts_on"
    assert "holds this role at this employer for some of these days already" in refused()[0]["problem"]
    other = bring(
        "employment",
        [lines[0] | {"employer": "Southside"}, lines[0] | {"ends_on": "2019-12-31", "starts_on": "2018-01-01"}],
    )
    assert (other.taken, other.refused) == (2, 0)


TALK = {"registration_number": "7/2019", "on": "2026-03-01", "title": "Team talk", "amount": "1,5", "unit": "hour"}


@pytest.mark.usefixtures("council_of_two")
def test_learning(ctx: Context, bring: Bring, refused: Refused) -> None:
    lines = [
        TALK | {"kind": "informal", "peer_reflection": "yes", "evidence": "binder 3", "reflection": "More “of” it"},
        TALK | {"on": "2027-01-01"},
        TALK | {"on": "1980-01-01", "title": "Before birth"},
        TALK | {"amount": "lots"},
        TALK
        | {"category": "no such thing", "title": "Other", "registration_number": "2/2020", "part": "ni.social_worker"},
    ]
    outcome = bring("cpd", lines)
    assert (outcome.taken, outcome.refused) == (1, 4)
    assert [row["field"] for row in refused()] == ["on", "on", "amount", "category"]
    (record,) = rows(ctx, records)
    assert (record["amount"], record["source"], record["evidence"]) == (Decimal("1.5"), "import", "binder 3")
    assert (record["peer_reflection"], record["standards"]) == (True, [])
    (who,) = [row for row in rows(ctx, persons) if row["family_name"] == "Țurcanu"]
    entry = ledger.history(ctx, who["id"])[-1]
    assert (entry.action, entry.rows["cpd_records"][0]["title"]) == ("imports.learning", "Team talk")
    assert bring("cpd", lines).unchanged == 1
    assert ledger.verify(ctx)[1] == []


@pytest.mark.usefixtures("council_of_two")
def test_an_impact_comes_whole_and_only_where_it_counts(ctx: Context, bring: Bring, refused: Refused) -> None:
    whole = {"impact_on": "service", "impact": "We changed the rota."}
    worker = TALK | whole | {"registration_number": "2/2020", "part": "ni.social_worker"}
    lines = [
        worker,
        worker | {"title": "Half", "impact": ""},
        worker | {"title": "Other", "impact_on": "nobody"},
        TALK | whole | {"title": "Elsewhere"},
    ]
    assert (bring("cpd", lines).taken, len(refused())) == (1, 3)
    assert [row["field"] for row in refused()] == ["impact", "impact_on", "impact_on"]
    (record,) = rows(ctx, records)
    assert {name: record[name] for name in whole} == whole
    assert bring("cpd", "".join(csvfile.everybodys_csv(ctx))).taken == 0


@pytest.mark.usefixtures("council_of_two")
def test_learning_that_stands_twice_counts_twice_and_is_told(ctx: Context, bring: Bring) -> None:
    outcome = bring("cpd", [TALK, TALK, TALK | {"title": "team  TALK"}])
    assert (outcome.taken, outcome.alike) == (3, 1)
    assert bring("cpd", [TALK, TALK, TALK]).unchanged == 3
    more = bring("cpd", [TALK] * 4)
    assert (more.taken, more.unchanged) == (1, 3)


@pytest.mark.usefixtures("council_of_two")
def test_the_councils_own_export_comes_back_the_same(ctx: Context, bring: Bring, make_council: Any) -> None:
    bring("cpd", [TALK, TALK, TALK | {"title": 'A "quoted"; title', "reflection": "two\nlines", "amount": "0.25"}])
    text = "".join(csvfile.everybodys_csv(ctx))
    assert bring("cpd", text).taken == 0
    formula = TALK | {"title": '=HYPERLINK("x")', "provider": "'+44 not a number", "reflection": "-1.5"}
    bring("cpd", [formula | {"title": f"{each}{formula['title']}"} for each in ("'", "''")])
    text = "".join(csvfile.everybodys_csv(ctx))
    assert '"=HYPERLINK' not in text
    assert {row["title"] for row in rows(ctx, records)} >= {'=HYPERLINK("x")', '\'=HYPERLINK("x")'}
    assert bring("cpd", text).taken == 0
    bring("registrants", [ANA])
    assert len(rows(ctx, records)) == 5


@pytest.mark.usefixtures("council_of_two")
def test_the_ledger_gives_every_row_back(ctx: Context, bring: Bring) -> None:
    bring("cpd", [TALK])
    bring("employment", [{"registration_number": "7/2019", "employer": "Northside"}])
    bring("qualifications", [{"registration_number": "7/2019", "award": "Master"}])
    with ctx.reading() as connection:
        replayed = replay(ledger_store.read(connection))
    for table in (records, employment, qualifications, organisations):
        stored = rows(ctx, table)
        assert set(replayed[table.name]) == {row["id"] for row in stored}
        for row in stored:
            assert set(replayed[table.name][row["id"]]) == set(row)


def test_files_of_another_kind_are_told(bring: Bring, tmp_path: Path) -> None:
    from councilkit.errors import Problem

    with pytest.raises(Problem, match="“amount” \\(number 4\\) is not known"):
        bring("registrants", [TALK])


@pytest.mark.usefixtures("council_of_two")
def test_whoever_imports_brings_in_nothing_about_themselves(
    ctx: Context, acting: Callable[..., Context], bring: Bring, refused: Refused
) -> None:
    (ana,) = (row["id"] for row in rows(ctx, persons) if row["given_names"] == "Ana Maria")
    lines = [
        {"registration_number": "7/2019", "award": "Master"},
        {"registration_number": "2/2020", "part": "ni.social_worker", "award": "BSW"},
    ]
    outcome = bring("qualifications", lines, ctx=acting("registrar", person_id=ana))
    assert (outcome.taken, outcome.refused) == (1, 1)
    assert refused()[0]["problem"] == "This is about yourself. Another officer must do it."
