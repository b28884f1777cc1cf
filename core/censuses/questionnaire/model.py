"""What a questionnaire is: questions, groups, repeats and choices, with their texts in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from councilkit.censuses.questionnaire.problems import Problem

Labels = Mapping[str, str]
"""Texts by language code; the blank code holds a text that is the same in every language."""

TYPED = frozenset({"text", "integer", "decimal", "range", "date", "time", "datetime", "select_one", "select_multiple"})
ASKED = TYPED | {"acknowledge"}
SHOWN = ASKED | {"note"}


@dataclass(frozen=True)
class Language:
    """A language of the form: its code (as in `lang=`) and its name in its own words."""

    code: str
    name: str


@dataclass(frozen=True)
class Choice:
    """One answer of a list; `columns` holds every further column, for choice filters."""

    name: str
    labels: Labels
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A row of the survey sheet: a question, a group or a repeat.

    `key` names it in stored answers: its name, or its path where the name stands twice in the form.
    """

    name: str
    key: str
    labels: Labels = field(default_factory=dict)
    hints: Labels = field(default_factory=dict)
    relevant: str = ""
    appearance: str = ""
    row: int = 0

    @property
    def appearances(self) -> frozenset[str]:
        """The words of the appearance column."""
        return frozenset(self.appearance.split())


@dataclass(frozen=True)
class Question(Item):
    """A question or another row with a value.

    Kinds: text, integer, decimal, range, date, time, datetime, select_one, select_multiple, acknowledge (asked);
    note (shown); calculate, hidden, meta (neither); unsupported (left out of web pages; `detail` is the type written).
    """

    kind: str = "text"
    detail: str = ""
    choices: tuple[Choice, ...] = ()
    choice_filter: str = ""
    constraint: str = ""
    constraint_messages: Labels = field(default_factory=dict)
    required: str = ""
    required_messages: Labels = field(default_factory=dict)
    calculation: str = ""
    default: str = ""
    read_only: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        """Whether the respondent gives an answer here; a select that only heads a table of others is not asked."""
        return self.kind in ASKED and "label" not in self.appearances and not self.is_read_only

    @property
    def shown(self) -> bool:
        """Whether a page shows it."""
        return self.kind in SHOWN

    @property
    def is_read_only(self) -> bool:
        """Whether it is shown but cannot be changed, always."""
        return self.read_only == "true()"

    def choice(self, name: str) -> Choice | None:
        """The choice of that name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Choice]:
        return {choice.name: choice for choice in reversed(self.choices)}


@dataclass(frozen=True)
class Group(Item):
    """Questions that belong together; hidden with all in it when its `relevant` does not hold."""

    children: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Repeat(Group):
    """A group that is asked several times: as often as `repeat_count` says, or as the respondent wishes."""

    repeat_count: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """A form that can run. `problems` holds warnings only; `digest` is the SHA-256 of the file."""

    code: str
    titles: Labels
    version: str
    languages: tuple[Language, ...]
    default_language: str
    children: tuple[Item, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    def items(self) -> Iterator[tuple[Item, tuple[Group, ...]]]:
        """Every item in order, each with the groups it stands in, outermost first."""
        yield from _items(self.children, ())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(item for item, _ in self.items() if isinstance(item, Question))

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """Every item by its key."""
        return {item.key: item for item, _ in self.items()}

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups that each item stands in, by its key, outermost first."""
        return {item.key: ancestors for item, ancestors in self.items()}

    def question(self, key: str) -> Question:
        """The question of that key; raises KeyError."""
        item = self.by_key[key]
        if not isinstance(item, Question):
            raise KeyError(key)
        return item

    def text(self, labels: Labels, language: str) -> str:
        """The text in a language, or else the form's first, or any there is."""
        for code in (language, "", self.default_language):
            if labels.get(code):
                return labels[code]
        return next((text for text in labels.values() if text), "")

    def language(self, code: str) -> Language | None:
        """The language of that code."""
        return next((each for each in self.languages if each.code == code), None)

    @property
    def title(self) -> str:
        """The title in the form's default language."""
        return self.text(self.titles, self.default_language) or self.code


def _items(children: tuple[Item, ...], ancestors: tuple[Group, ...]) -> Iterator[tuple[Item, tuple[Group, ...]]]:
    for child in children:
        yield child, ancestors
        if isinstance(child, Group):
            yield from _items(child.children, (*ancestors, child))
