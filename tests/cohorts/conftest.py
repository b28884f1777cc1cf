"""A cohort of the Level 2 Certificate at three sites, with the registrar and the analyst who look after it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from councilkit.censuses import answering
from councilkit.censuses.answering import left, open_case, save_page
from councilkit.cohorts import services, surveys
from councilkit.context import Context

SITES = ("Lough View Care (demo)", "Northside Trust (demo)", "Riverside Homes (demo)")
PROGRAMME = {
    "code": "l2",
    "title": "Level 2 Certificate",
    "qualification": "Level 2 Certificate in Safe and Effective Practice",
    "surveys": "ni_l2_certificate",
}
COHORT = {
    "programme": "l2",
    "code": "pilot",
    "title": "First pilot",
    "sites": "\n".join(SITES),
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2026, 12, 18),
}
STARTED = date(2026, 9, 1)


@pytest.fixture
def registrar(acting: Callable[..., Context]) -> Context:
    return acting("registrar")


@pytest.fixture
def analyst(acting: Callable[..., Context]) -> Context:
    return acting("analyst")


@pytest.fixture
def cohort(registrar: Context) -> Callable[..., list[str]]:
    """Makes the cohort and enrols so many, site by site in turn; returns their marks: `cohort(19)`."""

    def make(count: int = 0, **more: Any) -> list[str]:
        about = COHORT | more
        if not any(each["code"] == "l2" for each in services.all_programmes(registrar)):
            services.make_programme(registrar, PROGRAMME)
        services.make_cohort(registrar, about)
        return [enrol(registrar, f"Learner {_letters(number)}", number, about["code"]) for number in range(count)]

    return make


def _letters(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26)


def enrol(ctx: Context, name: str, site: int = 0, code: str = "pilot", **more: Any) -> str:
    sites = services.read_cohort(ctx, code).sites
    data = {"site": sites[site % len(sites)]["id"], "name": name, "started_on": STARTED}
    return services.enrol(ctx, code, data | more)


def fill_in(ctx: Context, code: str, likes: Mapping[str, str]) -> None:
    """Answer a survey as a learner does, page by page, and send it; what is not liked gets its first choice."""
    case = open_case(ctx, code)
    while waiting := left(case):
        typed = {}
        for question in waiting[0].page.questions if waiting[0].page else ():
            if question.kind.startswith("select"):
                typed[question.name] = [likes.get(question.name, question.choices[0].name)]
        case = save_page(ctx, code, waiting[0].code, typed, "en").case
    answering.send(ctx, code, "en")


def answer_wave(ctx: Context, wave: str, likes: Mapping[str, Mapping[str, str]], code: str = "pilot") -> None:
    """Open a wave, make its links, and let those answer whose mark is a key of `likes`."""
    surveys.open_wave(ctx, code, wave)
    for link in surveys.make_links(ctx, code, wave):
        if link.reference in likes:
            fill_in(ctx, link.code, likes[link.reference])


__all__ = ["COHORT", "PROGRAMME", "SITES", "STARTED", "answer_wave", "enrol", "fill_in"]
