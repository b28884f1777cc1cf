"""Names that are said alike share a key, in the languages of the councils that we know; others keep apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.register.names import fold, searched
from councilkit.register.sounds import SOUND_LENGTH, sound_name, sounds

ALIKE = {
    "English and Irish": "Smyth Smith, Stephen Steven, Catherine Kathryn, Sean Shaun, Clarke Clark, Thompson Thomson, "
    "Phillips Philips, Geoffrey Jeffrey, Rebecca Rebekah, Siobhán Shivaun, Nicholas Nicolas, Anne Ann",
    "Romanian": "Ștefan Shtefan, Țurcanu Tsurcanu, Chiriac Kiriac, Gheorghe George, Ioana Yoana, Crăciun Crachun, "
    "Xenia Ksenia, Szabó Sabo, Kovács Covaci, Popescu Popesku, Cecilia Sesilia, Mihai Mihay",
    "Filipino": "Ybañez Ibanez, Villanueva Bilyanueba, Felipe Pelipe, Quezon Kezon, Reyes Reies, Cruz Kruz, "
    "Rowena Roena, Máximo Maksimo, Concepcion Consepsion, Fernandez Pernandes, Aquino Akino, Quiambao Kiambao",
    "Thai": "Phromma Promma, Thongdee Tongdi, Wichai Vichai, Suwan Suvan, Chaiyaporn Chaiyaphon, Siri Siree, "
    "Jaidee Chaidee, ศิริ สิริ, ณัฐ นัท, พงษ์ พงศ์, วรรณา วันนา",
}
APART = "Ana Ion, Ana Ioana, Maria Mary, Maria Mario, Ștefan Ștefania, Daniel Daniela, Tan Ten, Popa Popescu, ศิริ สมชาย"


def keys(name: str) -> set[str]:
    return set(sounds(fold(name)))


@pytest.mark.parametrize("pair", [pair for pairs in ALIKE.values() for pair in pairs.split(", ")])
def test_what_is_said_alike_shares_a_key(pair: str) -> None:
    first, second = pair.split(" ")
    assert keys(first) & keys(second)


@pytest.mark.parametrize("pair", APART.split(", "))
def test_what_is_said_otherwise_does_not(pair: str) -> None:
    first, second = pair.split(" ")
    assert not keys(first) & keys(second)


@given(st.text())
def test_every_word_has_a_key_and_no_key_has_a_blank(text: str) -> None:
    for word in fold(text).split():
        assert sounds(word)
        assert all(key and " " not in key for key in sounds(word))


@given(st.text(), st.text())
def test_a_name_sounds_as_its_words_do_and_fits_its_column(given_names: str, family_name: str) -> None:
    found = searched(given_names, family_name)
    assert len(found["sound_name"]) <= SOUND_LENGTH
    assert found["sound_name"] == sound_name(found["search_name"])


def test_a_name_that_is_too_long_is_cut_after_a_whole_key() -> None:
    whole = sound_name("constantinescu " * 40)
    assert 0 < len(whole) <= SOUND_LENGTH
    assert set(whole.split()) == set(sounds("constantinescu"))
