"""Holds a census round in the demonstration: half of those who were asked have answered, some are half way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from councilkit.censuses import forms, services
from councilkit.censuses.answering import left, open_case, save_page
from councilkit.censuses.importing import bring_in
from councilkit.censuses.interview import Form
from councilkit.context import Context
from councilkit.demo.chance import chance, in_hours
from councilkit.demo.lives import Life
from councilkit.demo.model import FormPlan, Respondent, RoundPlan
from councilkit.demo.respondent import answers

DAYS = 45  # the round has been open for so long
HALF_WAY = 8  # respondents of each form who have begun and not sent
SEVERAL = "select_multiple"


@dataclass(frozen=True)
class Invited:
    """A form that a visitor of the demonstration may fill in: the round, the form and the code that opens it."""

    round: str
    form: str
    code: str


def first_day(today: date) -> date:
    """The day on which the round opened."""
    return today - timedelta(days=DAYS)


def open_round(ctx: Context, plan: RoundPlan, people: Sequence[Life], seed: int) -> list[Invited]:
    """Make and open the round, and invite those who have not answered yet; returns a code for each form."""
    services.create_round(ctx, plan.code, plan.design)
    services.open_round(ctx, plan.code)
    found: list[Invited] = []
    for form in plan.forms:
        asked = _asked(plan, form, people, seed)
        waiting = len(asked) - len(asked) // 2 + 1
        references = services.numbered(ctx, plan.code, form.form, waiting)
        codes = services.invite(ctx, plan.code, form.form, references)
        found += [Invited(plan.code, form.form, code) for _, code in codes]
    return found


def answer(ctx: Context, plan: RoundPlan, people: Sequence[Life], invited: Sequence[Invited], seed: int) -> None:
    """Bring in the answers of half of those asked, and begin those of a few more."""
    today = ctx.today()
    for form in plan.forms:
        asked = _asked(plan, form, people, seed)
        made = _form(ctx, plan, form)
        answered = asked[: len(asked) // 2]
        references = services.numbered(ctx, plan.code, form.form, len(answered))
        rows = [
            (reference, *_answered(made, form, who, seed, reference, today))
            for reference, who in zip(references, answered, strict=True)
        ]
        bring_in(ctx, plan.code, form.form, rows)
        codes = [each.code for each in invited if each.form == form.form]
        for code, who in zip(codes[1 : HALF_WAY + 1], asked[len(asked) // 2 :], strict=False):
            _begin(ctx, made, form, who, seed, code)


def _form(ctx: Context, plan: RoundPlan, form: FormPlan) -> Form:
    row = services.round_of(ctx, plan.code)
    return forms.form_of(ctx.config.home, row["forms"], form.form)


def _answered(
    made: Form, form: FormPlan, who: Respondent, seed: int, reference: str, today: date
) -> tuple[Mapping[str, str], datetime]:
    rng = chance(seed, "answers", reference)
    day = first_day(today) + timedelta(days=1 + int((DAYS - 2) * rng.random() ** 1.7))
    sent = in_hours(rng, day)
    return answers(made, form.likes(who, rng), rng, sent.replace(tzinfo=None)), sent


def _begin(ctx: Context, made: Form, form: FormPlan, who: Respondent, seed: int, code: str) -> None:
    """Fill in the first pages as on the web, and leave."""
    rng = chance(seed, "begun", form.form, who.area_code, who.born, who.heads)
    given = answers(made, form.likes(who, rng), rng, ctx.now().replace(tzinfo=None))
    case = open_case(ctx, code)
    for _ in range(rng.randint(2, 6)):
        waiting = left(case)
        if not waiting or waiting[0].page is None:
            return
        keys = [(made.key(each, waiting[0].indexes), each) for each in waiting[0].page.questions]
        typed = {
            key: given[key].split() if question.kind == SEVERAL else [given[key]]
            for key, question in keys
            if given.get(key)
        }
        case = save_page(ctx, code, waiting[0].code, typed, "").case


def _asked(plan: RoundPlan, form: FormPlan, people: Iterable[Life], seed: int) -> list[Respondent]:
    """Who is asked, in an order of no meaning."""
    concerned = [life for life in people if life.person.cohort.part == plan.part and not life.careers[0].ended]
    found = list(map(_person, concerned) if form.asked == "people" else _employers(concerned))
    chance(seed, plan.code, form.form).shuffle(found)
    return found[: form.most]


def _person(life: Life) -> Respondent:
    person = life.person
    working = person.jobs[-1] if person.jobs else None
    return Respondent(
        area_code=working.place.area_code if working else person.place.area_code,
        urban=working.urban if working else person.urban,
        gender=person.gender,
        born=person.born,
        practice_from=person.practice_from,
        step=life.careers[0].step,
        role=working.role if working else "",
    )


def _employers(people: Iterable[Life]) -> Iterator[Respondent]:
    """The employers of these people now, with how many of them they employ."""
    found: dict[str, Respondent] = {}
    for job in (life.person.jobs[-1] for life in people if life.person.jobs):
        if job.ends_on is None:
            known = found.get(job.employer) or Respondent(job.place.area_code, job.urban)
            found[job.employer] = replace(known, heads=known.heads + 1)
    yield from (found[name] for name in sorted(found))
