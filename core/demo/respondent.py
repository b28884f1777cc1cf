"""Answers a census form as an invented respondent would: by the form's own rules, with the engine of the pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from councilkit.censuses.interview import Form, Interview
from councilkit.censuses.interview.form import Indexes
from councilkit.censuses.interview.pages import Flow, Page
from councilkit.censuses.interview.visits import Visit
from councilkit.censuses.questionnaire.model import Question
from councilkit.demo.chance import common

TRIES = 12
SELECTS = ("select_one", "select_multiple")
UNCLEAR = ("98", "99")  # do not know, prefer not to say
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
WORDS = ("Invented answer", "As it comes", "Many things at once")
Answers = dict[str, str]


def answers(form: Form, liked: Mapping[str, str], rng: random.Random, moment: datetime) -> Answers:
    """Answers of somebody who fills in the whole form; `liked` are the answers they would give, by question.

    An answer that the form does not ask for, or does not allow, is not given; what nobody thought of is drawn.
    """
    return _Respondent(form, liked, rng, moment).answers()


class _Respondent:
    """Goes through the pages in order; what holds is worked out again only when an answer decides about it."""

    def __init__(self, form: Form, liked: Mapping[str, str], rng: random.Random, moment: datetime) -> None:
        self.form, self.liked, self.rng, self.moment = form, liked, rng, moment
        self.given: Answers = {}
        self.interview = Interview(form, {}, moment)
        self.decided = False

    def answers(self) -> Answers:
        self.go_through(self.form.flow, ())
        return self.given

    def go_through(self, flow: Sequence[Flow], indexes: Indexes) -> None:
        for each in flow:
            if isinstance(each, Page):
                self.fill(Visit(each.number, each.section, indexes, page=each))
            elif self.interview.relevant(each.repeat, indexes):
                for number in range(1, self.interview.count(each.repeat, indexes) + 1):
                    self.go_through(each.flow, (*indexes, number))

    def thought_of(self, question: Question, visit: Visit) -> Iterator[str]:
        """The answer they would like to give, then others."""
        if question.name in self.liked:
            yield self.liked[question.name]
        for _ in range(TRIES):
            yield _drawn(self.interview, question, visit, self.rng)

    def fill(self, visit: Visit) -> None:
        for question in visit.asked(self.interview):
            if "${" in question.constraint + question.choice_filter:
                self.take_notice()
            values = self.thought_of(question, visit)
            found = next((value for value in values if _allowed(self.interview, question, visit, value)), "")
            self.given[self.form.key(question, visit.indexes)] = found
            self.decided |= question.name in _deciding(self.form)
        self.take_notice()

    def take_notice(self) -> None:
        """Work out again what holds, if an answer since then decides about it."""
        if self.decided:
            self.interview = Interview(self.form, dict(self.given), self.moment)
            self.decided = False


@lru_cache(maxsize=8)
def _deciding(form: Form) -> frozenset[str]:
    """The questions that some expression of the form speaks of."""
    found: set[str] = set()
    for item in form.items.values():
        names = ("relevant", "calculation", "constraint", "choice_filter", "required", "default", "repeat_count")
        for text in filter(None, (getattr(item, name, "") for name in names)):
            found.update(_REFERENCE.findall(text))
    return frozenset(found)


def _allowed(interview: Interview, question: Question, visit: Visit, value: str) -> bool:
    """Whether the form takes an answer: among the choices, within the constraint, given where it is needed."""
    if not value:
        return not interview.required(question, visit.indexes)
    if question.kind in SELECTS:
        names = {choice.name for choice in interview.choices(question, visit.indexes)}
        if not set(value.split() if question.kind == "select_multiple" else [value]) <= names:
            return False
    return not question.constraint or interview.truth(question.constraint, question, visit.indexes, value)


def _drawn(interview: Interview, question: Question, visit: Visit, rng: random.Random) -> str:
    if question.kind in SELECTS:
        names = [choice.name for choice in interview.choices(question, visit.indexes)]
        clear = [name for name in names if name not in UNCLEAR]
        if question.kind == "select_one":
            return common(rng, clear or names) if names and rng.random() < 0.97 else (names or [""])[-1]
        some = [name for name in clear if name != "0"] or names
        picked = set(rng.sample(some, min(len(some), rng.choice((1, 1, 2, 2, 3)))))
        return " ".join(name for name in names if name in picked)
    if question.kind in ("integer", "decimal"):
        return str(rng.choice((rng.randint(0, 8), rng.randint(1, 48), rng.randint(1985, 2026))))
    if question.kind == "acknowledge":
        return "OK"
    return rng.choice(WORDS) if interview.required(question, visit.indexes) else ""
