"""What holds, given the answers so far: what is asked, hidden or calculated, and how often something repeats."""

import logging
from collections.abc import Mapping
from datetime import datetime

from councilkit.censuses.expressions import (
    Day,
    ExpressionError,
    Instant,
    Scope,
    Value,
    compile_expression,
    to_boolean,
    to_number,
    to_string,
)
from councilkit.censuses.expressions.scope import ItemScope
from councilkit.censuses.expressions.values import day_of, from_python
from councilkit.censuses.interview.form import Form, Indexes
from councilkit.censuses.interview.scope import Place
from councilkit.censuses.questionnaire.cleaning import is_dynamic, plain_blanks
from councilkit.censuses.questionnaire.model import Choice, Group, Item, Question, Repeat
from councilkit.censuses.questionnaire.texts import filled

MOST_INSTANCES = 100
log = logging.getLogger("councilkit.censuses")

Answers = Mapping[str, str]
"""Answers by key as they are stored: choice names, plain numbers, ISO dates; blank text for a question left open."""


class Interview:
    """One form with one respondent's answers at one moment; it never changes, so what it found out stays true."""

    def __init__(self, form: Form, answers: Answers, moment: datetime, language: str = "") -> None:
        self.form = form
        self.answers = answers
        self.language = language or form.questionnaire.default_language
        self.today: Day = day_of(moment.date())
        self.now = Instant(from_python(moment.replace(tzinfo=None)))  # type: ignore[arg-type]
        self._relevant: dict[tuple[str, Indexes], bool] = {}
        self._values: dict[tuple[str, Indexes], str] = {}
        self._busy: set[tuple[str, Indexes]] = set()
        self._begun = not form.deep

    def relevant(self, item: Item, indexes: Indexes = ()) -> bool:
        """Whether an item is asked: its own condition and that of every group round it hold."""
        place = (item.key, indexes)
        self._begin()
        if place not in self._relevant:
            if place in self._busy:  # a circle that the checker did not see ends here
                return False
            self._busy.add(place)
            self._relevant[place] = self._groups_hold(item, indexes) and self._holds(item, indexes)
            self._busy.discard(place)
        return self._relevant[place]

    def _begin(self) -> None:
        """Work out what stands in no repeat, each after what it leans on: a long chain is then no deep call."""
        if not self._begun:
            self._begun = True
            for item in self.form.order:
                self.value(item) if isinstance(item, Question) else self.relevant(item)

    def _groups_hold(self, item: Item, indexes: Indexes) -> bool:
        groups = self.form.parents[item.key]
        if not groups:
            return True
        parent = groups[-1]
        inside = len(self.form.repeats[parent.key])
        if not self.relevant(parent, indexes[:inside]):
            return False
        return not isinstance(parent, Repeat) or indexes[inside] <= self.count(parent, indexes[:inside])

    def _holds(self, item: Item, indexes: Indexes) -> bool:
        return not item.relevant or self.truth(item.relevant, item, indexes)

    def value(self, question: Question, indexes: Indexes = ()) -> str:
        """The answer, calculation or default of a question; blank while it is hidden."""
        place = (question.key, indexes)
        self._begin()
        if place not in self._values:
            if place in self._busy or not self.relevant(question, indexes):
                return ""
            self._busy.add(place)
            self._values[place] = self._worked_out(question, indexes)
            self._busy.discard(place)
        return self._values[place]

    def _worked_out(self, question: Question, indexes: Indexes) -> str:
        stored = self.answers.get(self.form.key(question, indexes))
        if question.calculation and (stored is None or not question.asked):
            return to_string(self.evaluated(question.calculation, question, indexes))
        if stored is not None:
            return stored
        if question.kind == "meta":
            return _meta(question, self)
        return self.default(question, indexes)

    def default(self, question: Question, indexes: Indexes) -> str:
        """The answer that a question begins with."""
        if question.default and is_dynamic(question.default):
            return to_string(self.evaluated(plain_blanks(question.default), question, indexes))
        return question.default

    def stored(self, question: Question, indexes: Indexes) -> str:
        """The answer as it is kept, hidden or not."""
        return self.answers.get(self.form.key(question, indexes), "")

    def count(self, repeat: Repeat, indexes: Indexes = ()) -> int:
        """How many instances a repeat has now."""
        if repeat.repeat_count:
            number = to_number(self.evaluated(repeat.repeat_count, repeat, indexes))
        else:
            number = to_number(self.answers.get(self.form.key(repeat, indexes) + "[]", "1"))
        return int(max(0, min(MOST_INSTANCES, number))) if number == number else 0

    def choices(self, question: Question, indexes: Indexes = ()) -> tuple[Choice, ...]:
        """The choices that its filter leaves."""
        if not question.choice_filter:
            return question.choices
        scope = self.at(question, indexes)
        rows = ((choice, self.form.row(choice, self.language)) for choice in question.choices)
        holds = compile_filter(question.choice_filter)
        return tuple(choice for place, (choice, row) in enumerate(rows, 1) if holds(ItemScope(scope, row, place)))

    def required(self, question: Question, indexes: Indexes = ()) -> bool:
        """Whether an answer must be given."""
        return bool(question.required) and self.truth(question.required, question, indexes)

    def read_only(self, question: Question, indexes: Indexes = ()) -> bool:
        """Whether it is shown but cannot be changed."""
        return bool(question.read_only) and self.truth(question.read_only, question, indexes)

    def truth(self, expression: str, item: Item, indexes: Indexes, current: str | None = None) -> bool:
        """Whether an expression holds at a place; one that fails does not."""
        if expression in ("true()", "false()"):
            return expression == "true()"
        return to_boolean(self.evaluated(expression, item, indexes, current))

    def evaluated(self, expression: str, item: Item, indexes: Indexes, current: str | None = None) -> Value:
        """The value of an expression at a place; one that fails is blank, and the log says so without the answers."""
        try:
            return compile_expression(expression).run(self.at(item, indexes, current))
        except ExpressionError as error:
            log.warning("Expression of '%s' failed: %s", item.key, type(error).__name__)
            return ""

    def at(self, item: Item, indexes: Indexes, current: str | None = None) -> Place:
        """Where an expression of an item stands."""
        if current is None and isinstance(item, Question):
            current = self.stored(item, indexes)
        return Place(self, item, indexes, current or "")

    def text(self, labels: Mapping[str, str], item: Item, indexes: Indexes) -> str:
        """A text in the language of the interview, its `${...}` filled in as people read it."""
        text = self.form.questionnaire.text(labels, self.language)
        return filled(text, lambda name: self.at(item, indexes).words(name))

    def label(self, item: Item, indexes: Indexes = ()) -> str:
        """What a question or group is called."""
        return self.text(item.labels, item, indexes) or self.text(item.hints, item, indexes) or item.name

    def words(self, question: Question, indexes: Indexes) -> str:
        """The answer as people read it: labels of choices, the rest as it is kept."""
        return self.said(question, self.value(question, indexes))

    def said(self, question: Question, value: str) -> str:
        """A value of a question in words."""
        if question.kind not in ("select_one", "select_multiple"):
            return value
        names = value.split() if question.kind == "select_multiple" else [value] if value else []
        return ", ".join(self.choice_label(question, name) for name in names)

    def choice_label(self, question: Question, name: str) -> str:
        """The label of a choice in the language of the interview."""
        choice = question.choice(name)
        return (self.form.questionnaire.text(choice.labels, self.language) if choice else "") or name

    def questions_of(self, group: Group) -> list[Question]:
        """The questions in a group that are not in a repeat within it."""
        depth = len(self.form.repeats[group.key]) + isinstance(group, Repeat)
        return [question for question in self.form.children(group) if len(self.form.repeats[question.key]) == depth]


def compile_filter(expression: str) -> "Filter":
    """A choice filter as a test; one that fails leaves the choice out."""
    return Filter(expression)


class Filter:
    """A choice filter ready to be applied to the choices one by one."""

    def __init__(self, expression: str) -> None:
        self.run = compile_expression(expression).run

    def __call__(self, scope: Scope) -> bool:
        try:
            return to_boolean(self.run(scope))
        except ExpressionError:
            return False


def _meta(question: Question, interview: Interview) -> str:
    """Today's date and the moment, for the rows of a form that ask the device for them; blank for the rest."""
    word = question.detail.replace(" time", "")
    if word == "today":
        return to_string(interview.today)
    return to_string(interview.now) if word in ("start", "end") else ""
