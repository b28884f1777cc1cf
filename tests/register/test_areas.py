"""Countries by name and code."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councilkit.register.areas import countries, country_code, country_name
from councilkit.register.names import alphabetical


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RO", "RO"),
        (" ro ", "RO"),
        ("România", "RO"),
        ("romania", "RO"),
        ("Regatul Unit", "GB"),
        ("UK", "GB"),
        ("GBR", "GB"),
        ("Viet Nam", "VN"),
        ("vietnam", "VN"),
        ("Moldova, Republic of", "MD"),
        ("XX", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_code_and_its_names(typed: str, code: str | None) -> None:
    assert country_code(typed) == code


@pytest.mark.parametrize("language", ["en", "ro", "th"])
def test_every_country_is_found_by_the_name_that_is_shown(language: str) -> None:
    found = {code: country_code(name) for code, name in countries(language).items()}
    assert found == {code: code for code in countries()}


def test_a_country_in_the_readers_language() -> None:
    assert country_name("PH") == "Philippines"
    assert country_name("GB", "ro") == "Regatul Unit"
    assert country_name("XX") == "XX"
    assert country_name("") == ""


@given(some.text(max_size=40))
def test_whatever_is_typed_is_a_country_or_not(typed: str) -> None:
    assert country_code(typed) in {None, *countries()}


def test_areas_stand_in_the_order_of_their_letters() -> None:
    names = ["Țara", "Sălaj", "Zala", "Łódź", "Satu Mare", "Timiș", "Luzern", "Sibiu", "Ștefan Vodă"]
    assert sorted(names, key=alphabetical) == [
        "Łódź",
        "Luzern",
        "Sălaj",
        "Satu Mare",
        "Sibiu",
        "Ștefan Vodă",
        "Țara",
        "Timiș",
        "Zala",
    ]
