"""People who may be one person are proposed, never merged alone, and never twice."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from councilkit.context import Context
from councilkit.imports.duplicates import one_slip
from councilkit.imports.model import Outcome
from councilkit.ledger import services as ledger
from councilkit.register.services import merges
from councilkit.register.tables import duplicates, persons

from .conftest import person

both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
BORN = {"date_of_birth": "1980-01-31"}
Bring = Callable[..., Outcome]


def pairs(ctx: Context) -> set[tuple[frozenset[str], str]]:
    with ctx.reading() as connection:
        names = {row.id: row.given_names for row in connection.execute(select(persons))}
        found = connection.execute(select(duplicates)).all()
    return {(frozenset((names[row.first_id], names[row.second_id])), row.why) for row in found}


@both
def test_same_name_and_birth_or_same_email_and_birth(ctx: Context, bring: Bring) -> None:
    outcome = bring(
        "registrants",
        [
            person(1, given_names="Ștefania", **BORN),
            person(2, given_names="STEFANIA", **BORN),
            person(3, given_names="Stefania", date_of_birth="1981-01-31"),
            person(4, given_names="Ana", email="Ana@example.org", **BORN),
            person(5, given_names="Anna", email="ana@example.org", **BORN),
            person(6, given_names="Stefania"),
        ],
    )
    assert outcome.duplicates == 2
    assert pairs(ctx) == {
        (frozenset({"Ștefania", "STEFANIA"}), "Same name and date of birth"),
        (frozenset({"Ana", "Anna"}), "Same email address and date of birth"),
    }
    assert ledger.verify(ctx)[1] == []


@both
def test_numbers_one_slip_apart_where_no_birth_speaks_against_it(ctx: Context, bring: Bring) -> None:
    same = {"given_names": "Ana"}
    bring(
        "registrants",
        [
            person(1, registration_number="12345", **same),
            person(2, registration_number="12435", **same, **BORN),
            person(3, registration_number="99999", **same),
            person(4, registration_number="12346", given_names="Ion"),
        ],
    )
    assert {why for _, why in pairs(ctx)} == {"Same name, and registration numbers one slip apart"}
    assert len(pairs(ctx)) == 1


@both
def test_a_later_import_finds_those_who_were_there_and_proposes_nothing_twice(
    ctx: Context, bring: Bring, acting: Any
) -> None:
    bring("registrants", [person(1, given_names="Ana", **BORN)])
    assert bring("registrants", [person(2, given_names="Ana", **BORN)]).duplicates == 1
    assert bring("registrants", [person(2, given_names="Ana", **BORN)]).duplicates == 0
    with ctx.reading() as connection:
        (row,) = connection.execute(select(duplicates)).mappings()
    merges.settle_different(acting("registrar"), row["id"], row["version"])
    assert bring("registrants", [person(3, given_names="Ion")]).duplicates == 0


@both
def test_a_dry_run_counts_them(ctx: Context, bring: Bring) -> None:
    twins = [person(1, given_names="Ana", **BORN), person(2, given_names="ANA", **BORN), person(3, given_names="Ana")]
    assert bring("registrants", twins, dry_run=True).duplicates == 1
    assert pairs(ctx) == set()


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("12345", "12435", True),
        ("12345", "12346", True),
        ("12345", "1245", True),
        ("12345", "123456", True),
        ("12345", "12345", False),
        ("12345", "12534", False),
        ("12345", "12367", False),
        ("1", "234", False),
        ("7/2020", "8/2020", False),
        ("7027/2015", "7072/2015", True),
    ],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is slip
    assert one_slip(other, one) is slip


@given(st.text("0123", max_size=6), st.text("0123", max_size=6))
def test_one_slip_is_what_it_says(one: str, other: str) -> None:
    one, other = f"9999{one}", f"9999{other}"
    letters = "01239"
    places = range(len(one))
    slips = {one[:p] + c + one[p + 1 :] for p in places for c in letters}
    slips |= {one[:p] + one[p + 1 :] for p in places}
    slips |= {one[:p] + c + one[p:] for p in range(len(one) + 1) for c in letters}
    slips |= {one[:p] + one[p + 1] + one[p] + one[p + 2 :] for p in range(len(one) - 1)}
    assert one_slip(one, other) is (other in slips - {one})
