"""Where an expression of a form finds its answers: from the place of its own row, through repeats, in choice lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilkit.censuses.expressions import Day, ExpressionError, Instant, Nodes, Value
from councilkit.censuses.questionnaire.model import Group, Item, Question, Repeat

if TYPE_CHECKING:
    from councilkit.censuses.interview.state import Interview

Indexes = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """A row of the form in one instance of the repeats round it; `current` is what `.` means there."""

    interview: Interview
    item: Item
    indexes: Indexes
    current: str

    @property
    def today(self) -> Day:
        return self.interview.today

    @property
    def now(self) -> Instant:
        return self.interview.now

    @property
    def position(self) -> int:
        """The number of the innermost repeat's instance."""
        return self.indexes[-1] if self.indexes else 1

    def value(self, name: str) -> Value:
        """The answer so named: the one in the same instance, or all of them when it stands in a repeat elsewhere."""
        found = self.interview.form.named.get(name)
        if found is None:
            raise ExpressionError(f"There is no question '{name}'")
        if isinstance(found, Repeat):
            return Nodes("" for _ in self.instances(found))
        if not isinstance(found, Question):
            return ""
        shared = self.shared(found)
        if shared == len(self.interview.form.repeats[found.key]):
            return self.interview.value(found, self.indexes[:shared])
        return Nodes(self.interview.value(found, indexes) for indexes in self.places(found, shared))

    def shared(self, item: Item) -> int:
        """How many of the repeats round an item are those round this row."""
        own, other = self.interview.form.repeats[self.item.key], self.interview.form.repeats[item.key]
        count = 0
        for mine, theirs in zip(own[: len(self.indexes)], other, strict=False):
            if mine is not theirs:
                break
            count += 1
        return count

    def places(self, item: Item, shared: int) -> Iterator[Indexes]:
        """Every place of an item under the instances that it shares with this row."""
        return self._spread(self.interview.form.repeats[item.key], self.indexes[:shared])

    def instances(self, repeat: Repeat) -> Iterator[Indexes]:
        """Every instance of a repeat that this row can see."""
        repeats = (*self.interview.form.repeats[repeat.key], repeat)
        return self._spread(repeats, self.indexes[: self.shared(repeat)])

    def _spread(self, repeats: Sequence[Repeat], indexes: Indexes) -> Iterator[Indexes]:
        if len(indexes) == len(repeats):
            yield indexes
            return
        repeat = repeats[len(indexes)]
        if self.interview.relevant(repeat, indexes):
            for number in range(1, self.interview.count(repeat, indexes) + 1):
                yield from self._spread(repeats, (*indexes, number))

    def path(self, names: Sequence[str], absolute: bool) -> Value:
        """The question that a path ends at; blank for a path out of the form."""
        return self.value(names[-1]) if names[-1] in self.interview.form.named else ""

    def column(self, name: str) -> Value:
        """A bare name outside a choice filter means the question."""
        return self.path((name,), absolute=False)

    def rows(self, name: str) -> Sequence[Mapping[str, str]]:
        """The instances of a repeat as rows of their answers."""
        repeat = self.interview.form.named.get(name)
        if not isinstance(repeat, Repeat):
            raise ExpressionError(f"'{name}' does not repeat")
        questions = self.interview.questions_of(repeat)
        return [{q.name: self.interview.value(q, indexes) for q in questions} for indexes in self.instances(repeat)]

    def instance(self, name: str) -> Sequence[Mapping[str, str]]:
        """The rows of a choice list."""
        return self.interview.form.rows(name, self.interview.language)

    def indexed(self, name: str, indexes: Sequence[tuple[str, int]]) -> Value:
        """The answer in the numbered instances; blank where there is no such instance."""
        found = self.interview.form.named.get(name)
        if not isinstance(found, Question):
            raise ExpressionError(f"There is no question '{name}'")
        numbers = dict(indexes)
        wanted: Indexes = ()
        for depth, repeat in enumerate(self.interview.form.repeats[found.key]):
            own = self.indexes[depth] if depth < self.shared(found) else 0
            number = numbers.get(repeat.name, own)
            if not 1 <= number <= self.interview.count(repeat, wanted):
                return ""
            wanted = (*wanted, number)
        return self.interview.value(found, wanted)

    def choice_label(self, question: str, choice: str) -> str:
        """The label of a choice in the language of the interview."""
        found = self.interview.form.named.get(question)
        return self.interview.choice_label(found, choice) if isinstance(found, Question) else choice

    def words(self, name: str) -> str:
        """An answer as people read it, for texts with `${name}` in them."""
        found = self.interview.form.named.get(name)
        if isinstance(found, Group) or found is None:
            return self.interview.label(found) if isinstance(found, Group) else ""
        value = self.value(name)
        texts = value if isinstance(value, Nodes) else (str(value),)
        assert isinstance(found, Question)
        return ", ".join(self.interview.said(found, text) for text in texts)
