"""One slip of the pen in a name is told from two, and every such name shows a clue to search for."""

import pytest

from councilkit.register.sounds import sound_name
from councilkit.register.spelling import clues, misspelled, near


@pytest.mark.parametrize(
    "typed", ["popsecu", "opescu", "popescuu", "popescy", "poppescu", "ppoescu", "popescu".replace("s", "z")]
)
def test_one_letter_lost_added_changed_or_swapped_is_near(typed: str) -> None:
    assert near(typed, "popescu")
    assert near("popescu", typed)
    begin, end, whole = clues(typed)
    assert "popescu".startswith(begin) or "popescu".endswith(end) or whole == "popescu"


@pytest.mark.parametrize("typed", ["popescu", "pposecu", "opesc", "popescuuu", "psopecu"])
def test_the_same_word_and_two_slips_are_not(typed: str) -> None:
    assert not near(typed, "popescu")


def test_every_word_must_be_there_in_some_way() -> None:
    name = "ana maria popescu"
    assert misspelled(["popsecu", "ana", "mari"], name, sound_name(name))
    assert not misspelled(["popsecu", "tom"], name, sound_name(name))


def test_every_slip_of_a_short_word_shows_a_clue() -> None:
    letters = "smithae"
    slips = {"smith"[:i] + "smith"[i + 1 :] for i in range(5)}
    slips |= {"smith"[:i] + letter + "smith"[i + kept :] for i in range(5) for letter in letters for kept in (0, 1)}
    slips |= {"smith"[:i] + "smith"[i + 1] + "smith"[i] + "smith"[i + 2 :] for i in range(4)}
    for typed in slips - {"smith"}:
        begin, end, whole = clues(typed)
        assert "smith".startswith(begin) or "smith".endswith(end) or whole == "smith", typed
