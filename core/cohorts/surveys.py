"""Verbs of a cohort's surveys: open and close a wave, make the links by which it is answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.censuses import forms
from councilkit.censuses import services as censuses
from councilkit.censuses import store as census_store
from councilkit.censuses.model import CLOSED, OPEN, state_of
from councilkit.censuses.questionnaire import Question, Questionnaire
from councilkit.cohorts import store
from councilkit.cohorts.model import (
    LEARNER,
    LEFT,
    CohortSurveys,
    Scale,
    Tally,
    Wave,
    round_code,
    site_reference,
    status_of,
)
from councilkit.cohorts.services import Cohort, find, surveys_of
from councilkit.cohorts.tables import waves
from councilkit.context import Context
from councilkit.errors import Conflict, NotFound, Problem
from councilkit.ledger.change import Change
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
NO_WAVE = N_("There is no such survey of this cohort. Choose one from its page.")


@dataclass(frozen=True)
class Link:
    """A link that was just made: for whom, and the code in four groups. The code is stored nowhere.

    `name` and `email` are blank where the key of a learner is gone or the actor may not know it.
    """

    reference: str
    code: str
    site: str
    name: str = ""
    email: str = ""


def wave_of(surveys: CohortSurveys, code: str) -> Wave:
    """The wave of that code; raises NotFound."""
    found = next((wave for wave in surveys.waves if wave.code == code), None)
    if found is None:
        raise NotFound(NO_WAVE)
    return found


def state(row: Row | None) -> str:
    """The state of a wave by its round, which is not there before it is opened."""
    return state_of(row["opened_at"], row["closed_at"]) if row else state_of(None, None)


def open_wave(ctx: Context, code: str, wave: str) -> None:
    """Take answers to a wave from now on; the first time a census round is made for it."""
    require(ctx, "cohorts.links")
    with ctx.reading() as connection:
        cohort = find(connection, code)
        known = wave in store.waves_of(connection, cohort["id"])
    surveys = surveys_of(ctx, cohort["surveys"])
    wave_of(surveys, wave)
    held = round_code(code, wave)
    kept = {} if known else censuses.keep_forms(ctx, held, surveys.design)
    if kept:
        _check_scales(ctx, surveys, kept)
    with ctx.change("cohorts.open_wave", code) as change:
        if not known:
            made = censuses.make_round(ctx, change, held, surveys.design, kept)
            row = {"cohort_id": cohort["id"], "wave": wave, "round_id": made["id"], "made_at": ctx.now()}
            change.insert(waves, row)
        censuses.set_state(ctx, change, held, OPEN)


def _check_scales(ctx: Context, surveys: CohortSurveys, kept: Row) -> None:
    """Refuse scales that cannot be compared and questions that cannot be counted, before anybody is asked."""
    for code in (surveys.first, surveys.last):
        form = surveys.wave(code).form
        questionnaire = forms.form_of(ctx.config.home, kept, form).questionnaire
        for scale in surveys.scales:
            if not is_scale(questionnaire, scale):
                sentence = N_("The form %(form)s cannot show change: ask '%(question)s' of all, on its scale.")
                raise Problem(Sentence(sentence, form=form, question=scale.question))
    for tally in surveys.tallies:
        form = surveys.wave(tally.wave).form
        if not is_tally(forms.form_of(ctx.config.home, kept, form).questionnaire, tally):
            sentence = N_("The form %(form)s has no question '%(question)s' with choices to count.")
            raise Problem(Sentence(sentence, form=form, question=tally.question))


def is_tally(questionnaire: Questionnaire, tally: Tally) -> bool:
    """Whether a form has a question with choices for a tally."""
    question = questionnaire.by_key.get(tally.question)
    return isinstance(question, Question) and question.kind in ("select_one", "select_multiple")


def is_scale(questionnaire: Questionnaire, scale: Scale) -> bool:
    """Whether a form asks everybody a question whose only choices are the whole numbers of a scale."""
    question = questionnaire.by_key.get(scale.question)
    if not isinstance(question, Question) or question.kind != "select_one" or not question.required:
        return False
    conditions = [question.relevant, *(group.relevant for group in questionnaire.ancestors[scale.question])]
    steps = {str(step) for step in range(scale.lowest, scale.highest + 1)}
    return not any(conditions) and {choice.name for choice in question.choices} == steps


def close_wave(ctx: Context, code: str, wave: str) -> None:
    """Take no more answers to a wave: its links open nothing any more, until it is opened again."""
    require(ctx, "cohorts.links")
    with ctx.change("cohorts.close_wave", code) as change:
        row = _held(change.connection, find(change.connection, code), wave)
        censuses.set_state(ctx, change, row["code"], CLOSED)


def _held(connection: Any, cohort: Row, wave: str) -> Row:
    row = store.waves_of(connection, cohort["id"]).get(wave)
    if row is None:
        raise Conflict(N_("This survey was never opened. Open it first."))
    return row


def make_links(ctx: Context, code: str, wave: str, *, again: bool = False, only: str = "") -> list[Link]:
    """Make a link for each who has none: for learners who did not leave, or one a site.

    With `again` also for who has one and did not send; with `only` just for one reference. The old link of such a one
    opens nothing any more. Raises Conflict while the wave is not open.
    """
    require(ctx, "cohorts.links")
    with ctx.change("cohorts.make_links", code) as change:
        cohort = find(change.connection, code)
        held = _held(change.connection, cohort, wave)
        if state(held) != OPEN:
            raise Conflict(N_("This survey is not open. Open it first, then make the links."))
        asked = wave_of(surveys_of(ctx, cohort["surveys"]), wave)
        there = {row["reference"]: row for row in census_store.cases_of(change.connection, held["round_id"])}
        wanted = [each for each in _asked(ctx, change, cohort, asked) if only in ("", each.reference)]
        return [*_new(ctx, change, held, asked, [each for each in wanted if each.reference not in there])] + [
            _with_code(each, censuses.renew_code(ctx, change, there[each.reference]["id"]))
            for each in wanted
            if each.reference in there and (again or only) and there[each.reference]["sent_at"] is None
        ]


def _new(ctx: Context, change: Change, held: Row, wave: Wave, wanted: Sequence[Link]) -> Iterator[Link]:
    round_row = {"id": held["round_id"], "forms": held["forms"]}
    made = dict(censuses.make_cases(ctx, change, round_row, wave.form, [each.reference for each in wanted]))
    yield from (_with_code(each, made[each.reference]) for each in wanted)


def _with_code(link: Link, code: str) -> Link:
    return Link(link.reference, code, link.site, link.name, link.email)


def _asked(ctx: Context, change: Change, cohort: Row, wave: Wave) -> list[Link]:
    """Who is asked, without a code as yet."""
    sites = {row["id"]: row for row in store.sites_of(change.connection, cohort["id"])}
    if wave.who != LEARNER:
        return [Link(site_reference(row["position"], wave.who, 1), "", row["name"]) for row in sites.values()]
    known = store.keys_of(change.connection, cohort["id"]) if permitted(ctx.actor, "cohorts.keys") else {}
    return [
        Link(row["pseudonym"], "", sites[row["site_id"]]["name"], key.get("name", ""), key.get("email", ""))
        for row in store.learners_of(change.connection, cohort["id"], lock=True)
        if status_of(row, ctx.today()) not in (LEFT, None)
        for key in (known.get(row["id"], {}),)
    ]


@dataclass(frozen=True)
class Progress:
    """How far a wave is: its state, how many links were made, and who sent their answers, by reference."""

    wave: Wave
    state: str
    cases: Mapping[str, bool]

    @property
    def sent(self) -> int:
        """How many sent their answers."""
        return sum(self.cases.values())


def progress(ctx: Context, cohort: Cohort) -> list[Progress]:
    """How far each wave of a cohort is, in order."""
    require(ctx, "cohorts.links")
    found = []
    with ctx.reading() as connection:
        for wave in cohort.surveys.waves:
            held = cohort.waves.get(wave.code)
            rows = census_store.cases_of(connection, held["round_id"]) if held else []
            cases = {row["reference"]: row["sent_at"] is not None for row in rows}
            found.append(Progress(wave, state(held), cases))
    return found
