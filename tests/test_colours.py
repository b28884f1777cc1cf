"""A council's own colours: taken when they can be read, refused with a sentence when not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.colours import checked, contrast, darker, overrides
from councilkit.errors import SetupError

HEX = st.from_regex(r"\A#[0-9A-F]{6}\Z")


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@given(HEX, HEX)
def test_contrast_does_not_ask_which_is_in_front(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1


@given(HEX)
def test_what_the_pointer_is_on_is_never_lighter(colour: str) -> None:
    assert contrast(darker(colour), "#FFFFFF") >= contrast(colour, "#FFFFFF")


def test_colours_are_written_over_the_shipped_ones() -> None:
    css = overrides({"brand": "#5A2A72", "link": "#123ABC"})
    assert css.startswith(":root{--brand:#5A2A72}@media (prefers-color-scheme:light){:root{")
    assert "--link:#123ABC;--link-hover:#0D2B8D;" in css
    assert "--brand-ink:#5A2A72" in css


def test_no_colours_change_nothing() -> None:
    assert overrides({}) == ""


@pytest.mark.parametrize(
    ("colours", "sentence"),
    [
        ({"brand": "#FFEE00"}, "has a contrast of 1.2 to #FFFFFF. Choose a darker colour"),
        ({"link": "teal"}, "'teal' is no colour. Write it like #14495C"),
        ({"brand": "#14495C}body{display:none"}, "is no colour"),
        ({"font": "#14495C"}, "there is no such colour. There are brand, go"),
    ],
)
def test_a_colour_that_cannot_be_used_is_refused(colours: dict[str, str], sentence: str) -> None:
    with pytest.raises(SetupError) as refused:
        checked(colours)
    assert sentence in str(refused.value)
    assert "councilkit.toml, [council] colours." in str(refused.value)
