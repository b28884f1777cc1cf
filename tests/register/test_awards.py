"""Awards as people write them, against the catalogue: matched by declared words alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.context import Council
from councilkit.register.awards import Awards, award_key
from councilkit.register.decisions import checks
from councilkit.register.model import Qualification, RegisterPart

KNOWN = (
    Qualification(
        "xx.diploma",
        "Level 2 Diploma in Health and Social Care (Ruritania)",
        "XX",
        aliases=("L2 Diploma in Care",),
        numbers=(("603/5212/7", "Board"),),
    ),
    Qualification("xx.degree", "Degree in social work", "XX"),
    Qualification("yy.degree", "Degree in social work", "YY"),
)
AWARDS = Awards(KNOWN)


@pytest.mark.parametrize(
    "written",
    [
        "Level 2 Diploma in Health and Social Care (Ruritania)",
        "LEVEL 2 DIPLOMA IN HEALTH & SOCIAL CARE, RURITANIA",
        "  level-2 diplomá in health and social care [Ruritania] ",
        "l2 diploma in care",
        "603/5212/7",
        "Diploma, no. 603/5212/7 (Board)",
    ],
)
def test_titles_aliases_and_numbers_are_found(written: str) -> None:
    assert AWARDS.code(written, "XX") == "xx.diploma"
    assert AWARDS.code(written) == "xx.diploma"


@pytest.mark.parametrize(
    "written",
    [
        "Level 2 Diploma in Health and Social Care",
        "Level 3 Diploma in Health and Social Care (Ruritania)",
        "Diploma",
        "1603/5212/7",
        "603/5212/78",
        "",
    ],
)
def test_nothing_is_guessed(written: str) -> None:
    assert AWARDS.code(written) == ""


def test_the_country_tells_awards_of_one_title_apart() -> None:
    assert AWARDS.code("Degree in Social Work", "YY") == "yy.degree"
    assert AWARDS.code("Degree in Social Work", "XX") == "xx.degree"
    assert AWARDS.code("Degree in Social Work") == ""
    assert AWARDS.code("Degree in Social Work", "ZZ") == ""


def test_a_number_and_a_title_of_two_qualifications_fit_neither() -> None:
    both = Awards(
        (
            Qualification("a", "Certificate 603/5212/7", "XX"),
            Qualification("b", "Diploma", "XX", numbers=(("603/5212/7", ""),)),
        )
    )
    assert both.code("Certificate 603/5212/7") == ""


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text: str) -> None:
    assert award_key(award_key(text)) == award_key(text)


@given(st.text(max_size=60), st.sampled_from(["", "XX", "YY"]))
def test_whatever_is_found_was_declared(text: str, country: str) -> None:
    found = AWARDS.find(text, country)
    if found is not None:
        names = {award_key(name) for name in (found.title, *found.aliases)}
        assert award_key(text) in names or any(award_key(number) in award_key(text) for number, _ in found.numbers)


def test_no_two_qualifications_of_a_country_share_a_name(council: Council) -> None:
    known = council.catalogue.all(Qualification)
    awards = Awards(known)
    for each in known:
        for name in (each.title, *each.aliases, *(number for number, _ in each.numbers)):
            assert awards.code(name, each.country) == each.code, name


@pytest.mark.parametrize(
    ("award", "country", "result"),
    [
        ("BSW", "GB", "met"),
        ("degree in social work", "GB", "met"),
        ("BSW", "RO", "judge"),
        ("BSW", "", "judge"),
        ("Diploma in Social Work", "GB", "judge"),
        ("Level 2 Certificate in Safe and Effective Practice", "GB", "judge"),
    ],
)
def test_an_application_is_judged_by_a_person_unless_its_award_is_known(
    council: Council, award: str, country: str, result: str
) -> None:
    details = {"award": award, "awarded_country": country}
    application = {"kind": "entry", "part": "ni.social_worker", "details": details}
    part = council.catalogue.get(RegisterPart, "ni.social_worker")
    found = checks(application, part, council.catalogue.all(Qualification), date(2026, 11, 22))
    rule = "The qualification is one that this register takes"
    assert next(check.result for check in found if check.rule == rule) == result
