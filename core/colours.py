"""A council's own colours: checked for contrast before any page shows them. Formula: WCAG 2.2, relative luminance."""

import re
from collections.abc import Mapping

from councilkit.errors import SetupError

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE = "#FFFFFF"
PAPER = "#FBFAF7"
LEAST_CONTRAST = 4.5
_AGAINST = {"brand": WHITE, "go": WHITE, "go-hover": WHITE, "link": PAPER, "link-hover": PAPER, "accent": PAPER}
_HOVER = {"link": "link-hover", "go": "go-hover"}


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darker(colour: str) -> str:
    """The colour with a quarter less light, for what the pointer is on."""
    return "#" + "".join(f"{int(int(colour[start : start + 2], 16) * 0.75):02X}" for start in (1, 3, 5))


def checked(colours: Mapping[str, str]) -> dict[str, str]:
    """The colours of councilkit.toml with hover colours added; raises SetupError where one is unknown or too faint."""
    for name, colour in colours.items():
        _check(name, colour)
    full = dict(colours)
    for name, hover in _HOVER.items():
        if name in full:
            full.setdefault(hover, darker(full[name]))
    return full


def _check(name: str, colour: str) -> None:
    place = f"councilkit.toml, [council] colours.{name}"
    if name not in _AGAINST:
        raise SetupError(f"{place}: there is no such colour. There are {', '.join(_AGAINST)}.")
    if not isinstance(colour, str) or not _HEX.fullmatch(colour):
        raise SetupError(f"{place}: '{colour}' is no colour. Write it like #14495C.")
    ratio = contrast(colour, _AGAINST[name])
    if ratio < LEAST_CONTRAST:
        raise SetupError(
            f"{place}: {colour} has a contrast of {ratio:.1f} to {_AGAINST[name]}. "
            f"Choose a darker colour, with {LEAST_CONTRAST} or more."
        )


def overrides(colours: Mapping[str, str]) -> str:
    """The rules that put a council's colours over the shipped ones; dark pages keep the shipped link colours."""
    full = checked(colours)
    if not full:
        return ""
    both = f":root{{--brand:{full['brand']}}}" if "brand" in full else ""
    light = "".join(f"--{name}:{colour};" for name, colour in sorted(full.items()) if name != "brand")
    if "brand" in full:
        light += f"--brand-ink:{full['brand']};"
    return f"{both}@media (prefers-color-scheme:light){{:root{{{light}}}}}"
