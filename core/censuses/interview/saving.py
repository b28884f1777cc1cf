"""What is kept of a half-filled form, what one page adds to it, and what is left of it when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from councilkit.censuses.interview import typed as reading
from councilkit.censuses.interview.checks import Violation, violation, violations
from councilkit.censuses.interview.form import Form
from councilkit.censuses.interview.state import MOST_INSTANCES, Answers, Interview
from councilkit.censuses.interview.typed import Typed, Unfit
from councilkit.censuses.interview.visits import Visit, visits
from councilkit.censuses.questionnaire.model import Question

Kept = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Draft:
    """A half-filled form: `answers` that are good; `typed` what was not, by key, to show again; `seen` pages by code.

    An answer that its question becomes hidden from stays in the draft, so that a way back brings it back.
    """

    answers: Answers = field(default_factory=dict)
    typed: Kept = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """For keeping in a table."""
        return {"answers": dict(self.answers), "typed": dict(self.typed), "seen": sorted(self.seen)}


def draft_of(stored: Mapping[str, Any] | None) -> Draft:
    """The draft that `as_json` wrote."""
    stored = stored or {}
    return Draft(stored.get("answers", {}), stored.get("typed", {}), frozenset(stored.get("seen", ())))


def saved(
    form: Form, draft: Draft, visit: Visit, typed: Typed, moment: datetime, language: str
) -> tuple[Draft, list[Violation]]:
    """The draft after one page was filled in, and what was wrong on the page.

    Only questions of the page that are asked with the new answers are taken; anything else that was sent is left alone.
    What breaks a rule is kept as it was typed, never as an answer.
    """
    if visit.loop is not None:
        return _one_more(form, draft, visit, typed), []
    read, unfit = _read(form, draft, visit, typed, moment, language)
    interview = Interview(form, read, moment, language)
    asked = visit.asked(interview)
    shown = [question for question in asked if form.key(question, visit.indexes) in read]
    found = [unfit.get(question.key) or violation(interview, question, visit.indexes) for question in shown]
    wrong = [each for each in found if each is not None]
    return _kept(form, draft, visit, typed, asked, read, wrong), wrong


def _read(
    form: Form, draft: Draft, visit: Visit, typed: Typed, moment: datetime, language: str
) -> tuple[dict[str, str], dict[str, Violation]]:
    """The answers with those of the page in place, and what on it could not be read."""
    answers, unfit = dict(draft.answers), {}
    before = Interview(form, draft.answers, moment, language)
    for question in visit.page.questions if visit.page else ():
        key = form.key(question, visit.indexes)
        shown = _was_shown(question, typed, before, visit)
        if not question.asked or not shown:
            continue
        try:
            answers[key] = reading.read(question, typed)
        except Unfit as error:
            answers[key] = ""
            unfit[question.key] = Violation(key, question, error.sentence)
    return answers, unfit


def _was_shown(question: Question, typed: Typed, before: Interview, visit: Visit) -> bool:
    """Whether the page had the question: an unticked box sends nothing, a question that was not there neither."""
    return bool(reading.kept_of(question, typed)) or before.relevant(question, visit.indexes)


def _kept(
    form: Form,
    draft: Draft,
    visit: Visit,
    typed: Typed,
    asked: list[Question],
    read: Mapping[str, str],
    wrong: list[Violation],
) -> Draft:
    answers, kept = dict(draft.answers), dict(draft.typed)
    bad = {each.key for each in wrong if not each.missing}
    for question in asked:
        key = form.key(question, visit.indexes)
        if key in bad:
            answers[key], kept[key] = "", reading.kept_of(question, typed)
        elif key in read:
            answers[key] = read[key]
            kept.pop(key, None)
    return Draft(answers, kept, draft.seen | {visit.code})


def _one_more(form: Form, draft: Draft, visit: Visit, typed: Typed) -> Draft:
    """The answer to "is there one more?": `more` adds an instance, `fewer` takes the last away with its answers."""
    assert visit.loop is not None
    key = form.key(visit.loop.repeat, visit.indexes) + "[]"
    wish = next(iter(typed.get("more", ())), "")
    answers = dict(draft.answers)
    number = int(answers.get(key) or 1)
    if wish == "more":
        answers[key] = str(min(MOST_INSTANCES, number + 1))
    elif wish == "fewer" and number > 0:
        answers[key] = str(number - 1)
        gone = f"{key[:-2]}[{number}]/"
        answers = {each: value for each, value in answers.items() if not each.startswith(gone)}
    seen = draft.seen | {visit.code} if wish not in ("more", "fewer") else draft.seen - {visit.code}
    return replace(draft, answers=answers, seen=seen)


def opened(interview: Interview, draft: Draft, visit: Visit) -> list[Question]:
    """The questions of a page that its own answers brought up, and that the respondent has not seen yet."""
    return [q for q in visit.asked(interview) if interview.form.key(q, visit.indexes) not in draft.answers]


def done(interview: Interview, draft: Draft, visit: Visit) -> bool:
    """Whether nothing is left to do on a page."""
    if visit.code not in draft.seen:
        return False
    keys = [interview.form.key(question, visit.indexes) for question in visit.asked(interview)]
    return all(key in draft.answers and key not in draft.typed for key in keys) and not violations(interview, visit)


def clear(interview: Interview) -> dict[str, str]:
    """The answers that are sent: given ones of questions that are asked now, and what is calculated; no blanks."""
    found: dict[str, str] = {}
    for visit in visits(interview):
        for question in visit.asked(interview):
            if interview.form.key(question, visit.indexes) in interview.answers:
                _put(found, interview, question, visit.indexes)
    for question in interview.form.questionnaire.questions:
        if question.kind in ("calculate", "hidden"):
            for indexes in interview.at(question, ()).places(question, 0):
                _put(found, interview, question, indexes)
    return found


def _put(found: dict[str, str], interview: Interview, question: Question, indexes: tuple[int, ...]) -> None:
    value = interview.value(question, indexes)
    if value:
        found[interview.form.key(question, indexes)] = value
