"""The invented people are believable: ages, names, work, registrations and learning hold together."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest

from councilkit.context import SYSTEM, Context
from councilkit.cpd.model import LearningFramework, framework_for
from councilkit.demo.lives import Life, draw
from councilkit.law.months import add_months, last_day
from councilkit.register.awards import Awards
from councilkit.register.model import OrderKind, Qualification, RegisterPart
from councilkit.standing.model import standing

TODAY = date(2026, 11, 22)
SIZE = 600


@pytest.fixture
def lives(ctx: Context) -> list[Life]:
    return draw(ctx, SIZE, 5)


def ages(lives: list[Life]) -> list[float]:
    return [(TODAY - life.person.born).days / 365.25 for life in lives]


def test_as_many_people_as_asked_for_in_every_open_part(ctx: Context, lives: list[Life]) -> None:
    assert len(lives) == SIZE
    parts = Counter(career.part for life in lives for career in life.careers)
    open_parts = {part.code for part in ctx.catalogue.all(RegisterPart) if part.closed is None}
    assert set(parts) == open_parts


def test_the_same_seed_draws_the_same_people(ctx: Context, lives: list[Life]) -> None:
    assert draw(ctx, SIZE, 5) == lives
    assert draw(ctx, SIZE, 6) != lives


def test_a_larger_council_holds_the_smaller_one(ctx: Context) -> None:
    def people(size: int) -> dict[tuple[str, int], Life]:
        return {(life.person.cohort.part, life.person.index): life for life in draw(ctx, size, 5)}

    small, large = people(60), people(200)
    assert all(large[key] == life for key, life in small.items())


def test_ages_are_of_working_people(lives: list[Life]) -> None:
    assert min(ages(lives)) >= 18
    assert max(ages(lives)) < 69
    romanian = ages([life for life in lives if life.person.cohort.part == "ro.social_worker"])
    assert 0.47 < sum(age >= 46 for age in romanian) / len(romanian) < 0.67


def test_most_are_women_and_some_changed_their_name(lives: list[Life]) -> None:
    women = [life for life in lives if life.person.gender == "female"]
    assert 0.75 < len(women) / SIZE < 0.92
    assert any(life.person.previous_family for life in women)


def test_names_of_all_kinds(lives: list[Life]) -> None:
    names = [life.person.name for life in lives]
    letters = "".join(name.given + name.family for name in names)
    assert set("țșăâîőéóộễ") & set(letters) >= set("țșăâîé")
    assert any(not name.family for name in names), "single names"
    assert any("-" in name.family for name in names), "double family names"
    thai = [name for name in names if name.language == "th"]
    assert thai
    assert all("\u0e00" <= name.script[0][0] <= "\u0e7f" for name in thai)
    assert all(name.given for name in names)


def test_nobody_studied_worked_or_was_registered_too_early(lives: list[Life]) -> None:
    for life in lives:
        person = life.person
        grown = person.born + timedelta(days=16 * 365)
        assert all(study.awarded_on > grown for study in person.studies)
        assert all(job.starts_on > grown for job in person.jobs)
        for career in life.careers:
            assert grown < career.registered_on <= TODAY
            assert career.part != person.cohort.part or career.registered_on >= person.cohort.opened


def test_jobs_follow_each_other(lives: list[Life]) -> None:
    for life in lives:
        for before, after in pairwise(life.person.jobs):
            assert before.ends_on is not None
            assert before.ends_on < after.starts_on
    employed = [life for life in lives if life.person.jobs and life.person.jobs[-1].ends_on is None]
    assert len(employed) > SIZE * 0.8


def test_terms_have_the_length_of_the_law(ctx: Context, lives: list[Life]) -> None:
    for career in (career for life in lives for career in life.careers):
        period = ctx.catalogue.get(RegisterPart, career.part).period
        if period is None:
            assert career.expires_on is None
            continue
        months = ctx.law.months(period, TODAY)
        assert career.expires_on == last_day(career.registered_on, months)


def test_standing_is_mostly_good_with_some_of_everything(lives: list[Life]) -> None:
    found: Counter[str] = Counter()
    for career in (career for life in lives for career in life.careers):
        row = {"registered_on": career.registered_on, "expires_on": career.expires_on}
        events = [
            {"kind": e.kind, "effective_on": e.on, "until": e.until, "reason": e.reason, "position": n, "id": str(n)}
            for n, e in enumerate(career.happenings)
        ]
        orders = [
            {
                "id": str(number),
                "effect": each.measure.effect,
                "starts_on": each.starts_on,
                "ends_on": each.ends_on,
                "lifted_on": each.lifted_on,
            }
            for number, each in enumerate(career.sanctions)
        ]
        found[standing(row, events, orders, TODAY).status] += 1
    assert found["registered"] > SIZE * 0.88
    assert found["lapsed"]
    assert found["left"]


def test_orders_are_of_declared_kinds(ctx: Context) -> None:
    lives = draw(ctx, 1500, 5)
    sanctions = [(career, each) for life in lives for career in life.careers for each in career.sanctions]
    assert sanctions
    for career, each in sanctions:
        kind = ctx.catalogue.get(OrderKind, each.measure.kind)
        assert kind.effect == each.measure.effect
        assert career.part.startswith(kind.part_prefix)
        assert each.starts_on <= TODAY
        if kind.max_length and each.ends_on:
            assert each.ends_on < add_months(each.starts_on, ctx.law.months(kind.max_length, TODAY))


def test_learning_fits_its_framework(ctx: Context, lives: list[Life]) -> None:
    frameworks = ctx.catalogue.all(LearningFramework)
    for life in lives:
        framework = framework_for(frameworks, life.careers[0].part)
        if framework is None:
            assert not life.learnt
            continue
        categories = {each.code for each in framework.categories}
        standards = {each.code for each in framework.standards}
        for each in life.learnt:
            assert each.topic.category in categories
            assert set(each.standards) <= standards
            assert framework.kind_of(each.topic.category) in ("", each.topic.kind)
            assert each.on <= each.logged_on < TODAY
            assert 0 < each.amount <= 24


def test_learning_is_spread_unevenly(lives: list[Life]) -> None:
    logging = [life for life in lives if life.person.cohort.topics and not life.careers[0].ended]
    counts = sorted(len(life.learnt) for life in logging)
    assert sum(count == 0 for count in counts) > len(counts) * 0.02
    assert counts[-1] > 4 * median(counts)


def test_a_council_with_one_plugin_has_its_people_only(make_council) -> None:
    council = make_council("one", plugins_enabled=("ni_qbr",))
    parts = {life.careers[0].part.split(".")[0] for life in draw(council.acting(SYSTEM), 50, 1)}
    assert parts == {"ni"}


def test_care_workers_hold_awards_of_the_catalogue_other_awards_or_none(ctx: Context) -> None:
    known = Awards(ctx.catalogue.all(Qualification))
    workers = [life.person for life in draw(ctx, 1200, 5) if life.person.cohort.part == "ni.social_care_worker"]
    codes = [
        {known.code(study.award.title, study.award.country) for study in person.studies if study.awarded_on <= TODAY}
        for person in workers
    ]
    accepted = {"ni.l2_certificate_sep", "ni.l2_diploma"}
    shares = {
        "catalogue": sum(bool(held & accepted) for held in codes) / len(workers),
        "to judge": sum("" in held and not held & accepted for held in codes) / len(workers),
        "none": sum(not held for held in codes) / len(workers),
    }
    assert 0.25 < shares["catalogue"] < 0.5
    assert 0.2 < shares["to judge"] < 0.45
    assert 0.2 < shares["none"] < 0.5
    titles = {study.award.title for person in workers for study in person.studies}
    assert {
        "L2 Diploma in Health & Social Care (NI)",
        "OCN NI Level 2 Certificate in Safe and Effective Practice",
    } <= titles
    certificates = [s for p in workers for s in p.studies if "Safe and Effective" in s.award.title]
    assert all(date(2024, 12, 12) <= each.awarded_on < TODAY for each in certificates)


def test_employers_and_places_differ_in_how_many_hold_an_award(ctx: Context) -> None:
    workers = [life.person for life in draw(ctx, 1200, 5) if life.person.cohort.part == "ni.social_care_worker"]

    def spread(names: list[str]) -> float:
        shares = []
        for name in {each for each in names if names.count(each) >= 8}:
            held = [bool(person.studies) for person, of in zip(workers, names, strict=True) if of == name]
            shares.append(sum(held) / len(held))
        return max(shares) - min(shares)

    assert spread([person.jobs[-1].employer if person.jobs else "" for person in workers]) > 0.1
    assert spread([person.place.area_code for person in workers]) > 0.1


def test_impacts_are_told_beside_reflections_where_a_framework_counts_them(ctx: Context, lives: list[Life]) -> None:
    frameworks = ctx.catalogue.all(LearningFramework)
    kinds = {part: {each.code for each in frame.impacts} for frame in frameworks for part in frame.parts}
    told = [(life.person.cohort.part, each) for life in lives for each in life.learnt if each.impact or each.impact_on]
    assert {part for part, _ in told} == {"ni.social_worker"}
    assert {each.impact_on for _, each in told} == kinds["ni.social_worker"]
    assert all(each.impact and each.reflection for _, each in told)
