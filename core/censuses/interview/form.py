"""A questionnaire made ready to run: who stands in which repeat, which name means what, and how the pages fall."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from councilkit.censuses.expressions import compile_expression
from councilkit.censuses.interview.pages import Flow, Loop, Section, flow_of, sections_of
from councilkit.censuses.questionnaire.model import Choice, Group, Item, Question, Questionnaire, Repeat

_DEEP = 40
Indexes = tuple[int, ...]
"""The number of the instance in each repeat that something stands in, outermost first, from 1."""


class Form:
    """What is worked out once for a questionnaire and used by every interview."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._rows: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.options: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by key."""
        return self.questionnaire.by_key

    @cached_property
    def named(self) -> Mapping[str, Item]:
        """What `${name}` means."""
        found: dict[str, Item] = {}
        for item in self.items.values():
            found.setdefault(item.name, item)
        return found

    @cached_property
    def parents(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups each item stands in, by key, outermost first."""
        return self.questionnaire.ancestors

    @cached_property
    def repeats(self) -> Mapping[str, tuple[Repeat, ...]]:
        """The repeats each item stands in, by key, outermost first."""
        return {key: tuple(g for g in groups if isinstance(g, Repeat)) for key, groups in self.parents.items()}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts that the respondent sees as one, in order."""
        return sections_of(self.questionnaire)

    @cached_property
    def flow(self) -> tuple[Flow, ...]:
        """The pages and repeats in order."""
        return flow_of(self.questionnaire, self.sections)

    @cached_property
    def pages(self) -> Mapping[int, Flow]:
        """Every page and repeat by its number."""
        found: dict[int, Flow] = {}
        waiting = list(self.flow)
        while waiting:
            each = waiting.pop()
            found[each.number] = each
            waiting.extend(each.flow if isinstance(each, Loop) else ())
        return found

    @cached_property
    def deep(self) -> bool:
        """Whether conditions lead on so far that they are worked out from the bottom, not by one deep call."""
        depth: dict[str, int] = {}
        for item in self.order:
            depth[item.key] = 1 + max((depth.get(each.key, 0) for each in self.leans_on(item)), default=0)
        return max(depth.values(), default=0) > _DEEP

    @cached_property
    def order(self) -> tuple[Item, ...]:
        """What stands in no repeat, each item after those that decide about it."""
        done: dict[str, Item] = {}
        for first in self.items.values():
            if first.key in done:
                continue
            waiting = [(first, iter(self.leans_on(first)))]
            entered = {first.key}
            while waiting:
                item, leads = waiting[-1]
                onward = next((each for each in leads if each.key not in done and each.key not in entered), None)
                if onward is None:
                    done[item.key] = item
                    waiting.pop()
                else:
                    entered.add(onward.key)
                    waiting.append((onward, iter(self.leans_on(onward))))
        return tuple(item for item in done.values() if not self.repeats[item.key] and not isinstance(item, Repeat))

    def leans_on(self, item: Item) -> list[Item]:
        """The items whose values decide whether an item is asked and what it is."""
        texts = [item.relevant, getattr(item, "calculation", ""), getattr(item, "repeat_count", "")]
        names = [name for text in texts if text for name in compile_expression(text).references]
        found = [self.named[name] for name in names if name in self.named]
        return [*self.parents[item.key][-1:], *found]

    def key(self, item: Item, indexes: Indexes) -> str:
        """The key of an answer: `name`, or `repeat[2]/name` within a repeat."""
        if not indexes:
            return item.key
        repeats = self.repeats[item.key]
        return "".join(f"{repeat.key}[{n}]/" for repeat, n in zip(repeats, indexes, strict=True)) + item.key

    def children(self, group: Group) -> Sequence[Question]:
        """Every question in a group, however deep."""
        found: list[Question] = []
        for child in group.children:
            found.extend(
                self.children(child) if isinstance(child, Group) else [child] if isinstance(child, Question) else []
            )
        return found

    def rows(self, list_name: str, language: str) -> list[dict[str, str]]:
        """The rows of a choice list as `instance('list')/root/item` sees them."""
        if (list_name, language) not in self._rows:
            choices = self.questionnaire.lists.get(list_name, ())
            self._rows[list_name, language] = [self.row(choice, language) for choice in choices]
        return self._rows[list_name, language]

    def row(self, choice: Choice, language: str) -> dict[str, str]:
        """One choice as an expression sees it: its columns, name and label."""
        label = self.questionnaire.text(choice.labels, language) or choice.name
        return {**choice.columns, "name": choice.name, "label": label, "itextId": label, ".": choice.name}
