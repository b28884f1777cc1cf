"""The pages as one respondent meets them: those with something to show, an instance of a repeat at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from councilkit.censuses.interview.form import Indexes
from councilkit.censuses.interview.pages import Flow, Loop, Page
from councilkit.censuses.interview.state import Interview
from councilkit.censuses.questionnaire.model import Question


@dataclass(frozen=True)
class Visit:
    """A page in one instance of the repeats round it, or (`loop`) the question whether there is one more instance."""

    number: int
    section: int
    indexes: Indexes
    page: Page | None = None
    loop: Loop | None = None

    @property
    def code(self) -> str:
        """Its name in addresses: `7`, or `7-2` in the second instance of a repeat."""
        return "-".join(str(number) for number in (self.number, *self.indexes))

    def questions(self, interview: Interview) -> list[Question]:
        """The questions it shows now."""
        if self.page is None:
            return []
        return [question for question in self.page.questions if interview.relevant(question, self.indexes)]

    def asked(self, interview: Interview) -> list[Question]:
        """Those of them that can be answered."""
        found = self.questions(interview)
        return [question for question in found if question.asked and not interview.read_only(question, self.indexes)]


def visits(interview: Interview) -> list[Visit]:
    """Every page that the respondent goes through with the answers so far, in order."""
    return list(_visits(interview, interview.form.flow, ()))


def _visits(interview: Interview, flow: Sequence[Flow], indexes: Indexes) -> Iterator[Visit]:
    for each in flow:
        if isinstance(each, Page):
            if any(interview.relevant(question, indexes) for question in each.questions):
                yield Visit(each.number, each.section, indexes, page=each)
        elif interview.relevant(each.repeat, indexes):
            for number in range(1, interview.count(each.repeat, indexes) + 1):
                yield from _visits(interview, each.flow, (*indexes, number))
            if each.open_ended:
                yield Visit(each.number, each.section, indexes, loop=each)
