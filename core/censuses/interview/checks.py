"""What is wrong with answers: missing where one is needed, outside what the form allows, not among its choices."""

from dataclasses import dataclass

from councilkit.censuses.expressions import ExpressionError, compile_expression
from councilkit.censuses.expressions.values import to_boolean
from councilkit.censuses.interview.bounds import sentence_of
from councilkit.censuses.interview.form import Indexes
from councilkit.censuses.interview.state import Interview
from councilkit.censuses.interview.typed import fits
from councilkit.censuses.interview.visits import Visit, visits
from councilkit.censuses.questionnaire.model import Question
from councilkit.wording import N_, Sentence


@dataclass(frozen=True)
class Violation:
    """A rule of the form that an answer breaks; `sentence` is the form's own words, or ours to be translated."""

    key: str
    question: Question
    sentence: str
    missing: bool = False


_ANSWER = N_("Enter an answer.")
_MISSING = {
    "select_one": N_("Choose an answer."),
    "select_multiple": N_("Choose at least one answer."),
    "acknowledge": N_("Tick the box to go on."),
    "integer": N_("Enter a number."),
    "decimal": N_("Enter a number."),
    "range": N_("Enter a number."),
    "date": N_("Enter the day, the month and the year."),
    "time": N_("Enter a time, like 14:30."),
}


def violations(interview: Interview, visit: Visit) -> list[Violation]:
    """What is wrong on one page, in its order."""
    found = (violation(interview, question, visit.indexes) for question in visit.asked(interview))
    return [each for each in found if each is not None]


def all_violations(interview: Interview) -> list[tuple[Visit, Violation]]:
    """What keeps the answers from being sent, with the page of each."""
    return [(visit, each) for visit in visits(interview) for each in violations(interview, visit)]


def violation(interview: Interview, question: Question, indexes: Indexes) -> Violation | None:
    """What is wrong with one answer."""
    value, key = interview.value(question, indexes), interview.form.key(question, indexes)
    if not value:
        if not interview.required(question, indexes):
            return None
        own = interview.text(question.required_messages, question, indexes)
        return Violation(key, question, own or Sentence(_MISSING.get(question.kind, _ANSWER)), missing=True)
    if not fits(question, value):
        return Violation(key, question, Sentence("This cannot be an answer to this question. Answer it again."))
    if not _among_choices(interview, question, indexes, value):
        return Violation(key, question, Sentence("Choose one of the answers shown."))
    if question.constraint and not _kept(interview, question, indexes, value):
        own = interview.text(question.constraint_messages, question, indexes)
        return Violation(key, question, own or sentence_of(interview, question, indexes))
    return None


def _among_choices(interview: Interview, question: Question, indexes: Indexes, value: str) -> bool:
    if question.kind not in ("select_one", "select_multiple"):
        return True
    names = set(value.split()) if question.kind == "select_multiple" else {value}
    return names <= {choice.name for choice in interview.choices(question, indexes)}


def _kept(interview: Interview, question: Question, indexes: Indexes, value: str) -> bool:
    """Whether the constraint holds; one that fails to run cannot be held against the respondent."""
    try:
        return to_boolean(compile_expression(question.constraint).run(interview.at(question, indexes, value)))
    except ExpressionError:
        return True
