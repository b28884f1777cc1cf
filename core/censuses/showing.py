"""What the templates of the respondent's pages are given."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from councilkit.censuses import answering, languages
from councilkit.censuses.answering import Case
from councilkit.censuses.drawing import drawn, written
from councilkit.censuses.interview import Interview, Section, Violation, Visit, visits
from councilkit.censuses.interview.checks import Violation as Found
from councilkit.censuses.interview.checks import violation
from councilkit.censuses.interview.saving import Draft, saved
from councilkit.censuses.interview.typed import Typed, kept_of
from councilkit.censuses.questionnaire.model import Question

Values = dict[str, Any]
UNKNOWN = "und"  # the language of a form that names none


def frame(case: Case, language: str) -> Values:
    """What every page of a respondent shows: the census, the languages of the form, the language of our own words."""
    return {
        "case": case,
        "design": case.design,
        "form_title": case.design.form_title(case.row["form"]),
        "language_of_form": language if language != UNKNOWN else "",
        "language_of_page": languages.locale(language),
        "languages": [
            {
                "code": each.code,
                "name": each.name,
                "url": f"{request.path}?lang={each.code}",
                "current": each.code == language,
            }
            for each in case.form.questionnaire.languages
            if each.code != UNKNOWN
        ],
    }


def overview(case: Case, language: str, token: str) -> Values:
    """The sections with what is left in each."""
    interview = case.interview(language)
    todo = answering.left(case, language)
    shown = visits(interview)
    tasks = [_task(case, section, interview, shown, todo, token) for section in case.form.sections]
    return {
        **frame(case, language),
        "tasks": [task for task in tasks if task],
        "begun": bool(case.draft.seen),
        "go_url": _url(todo[0], token) if todo else url_for("censuses.check", token=token),
        "ready": not todo,
        "code_shown": answering.as_shown(token),
    }


def _task(
    case: Case, section: Section, interview: Interview, shown: Sequence[Visit], todo: Sequence[Visit], token: str
) -> Values | None:
    pages = [visit for visit in shown if visit.section == section.number]
    waiting = [visit for visit in todo if visit.section == section.number]
    if not pages:
        return None
    begun = any(visit.code in case.draft.seen for visit in pages)
    status, kind = (_("Done"), "done") if not waiting else (_("Continue"), "open") if begun else (_("To do"), "waiting")
    return {
        "label": section_title(case, section, interview),
        "url": _url((waiting or pages)[0], token),
        "status": status,
        "kind": kind,
    }


def section_title(case: Case, section: Section, interview: Interview) -> str:
    """What a section is called."""
    own = case.form.questionnaire.text(section.titles, interview.language)
    return written(own) if own else _("Before you start") if section.number == 0 else _("More questions")


def _url(visit: Visit, token: str) -> str:
    return url_for("censuses.question", token=token, code=visit.code)


def question_page(
    case: Case,
    visit: Visit,
    language: str,
    token: str,
    *,
    wrong: Sequence[Violation] | None = None,
    typed: Typed | None = None,
    problem: str = "",
) -> Values:
    """One page of questions: with what is kept, or with what was `typed` just now, and what is wrong."""
    draft = case.draft if typed is None else _as_typed(case, visit, typed)
    interview = case.interview(language)
    if wrong is None and typed is None:
        wrong = _kept_wrong(case, visit, language)
    found = drawn(interview, visit, draft, wrong or ())
    if problem:
        found = type(found)(found.blocks, found.form.refuse({"": problem}))
    section = case.form.sections[visit.section]
    return {
        **frame(case, language),
        "blocks": found.blocks,
        "form": found.form,
        "alone": found.alone,
        "boxes": _boxes(interview, visit),
        "section": section_title(case, section, interview),
        "heading": _heading(case, visit, interview, section),
        "part": (section.number + 1, len(case.form.sections)),
        "shown": answering.fingerprint(case, visit),
        "loop": _loop(interview, visit),
        "hub_url": url_for("censuses.hub", token=token),
        "code": visit.code,
    }


def _boxes(interview: Interview, visit: Visit) -> Mapping[str, tuple[str, ...]]:
    from councilkit.censuses.drawing import boxes

    return {
        question.key: boxes(question)
        for question in visit.questions(interview)
        if question.kind in ("date", "datetime")
    }


def _as_typed(case: Case, visit: Visit, typed: Typed) -> Draft:
    """The draft as if what was typed had been kept as typed."""
    kept = dict(case.draft.typed)
    for question in visit.page.questions if visit.page else ():
        if found := kept_of(question, typed):
            kept[case.form.key(question, visit.indexes)] = found
    return Draft(case.draft.answers, kept, case.draft.seen)


def _kept_wrong(case: Case, visit: Visit, language: str) -> list[Found]:
    """What was wrong when the page was last left, for whoever comes back to it."""
    interview = case.interview(language)
    keys = {case.form.key(question, visit.indexes): question for question in visit.asked(interview)}
    typed = {name: values for key in keys for name, values in case.draft.typed.get(key, {}).items()}
    if typed:
        _, wrong = saved(case.form, case.draft, visit, typed | _answered(case, visit, interview), case.moment, language)
        return [each for each in wrong if each.key in case.draft.typed]
    found = [
        violation(interview, question, visit.indexes) for key, question in keys.items() if case.draft.answers.get(key)
    ]
    return [each for each in found if each is not None]


def _answered(case: Case, visit: Visit, interview: Interview) -> dict[str, list[str]]:
    """The good answers of the page as they would be typed."""
    found: dict[str, list[str]] = {}
    for question in visit.asked(interview):
        value = case.draft.answers.get(case.form.key(question, visit.indexes), "")
        if value and case.form.key(question, visit.indexes) not in case.draft.typed:
            found |= as_typed(question, value)
    return found


def as_typed(question: Question, value: str) -> dict[str, list[str]]:
    """An answer as a browser would send it."""
    if question.kind == "datetime":
        day, _, clock = value.partition("T")
        return {question.key: [day], f"{question.key}-time": [clock]}
    return {question.key: value.split() if question.kind == "select_multiple" else [value]}


def _heading(case: Case, visit: Visit, interview: Interview, section: Section) -> str:
    group = visit.page.group if visit.page else visit.loop.repeat if visit.loop else None
    own = interview.label(group, visit.indexes[: len(case.form.repeats[group.key])]) if group and group.labels else ""
    number = f" {visit.indexes[-1]}" if visit.indexes and own else ""
    return written(own + number) if own else section_title(case, section, interview)


def _loop(interview: Interview, visit: Visit) -> Values | None:
    if visit.loop is None:
        return None
    repeat = visit.loop.repeat
    return {"label": written(interview.label(repeat, visit.indexes)), "count": interview.count(repeat, visit.indexes)}


def check_page(case: Case, language: str, token: str) -> Values:
    """Every answer by section, and what is left."""
    interview = case.interview(language)
    todo = answering.left(case, language)
    sections = []
    for section in case.form.sections:
        rows = [
            row
            for visit in visits(interview)
            if visit.section == section.number
            for row in _rows(case, visit, interview, _url(visit, token))
        ]
        if rows:
            sections.append((section_title(case, section, interview), rows))
    # One link a section, to its first page that is left.
    first = {visit.section: visit for visit in reversed(todo)}
    left = [(_url(first[n], token), section_title(case, case.form.sections[n], interview)) for n in sorted(first)]
    hub = url_for("censuses.hub", token=token)
    return {**frame(case, language), "sections": sections, "left": left, "pages_left": len(todo), "hub_url": hub}


def _rows(case: Case, visit: Visit, interview: Interview, url: str) -> list[tuple[str, str, str]]:
    rows = []
    for question in visit.asked(interview):
        number = f" ({visit.indexes[-1]})" if visit.indexes else ""
        label = interview.label(question, visit.indexes) + number
        typed = case.draft.typed.get(case.form.key(question, visit.indexes))
        words = _("Not right yet") if typed else interview.words(question, visit.indexes)
        rows.append((written(label), written(words) if words else _("No answer"), url))
    return rows


def copy_page(case: Case, answers: Mapping[str, str], language: str) -> Values:
    """What was sent, by question."""
    interview = Interview(case.form, answers, case.moment, language)
    rows = []
    for visit in visits(interview):
        for question in visit.asked(interview):
            value = answers.get(case.form.key(question, visit.indexes), "")
            number = f" ({visit.indexes[-1]})" if visit.indexes else ""
            label = interview.label(question, visit.indexes) + number
            rows.append((written(label), written(interview.said(question, value)) if value else _("No answer")))
    return {**frame(case, language), "rows": rows}
