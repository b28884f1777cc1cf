"""What the core publishes of the register, on a small one."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from councilkit.context import Context
from councilkit.publication import own
from councilkit.publication.model import Publication
from councilkit.publication.rows import rows_of
from councilkit.register.tables import employment, organisations, registrations

AS_OF = date(2026, 11, 22)


def published(ctx: Context, publication: Publication, as_of: date = AS_OF) -> list[dict[str, object]]:
    return [dict(zip(publication.names, row, strict=True)) for row in rows_of(publication, ctx, as_of)]


def test_an_entry_shows_what_the_law_makes_public_and_nothing_else(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ștefan", "Țurcanu", number="104223", public_id="SW-7KQ4-1", until=date(2027, 3, 31))
    (row,) = published(ctx, own.REGISTER)
    assert row == {
        "public_id": "SW-7KQ4-1",
        "name": "Ștefan Țurcanu",
        "name_other_scripts": None,
        "number": "104223",
        "part": "ro.social_worker",
        "status": "Registered",
        "may_practise": 1,
        "registered_since": "2019-05-03",
        "registered_until": "2027-03-31",
        "area": "RO-CJ",
        "qualification": "BSc Social Work",
        "qualification_country": "RO",
        "name_plain": "stefan turcanu",
    }


def test_the_standing_is_that_of_the_day(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop", number="1", until=date(2027, 3, 31), orders=["suspended"])
    assert [row["status"] for row in published(ctx, own.REGISTER)] == ["Suspended"]
    assert [row["status"] for row in published(ctx, own.REGISTER, date(2025, 6, 1))] == ["Registered"]
    assert published(ctx, own.REGISTER, date(2027, 4, 1)) == []
    assert published(ctx, own.REGISTER, date(2019, 5, 2)) == []


def test_who_was_removed_or_has_no_part_any_more_is_not_published(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop", orders=["removed"])
    entered(ctx, "Ion", "Pop", part="xx.unknown_part")
    assert published(ctx, own.REGISTER) == []


def test_names_in_other_scripts_are_published(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Somchai", "Jaidee", part="th.social_worker", scripts=[("สมชาย", "ใจดี", "th")])
    assert published(ctx, own.REGISTER)[0]["name_other_scripts"] == "สมชาย ใจดี"


def test_learning_is_summed_without_persons(ctx: Context, entered: Callable[..., str]) -> None:
    day = date(2026, 3, 1)
    for number in range(6):
        entered(ctx, "Ana", f"Pop {number}", learning=[(day, 2.5), (day, 1.5), (date(2027, 1, 1), 9)])
    (row,) = published(ctx, own.LEARNING)
    said = {"part": "ro.social_worker", "year": 2026, "unit": "hour", "people": 5, "entries": 10, "amount": 20}
    assert row == said | {"flag": None}


def test_what_one_person_added_between_two_releases_cannot_be_told(ctx: Context, entered: Callable[..., str]) -> None:
    day = date(2026, 3, 1)
    for number in range(6):
        entered(ctx, "Ana", f"Pop {number}", learning=[(day, 2.5), (day, 1.5)])
    before = published(ctx, own.LEARNING)
    entered(ctx, "Ana", "Pop 7", learning=[(day, 0.5)])
    assert published(ctx, own.LEARNING) == before
    for row in published(ctx, own.LEARNING):
        assert (row["people"] % 5, row["entries"] % 10, row["amount"] % 10) == (0, 0, 0)


def test_every_part_of_a_plugin_is_listed(ctx: Context) -> None:
    rows = published(ctx, own.PARTS)
    assert {"ro.social_worker", "ni.social_worker", "th.social_worker"} <= {row["code"] for row in rows}


def test_the_area_is_that_of_the_work_that_goes_on(ctx: Context, entered: Callable[..., str]) -> None:
    entry = entered(ctx, "Ana", "Pop", area="RO-CJ")
    with ctx.change("test.work", entry) as change:
        owner = change.connection.execute(select(registrations.c.person_id)).scalar_one()
        place = change.insert(organisations, {"name": "Trust", "search_name": "trust"})
        for area, starts, ends in (("RO-B", 2020, date(2025, 1, 1)), ("RO-TM", 2021, None), ("RO-IS", 2019, None)):
            job = {"person_id": owner, "organisation_id": place, "area_code": area, "ends_on": ends}
            change.insert(employment, job | {"starts_on": date(starts, 1, 1)})
    assert published(ctx, own.REGISTER)[0]["area"] == "RO-TM"
