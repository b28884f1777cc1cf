"""The protected report of a cohort or a programme: what the council may tell of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from councilkit.accounts.services import require
from councilkit.censuses import forms
from councilkit.censuses import store as census_store
from councilkit.cohorts import reporting, store
from councilkit.cohorts.model import LEARNER, STATUSES, WHO, CohortSurveys, Wave, status_of
from councilkit.cohorts.reporting import ALL, DIRECTIONS, Report, Response, Tallied
from councilkit.cohorts.services import find, surveys_of
from councilkit.context import Context
from councilkit.errors import NotFound
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
HIDDEN = "c"
COLUMNS = ("table", "of", "figure", "value", "hidden")


@dataclass(frozen=True)
class Told:
    """A report with its cohort (or its programme and the cohorts in it), site names in order and survey answers.

    `words` tells choices by `wave/question/choice` as the form has them, with the language of the form.
    """

    row: Row
    surveys: CohortSurveys
    as_of: date
    report: Report
    sites: tuple[str, ...] = ()
    others: tuple[Response, ...] = ()
    tallies: tuple[Tallied, ...] = ()
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cohorts: int = 1


def report_of(ctx: Context, code: str, as_of: date | None = None) -> Told:
    """The report of a cohort on a day; answers are those that were sent until now."""
    require(ctx, "cohorts.report")
    day = as_of or ctx.today()
    with ctx.reading() as connection:
        row = find(connection, code)
        return _told(ctx, connection, row, surveys_of(ctx, row["surveys"]), day)


def report_of_programme(ctx: Context, code: str, as_of: date | None = None) -> Told:
    """The report of all cohorts of a programme together: sums of what each of them tells."""
    require(ctx, "cohorts.report")
    day = as_of or ctx.today()
    with ctx.reading() as connection:
        row = store.programme(connection, code)
        if row is None:
            raise NotFound(N_("There is no such programme. Choose one from the list."))
        surveys = surveys_of(ctx, row["surveys"])
        found = [each for each in store.all_cohorts(connection) if each["programme"] == code]
        each_told = [_told(ctx, connection, cohort, surveys, day) for cohort in found]
    tallies = reporting.joined_tallies([told.tallies for told in each_told])
    words = {key: text for told in each_told for key, text in told.words.items()}
    made = reporting.joined([told.report for told in each_told])
    return Told(row, surveys, day, made, tallies=tuple(tallies), words=words, cohorts=len(found))


def _told(ctx: Context, connection: Any, row: Row, surveys: CohortSurveys, day: date) -> Told:
    sites = store.sites_of(connection, row["id"])
    names = {site["id"]: str(site["name"]) for site in sites}
    begun = [(each, status_of(each, day)) for each in store.learners_of(connection, row["id"])]
    learners = [(each["pseudonym"], names[each["site_id"]], status) for each, status in begun if status]
    held = store.waves_of(connection, row["id"])
    asked = [wave for wave in surveys.waves if wave.code in held]
    known = {pseudonym for pseudonym, _, _ in learners}
    every = {wave.code: _answers(connection, held[wave.code], wave, known) for wave in asked}
    answers = {wave.code: every[wave.code] for wave in asked if wave.who == LEARNER}
    compared = (surveys.first, surveys.last)
    made = reporting.report(learners, tuple(names.values()), answers, compared, surveys.scales)
    others = tuple(_others(surveys, every, len(sites)))
    told = {each.wave: each.answered for each in (*made.responses, *others)}
    tallies, words = _tallies(ctx, surveys, held, every, told)
    return Told(row, surveys, day, made, tuple(names.values()), others, tallies, words)


def _tallies(
    ctx: Context, surveys: CohortSurveys, held: Mapping[str, Row], every: Mapping[str, Any], told: Mapping[str, Any]
) -> tuple[tuple[Tallied, ...], dict[str, tuple[str, str]]]:
    found, words = [], {}
    for tally in surveys.tallies:
        if tally.wave not in held:
            continue
        form = surveys.wave(tally.wave).form
        questionnaire = forms.form_of(ctx.config.home, held[tally.wave]["forms"], form).questionnaire
        question = questionnaire.question(tally.question)
        language = questionnaire.default_language
        words |= {
            f"{tally.wave}/{tally.question}/{c.name}": (questionnaire.text(c.labels, language), language)
            for c in question.choices
        }
        names, several = [choice.name for choice in question.choices], question.kind == "select_multiple"
        found.append(reporting.tallied(tally, names, every[tally.wave], told.get(tally.wave), several=several))
    return tuple(found), words


def _answers(connection: Any, held: Row, wave: Wave, known: set[str]) -> dict[str, Mapping[str, str]]:
    """The answers to a wave by reference; to one of learners, of those who had begun by the day."""
    found = census_store.answers_by_reference(connection, held["round_id"], wave.form)
    return {who: each for who, each in found.items() if wave.who != LEARNER or who in known}


def _others(surveys: CohortSurveys, every: Mapping[str, Any], sites: int) -> Iterator[Response]:
    """How many sites' providers and managers answered, where so many sites may be counted."""
    for wave in surveys.waves:
        if wave.who == LEARNER or wave.code not in every:
            continue
        sent = len(every[wave.code])
        counts = {"yes": sent, "no": max(sites - sent, 0)}
        shown = reporting.line(counts) if sites >= reporting.MINIMUM else dict.fromkeys(counts)
        yield Response(wave.code, shown["yes"], shown["no"])


def rows_of(told: Told) -> Iterator[dict[str, Any]]:
    """The report as rows of a file: what, of which site, wave or question, how many, and 'c' where that is hidden."""
    yield from (_row("learners", site, status, told.report.count(status, site)) for site, status in _places(told))
    for response in (*told.report.responses, *told.others):
        yield _row("answers", response.wave, "answered", response.answered)
        yield _row("answers", response.wave, "not_answered", response.not_answered)
        if told.surveys.wave(response.wave).who == LEARNER:
            yield _row("answers", response.wave, "left", response.left)
    for change in told.report.changes:
        question = change.scale.question
        yield _row("change", question, "pairs", change.n)
        yield _row("change", question, "mean_difference", None if change.mean is None else str(change.mean))
        yield from (_row("change", question, name, change.counts[name]) for name in DIRECTIONS)
    for each in told.tallies:
        of = f"{each.tally.wave}/{each.tally.question}"
        yield from (_row("choices", of, choice, count) for choice, count in each.counts.items())


def _places(told: Told) -> Iterable[tuple[str, str]]:
    return ((site, status) for site in (*told.sites, ALL) for status in (*STATUSES, ALL))


def _row(table: str, of: str, figure: str, value: int | str | None) -> dict[str, Any]:
    return dict(zip(COLUMNS, (table, of, figure, value, HIDDEN if value is None else ""), strict=True))


def wave_title(surveys: CohortSurveys, code: str) -> Sentence:
    """A wave by who answers it and when: "Learners: At the start"."""
    wave = surveys.wave(code)
    return Sentence(N_("%(who)s: %(wave)s"), who=Sentence(WHO[wave.who]), wave=Sentence(wave.title))
