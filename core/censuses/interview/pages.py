"""How a form falls into pages and sections.

A page is a run of questions of one group, short enough for a screen or two of a phone, in which no question depends on
an answer given on the same page: so nothing has to appear or vanish while the respondent reads, and the form works
without a script. A group with the appearance `field-list` (or `table-list`) is one page, as its author wishes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Union

from councilkit.censuses.expressions import ExpressionError, compile_expression
from councilkit.censuses.questionnaire.cleaning import is_dynamic, plain_blanks
from councilkit.censuses.questionnaire.model import Group, Item, Labels, Question, Questionnaire, Repeat
from councilkit.censuses.questionnaire.texts import template_references

LINES = 24  # how much a page holds; about two screens of a phone
SELECT_ABOVE = 20  # longer lists are drawn as one box, not as radio buttons
_MAIN_SHARE = 0.6


@dataclass(frozen=True)
class Page:
    """Questions asked together: their group, the repeats they stand in, and the number of their section."""

    number: int
    questions: tuple[Question, ...]
    group: Group | None
    repeats: tuple[Repeat, ...]
    section: int


@dataclass(frozen=True)
class Loop:
    """A repeat and what is asked in each of its instances; `number` names the page that asks for one more."""

    number: int
    repeat: Repeat
    repeats: tuple[Repeat, ...]
    flow: "tuple[Flow, ...]"
    section: int

    @property
    def open_ended(self) -> bool:
        """Whether the respondent says how many instances there are."""
        return not self.repeat.repeat_count


Flow = Union[Page, Loop]  # noqa: UP007 - a forward reference


@dataclass(frozen=True)
class Section:
    """A part of the form with a title, in which every item of `keys` stands."""

    number: int
    titles: Labels
    keys: frozenset[str]


def sections_of(questionnaire: Questionnaire) -> tuple[Section, ...]:
    """The groups of the outermost level that has several, and the loose questions between them."""
    sections: list[Section] = []
    loose: list[tuple[str, Labels]] = []

    def close() -> None:
        if loose:
            keys = frozenset(key for key, _ in loose)
            sections.append(Section(len(sections), loose[0][1], keys))
            loose.clear()

    for item, titles in _top(questionnaire.children, {}):
        if isinstance(item, Group) and _shown(item):
            close()
            keys = frozenset([item.key, *(each.key for each in _all(item))])
            sections.append(Section(len(sections), item.labels, keys))
        elif isinstance(item, Question) and item.shown:
            if loose and loose[0][1] is not titles:
                close()
            loose.append((item.key, titles))
    close()
    return tuple(sections)


def _top(children: Sequence[Item], titles: Labels) -> list[tuple[Item, Labels]]:
    """The items to make sections of; a group that holds nearly all of the form is opened, and its title passed on."""
    whole = sum(_shown(child) for child in children)
    found: list[tuple[Item, Labels]] = []
    for child in children:
        if isinstance(child, Group) and _is_frame(child, whole):
            found.extend(_top(child.children, child.labels))
        else:
            found.append((child, titles))
    return found


def _is_frame(group: Group, whole: int) -> bool:
    """Whether a group only stands round nearly everything."""
    large = _shown(group) >= _MAIN_SHARE * whole
    return large and not isinstance(group, Repeat) and any(isinstance(each, Group) for each in group.children)


def _shown(item: Item) -> int:
    return sum(question.shown for question in _questions(item))


def _all(group: Group) -> Iterator[Item]:
    for child in group.children:
        yield child
        if isinstance(child, Group):
            yield from _all(child)


def _questions(item: Item) -> list[Question]:
    if isinstance(item, Question):
        return [item]
    return [each for each in _all(item) if isinstance(each, Question)] if isinstance(item, Group) else []


def flow_of(questionnaire: Questionnaire, sections: Sequence[Section]) -> tuple[Flow, ...]:
    """The pages and repeats of a form in order."""
    return tuple(_Splitter(questionnaire, sections).flow(questionnaire.children, None, ()))


class _Splitter:
    def __init__(self, questionnaire: Questionnaire, sections: Sequence[Section]) -> None:
        self.section_of = {key: section.number for section in sections for key in section.keys}
        self.calculated = {q.name: q for q in questionnaire.questions if q.kind in ("calculate", "hidden")}
        self.last = 0
        self.now = 0

    def number(self) -> int:
        self.last += 1
        return self.last

    def flow(self, children: Sequence[Item], group: Group | None, repeats: tuple[Repeat, ...]) -> Iterator[Flow]:
        run: list[Question] = []
        for child in children:
            if isinstance(child, Question):
                if child.shown:
                    yield from self.joined(run, child, group, repeats)
                continue
            yield from self.page(run, group, repeats)
            run = []
            if isinstance(child, Group):
                yield from self.group(child, repeats)
        yield from self.page(run, group, repeats)

    def joined(
        self, run: list[Question], child: Question, group: Group | None, repeats: tuple[Repeat, ...]
    ) -> Iterator[Page]:
        """Add a question to the run, after the page that is full or that the question depends on."""
        new_section = bool(run) and self.section(run[0]) != self.section(child)
        if run and (new_section or self.full(run, child) or self.depends(child, run)):
            # A note at the end of a page belongs to the question that follows.
            kept: list[Question] = []
            while run and run[-1].kind == "note" and not new_section and not self.depends(child, [run[-1]]):
                kept.insert(0, run.pop())
            yield from self.page(run, group, repeats)
            run[:] = kept
        run.append(child)

    def section(self, item: Item) -> int:
        return self.section_of.get(item.key, self.now)

    def page(self, run: Sequence[Question], group: Group | None, repeats: tuple[Repeat, ...]) -> Iterator[Page]:
        if run:
            self.now = self.section(run[0])
            yield Page(self.number(), tuple(run), group, repeats, self.now)

    def group(self, group: Group, repeats: tuple[Repeat, ...]) -> Iterator[Flow]:
        if isinstance(group, Repeat):
            self.now = self.section(group)
            inner = tuple(self.flow(group.children, group, (*repeats, group)))
            if inner:
                yield Loop(self.number(), group, repeats, inner, self.section(group))
        elif group.appearances & {"field-list", "table-list"} and not any(isinstance(i, Repeat) for i in _all(group)):
            yield from self.page([question for question in _questions(group) if question.shown], group, repeats)
        else:
            yield from self.flow(group.children, group, repeats)

    def full(self, run: Sequence[Question], child: Question) -> bool:
        return sum(lines(question) for question in run) + lines(child) > LINES

    def depends(self, child: Question, run: Sequence[Question]) -> bool:
        """Whether what is shown of a question hangs on an answer of the run."""
        names = {question.name for question in run}
        return not names.isdisjoint(self.reached(_shown_by(child)))

    def reached(self, names: set[str]) -> set[str]:
        """The names, and those that calculations among them lead to."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                if name in self.calculated:
                    waiting.extend(_shown_by(self.calculated[name]))
        return found


def _shown_by(question: Question) -> set[str]:
    """The names that decide whether and how a question is shown."""
    expressions = [question.relevant, question.choice_filter, question.calculation, question.read_only]
    if is_dynamic(question.default):
        expressions.append(plain_blanks(question.default))
    found = {name for text in expressions if text for name in _references(text)}
    texts = [*question.labels.values(), *question.hints.values()]
    return found | {name for text in texts for name in template_references(text)}


def _references(expression: str) -> tuple[str, ...]:
    try:
        return compile_expression(expression).references
    except ExpressionError:
        return ()


def lines(question: Question) -> int:
    """Roughly how many lines of a phone a question takes: two for a box, one for each choice."""
    if question.kind == "note":
        return max((len(text) for text in question.labels.values()), default=0) // 160
    if "label" in question.appearances:
        return 1
    if question.kind in ("select_one", "select_multiple") and not drawn_as_box(question):
        return 2 + len(question.choices)
    return 2


def drawn_as_box(question: Question) -> bool:
    """Whether a list of choices is drawn as one select box."""
    return question.kind == "select_one" and len(question.choices) > SELECT_ABOVE
