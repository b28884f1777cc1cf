"""The employer of the demonstration: staff in every group, a first year to confirm, an applicant to endorse."""

from datetime import timedelta

from sqlalchemy import select

from councilkit.context import Actor, Context
from councilkit.demo.renewals import NEWCOMER_DAYS
from councilkit.demo.services import fill
from councilkit.demo.workplace import NEWCOMERS
from councilkit.demo.writing import populate
from councilkit.employers.confirming import asked_to_confirm
from councilkit.employers.model import GROUPS
from councilkit.employers.staff import read_listing
from councilkit.register.services.endorsing import asked_of_employer
from councilkit.register.terms import last_day
from councilkit.standing.tables import conditions
from tests.conftest import NOW


def employer(ctx: Context, organisation_id: str) -> Context:
    return ctx.acting(Actor("e" * 32, "Grace", frozenset({"employer"}), organisation_id=organisation_id))


def test_there_is_something_on_every_part_of_its_page(ctx: Context) -> None:
    place = populate(ctx, 2000, 1).workplace
    assert place is not None
    grace = employer(ctx, place.id)
    found = read_listing(grace)
    assert found.staff.employer == place.name
    assert [each.group for each in found.sections] == [each for each in GROUPS if each not in ("not_yet", "ending")]
    assert {each["kind"] for each in asked_to_confirm(grace)} == {place.condition}
    assert all(each["imposed_on"] <= NOW.date() for each in asked_to_confirm(grace))
    assert asked_of_employer(grace)
    assert_first_years_last_as_long_as_the_law_says(ctx, place.condition)


def assert_first_years_last_as_long_as_the_law_says(ctx: Context, condition: str) -> None:
    with ctx.reading() as connection:
        found = connection.execute(select(conditions).where(conditions.c.kind == condition)).all()
    assert len(found) > len(NEWCOMERS)
    months = ctx.law.months("ni.aye.named", NOW.date())
    assert all(last_day(each.imposed_on, months) == each.due_on for each in found)
    assert min(each.due_on for each in found) > NOW.date() - timedelta(days=NEWCOMER_DAYS - 365)


def test_a_small_demonstration_has_an_employer_too(ctx: Context) -> None:
    assert "employer@example.org" in {each.email for each in fill(ctx, 60, 2).sign_ins}
