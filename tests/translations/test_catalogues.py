"""The catalogues: every sentence of the code is in them, and each translation keeps the places for values."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "core" / "translations"
PLACE = re.compile(r"%\((\w+)\)[a-z]")
LEAST_SHARE = 0.97

both = pytest.mark.parametrize("language", ["ro", "th"])


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each English sentence, the plural one where there are two, with each of its translations."""
    for message in messages(language):
        for text in forms(message.string):
            if text:
                yield forms(message.id)[-1], text


def sentences() -> set[str]:
    """What the code and the pages say today, gathered as `make translations` does."""
    names = re.search(r"^SENTENCES := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert names
    keywords = parse_keywords(["_", "gettext", "ngettext:1,2", *names[1].split()])
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    found = set()
    for folder in ("core", "templates", "plugins"):
        for _, _, text, _, _ in extract_from_dir(ROOT / folder, methods, options, keywords):
            found.add(forms(text)[0])
    return found - {""}


@both
def test_every_sentence_of_the_code_is_in_the_catalogue(language: str) -> None:
    held = {forms(message.id)[0] for message in messages(language)}
    missing, spare = sentences() - held, held - sentences()
    assert not missing, f"run make translations: {sorted(missing)[:5]}"
    assert not spare, f"run make translations: {sorted(spare)[:5]}"


@both
def test_nearly_everything_is_translated(language: str) -> None:
    empty = [message.id for message in messages(language) if not all(forms(message.string))]
    assert len(empty) <= len(messages(language)) * (1 - LEAST_SHARE), empty[:10]


@both
def test_no_guess_is_kept(language: str) -> None:
    assert not [message.id for message in messages(language) if message.fuzzy]


@both
def test_the_places_for_values_are_the_same(language: str) -> None:
    wrong = [text for english, text in pairs(language) if set(PLACE.findall(english)) != set(PLACE.findall(text))]
    assert not wrong


@both
def test_no_bare_percent_sign(language: str) -> None:
    wrong = [
        text for english, text in pairs(language) if "%(" in english and "%" in PLACE.sub("", text).replace("%%", "")
    ]
    assert not wrong


@both
def test_plural_forms_are_complete(language: str) -> None:
    count = catalogue(language).num_plurals
    plural = [message for message in messages(language) if not isinstance(message.id, str)]
    assert plural
    assert not [message.id for message in plural if len(forms(message.string)) != count]


@both
def test_no_markup(language: str) -> None:
    assert not [text for _, text in pairs(language) if re.search(r"<\w|&\w+;", text)]


@both
def test_blank_edges_and_line_ends_are_kept(language: str) -> None:
    def shape(text: str) -> tuple[bool, bool, int]:
        return text[:1].isspace(), text[-1:].isspace(), text.count("\n")

    assert not [text for english, text in pairs(language) if shape(english) != shape(text)]


@both
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    found = (FOLDER / language / "LC_MESSAGES" / "messages.mo").read_bytes()
    assert found == compiled.getvalue(), "run make translations"


@both
def test_nothing_of_one_machine_or_day(language: str) -> None:
    text = (FOLDER / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    assert "#: " not in text
    assert "/home/" not in text
    assert "/work/" not in text


def test_romanian_writes_comma_below() -> None:
    """ş and ţ with a cedilla are other letters, from old fonts."""
    assert not [text for _, text in pairs("ro") if set("şţŞŢ") & set(text)]


def test_romanian_says_de_from_twenty_on() -> None:
    """2 ore, but 20 de ore: the third form is for those numbers."""
    plural = [forms(message.string) for message in messages("ro") if not isinstance(message.id, str)]
    counted = [(few, many) for _, few, many in plural if re.search(r"%\(\w+\)s (?!(după|dintre|nu|sunt) )\w", few)]
    assert counted
    assert not [many for few, many in counted if not re.search(r"%\(\w+\)s de \w", many)]


def test_romanian_is_not_english() -> None:
    same = {text for english, text in pairs("ro") if english == text and len(PLACE.sub("", text).split()) > 1}
    assert not same


def test_thai_is_written_in_thai() -> None:
    latin = [text for _, text in pairs("th") if re.search("[A-Za-z]", PLACE.sub("", text)) and not _thai(text)]
    assert not latin


def _thai(text: str) -> bool:
    return bool(re.search("[\u0e01-\u0e5b]", text))


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        (
            "ro",
            {
                "Registered": "În registru",
                "Suspended": "Înscriere suspendată",
                "Removed from the register": "Scoatere din registru",
            },
        ),
        (
            "th",
            {
                "Registered": "ขึ้นทะเบียน",
                "Suspended": "ถูกพักใช้ใบอนุญาต",
                "Removed from the register": "ถูกถอนชื่อออกจากทะเบียน",
            },
        ),
    ],
)
def test_one_term_for_one_standing(language: str, terms: dict[str, str]) -> None:
    """A sentence that begins with a standing begins with the same words in translation."""
    for english, text in pairs(language):
        for standing, term in terms.items():
            if english == standing or english.startswith((f"{standing} ", f"{standing}.")):
                assert text.startswith(term), (english, text)
