"""The font check names what cannot be drawn and what to install."""

import pytest

from councilkit.documents import fonts


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose fonts know the letters of ASCII only."""
    monkeypatch.setattr(fonts, "covered", lambda families=fonts.FAMILIES: frozenset(map(chr, range(32, 127))))


def test_missing_characters_are_found_once_and_in_order(few: None) -> None:
    assert fonts.missing(["Ștefan", "Ana Ș", "ăb"]) == ["ă", "Ș"]


def test_blanks_and_control_characters_need_no_glyph(few: None) -> None:
    assert fonts.missing(["a b\u00a0c\u200b\n"]) == []


def test_the_check_names_the_scripts_and_the_command(few: None) -> None:
    said = fonts.check(["Ș"])
    assert said[0].startswith("No installed font can write Romanian: PDFs would show boxes. Type: sudo apt-get install")
    assert {sentence.split(":")[0].rpartition(" ")[2] for sentence in said} >= {"Romanian", "Vietnamese", "Thai"}


def test_a_rare_letter_is_named_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    known = frozenset("".join(fonts.SAMPLES.values()) + "abc")
    monkeypatch.setattr(fonts, "covered", lambda families=fonts.FAMILIES: known)
    assert fonts.check(["a漢"]) == [
        "No installed font can draw 漢 (U+6F22): install one that does, like fonts-noto-extra or -cjk."
    ]


def test_without_fontconfig_nothing_is_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    assert fonts._files(fonts.FAMILIES) == []


def test_the_doctor_hears_what_is_in_order_and_what_is_not(few: None) -> None:
    said = {what: (ok, sentence) for what, ok, sentence in fonts.examine()}
    assert said["documents"] == (True, "PDFs can be made")
    assert said["fonts"][0] is False
    assert "Type: sudo apt-get install" in said["fonts"][1]
