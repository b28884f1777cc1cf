"""The stylesheet: its colours can be read in light and dark, and it stays small."""

import gzip
import re
from importlib.resources import files

import pytest

from councilkit.colours import contrast
from councilkit.look import script, stylesheet

CSS = files("councilkit").joinpath("static", "councilkit.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block))


LIGHT = tokens(BLOCKS[0])
DARK = {**LIGHT, **tokens(BLOCKS[1])}
TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "tint"),
    ("ink", "ended"),
    ("ink-soft", "paper"),
    ("ink-soft", "card"),
    ("ink-soft", "tint"),
    ("on-brand", "brand"),
    ("brand-ink", "paper"),
    ("brand-ink", "card"),
    ("brand-ink", "tint"),
    ("link", "paper"),
    ("link", "card"),
    ("link", "tint"),
    ("link-hover", "paper"),
    ("on-go", "go"),
    ("on-go", "go-hover"),
    ("stop", "paper"),
    ("stop", "card"),
    ("on-stop", "stop"),
    ("on-stop", "stop-hover"),
    *((f"{kind}-ink", kind) for kind in ("done", "open", "waiting", "stopped", "ended", "conditions")),
]
SHAPES = [
    ("line-strong", "paper"),
    ("line-strong", "card"),
    ("accent", "paper"),
    ("accent", "card"),
    ("brand-ink", "card"),
    ("brand-ink", "paper"),
    ("go", "paper"),
    ("stop", "card"),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_bars_can_be_seen(scheme: dict[str, str], shape: str, ground: str) -> None:
    assert contrast(scheme[shape], scheme[ground]) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_can_be_seen_on_the_page(scheme: dict[str, str]) -> None:
    assert max(contrast(scheme["ink"], scheme["paper"]), contrast(scheme["focus"], scheme["paper"])) >= 7
    assert contrast(LIGHT["ink"], LIGHT["focus"]) >= 3


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [
        ("ink", "paper", 15.00),
        ("link", "paper", 7.31),
        ("go", "card", 6.47),
        ("done-ink", "done", 7.46),
        ("conditions-ink", "conditions", 8.27),
    ],
)
def test_the_light_colours_have_the_contrast_they_were_chosen_for(ink: str, ground: str, ratio: float) -> None:
    assert contrast(LIGHT[ink], LIGHT[ground]) == pytest.approx(ratio, abs=0.01)


def test_every_colour_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    defined = set(re.findall(r"--([\w-]+):", BLOCKS[0]))
    assert used - defined == set()
    assert defined - used == set()


def test_the_look_is_small() -> None:
    css, js = stylesheet({}).encode(), script().encode()
    assert len(css) < 15 * 1024
    assert len(gzip.compress(css, 9)) < 4.5 * 1024
    assert len(gzip.compress(js, 9)) < 2.5 * 1024


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "//" not in stylesheet({})
