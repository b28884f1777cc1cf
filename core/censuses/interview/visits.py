"""The pages as one respondent meets them: those with something to show, an instance of a repeat at a time."""

from __future__ import annotations

import re
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


def visit_at(interview: Interview, code: str) -> Visit | None:
    """The page of that code, if it is asked with the answers so far."""
    if not re.fullmatch(r"\d{1,4}(-\d{1,3}){0,9}", code, re.ASCII):
        return None
    number, *indexes = (int(part) for part in code.split("-"))
    found = interview.form.pages.get(number)
    if found is None or len(found.repeats) != len(indexes) or f"{number}" != code.partition("-")[0]:
        return None
    for depth, repeat in enumerate(found.repeats):
        outer = tuple(indexes[:depth])
        if not interview.relevant(repeat, outer) or not 1 <= indexes[depth] <= interview.count(repeat, outer):
            return None
    return next(iter(_here(interview, found, tuple(indexes))), None)


def _here(interview: Interview, found: Flow, indexes: Indexes) -> Iterator[Visit]:
    """The visit of a page, or of a repeat's own question, if it is asked."""
    if isinstance(found, Page):
        if any(interview.relevant(question, indexes) for question in found.questions):
            yield Visit(found.number, found.section, indexes, page=found)
    elif found.open_ended and interview.relevant(found.repeat, indexes):
        yield Visit(found.number, found.section, indexes, loop=found)


def visits(interview: Interview) -> list[Visit]:
    """Every page that the respondent goes through with the answers so far, in order."""
    return list(walked(interview))


def walked(interview: Interview) -> Iterator[Visit]:
    """The same, one by one, each worked out when it is asked for."""
    return _visits(interview, interview.form.flow, ())


def _visits(interview: Interview, flow: Sequence[Flow], indexes: Indexes) -> Iterator[Visit]:
    for each in flow:
        if isinstance(each, Loop) and interview.relevant(each.repeat, indexes):
            for number in range(1, interview.count(each.repeat, indexes) + 1):
                yield from _visits(interview, each.flow, (*indexes, number))
        yield from _here(interview, each, indexes)
