"""The draw: fair, the same for everybody who recomputes it, and fixed once seed and frame are."""

import hashlib
import itertools
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.audits.sampling import (
    commitment,
    digest,
    drawn,
    frame_of,
    frame_text,
    priority,
    read_fraction,
    size,
)

numbers = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", min_size=1, max_size=9)
frames = st.dictionaries(
    st.sampled_from(["", "GB-BFS", "GB-LBC", "step one"]), st.lists(numbers, unique=True), max_size=3
)
fractions = st.decimals(Decimal("0.000001"), Decimal(1), places=6)
seeds = st.text("0123456789abcdef", min_size=64, max_size=64)
TEN = [f"{n:06d}" for n in range(10)]


def seed(number: int) -> str:
    return hashlib.sha256(f"test {number}".encode()).hexdigest()


@given(frames, seeds, fractions, st.randoms())
def test_the_order_of_rows_makes_no_difference(frame, seed, fraction, random) -> None:  # type: ignore[no-untyped-def]
    mixed = {stratum: random.sample(listed, len(listed)) for stratum, listed in reversed(frame.items())}
    assert drawn(mixed, seed, "", fraction) == drawn(frame, seed, "", fraction)
    assert digest(mixed) == digest(frame)


@given(frames, seeds, fractions)
def test_each_stratum_gives_its_share_without_replacement(frame, seed, fraction) -> None:  # type: ignore[no-untyped-def]
    found = drawn(frame, seed, "", fraction)
    assert set(found) == set(frame)
    for stratum, chosen in found.items():
        assert len(chosen) == len(set(chosen)) == size(len(frame[stratum]), fraction)
        assert set(chosen) <= set(frame[stratum])


@given(st.lists(numbers, unique=True, min_size=2), seeds, fractions, fractions)
def test_a_larger_sample_holds_the_smaller_one(listed, seed, one, other) -> None:  # type: ignore[no-untyped-def]
    less, more = sorted([one, other])
    small, large = (drawn({"": listed}, seed, "", each)[""] for each in (less, more))
    assert large[: len(small)] == small


@given(frames, seeds, fractions, numbers)
def test_who_is_added_moves_at_most_one_and_nobody_elsewhere(frame, seed, fraction, new) -> None:  # type: ignore[no-untyped-def]
    """Nobody's priority depends on who else is there: a list cannot be padded to move the draw to somebody."""
    before = drawn(frame, seed, "", fraction)
    grown = {**frame, "other": [new]}
    after = drawn(grown, seed, "", fraction)
    assert {stratum: after[stratum] for stratum in before} == before
    for stratum, listed in frame.items():
        one_more = drawn({stratum: [*listed, new]}, seed, "", fraction)[stratum]
        assert len(set(before[stratum]) - set(one_more)) <= 1
        assert set(one_more) - set(before[stratum]) <= {new, *listed}


@given(frames)
def test_a_frame_is_read_back_as_it_was_written(frame) -> None:  # type: ignore[no-untyped-def]
    assert {key: sorted(value) for key, value in frame_of(frame_text(frame)).items()} == {
        key: sorted(value) for key, value in frame.items() if value
    }


@pytest.mark.parametrize(
    ("eligible", "fraction", "wanted"),
    [
        (0, "0.5", 0),
        (1, "0.025", 1),
        (19, "0.025", 1),
        (60, "0.025", 2),
        (100, "0.025", 3),
        (99, "0.025", 2),
        (3, "1", 3),
    ],
)
def test_sizes_are_rounded_half_up_and_never_nobody(eligible: int, fraction: str, wanted: int) -> None:
    assert size(eligible, Decimal(fraction)) == wanted


def test_everybody_is_drawn_equally_often_and_every_pair_too() -> None:
    """3 of 10 under 6,000 seeds: the sums of squared deviations stay below their 99.99 % points."""
    draws = [drawn({"": TEN}, seed(n), "", Decimal("0.3"))[""] for n in range(6000)]
    singles = Counter(number for chosen in draws for number in chosen)
    pairs = Counter(pair for chosen in draws for pair in itertools.combinations(sorted(chosen), 2))
    assert (len(singles), len(pairs)) == (10, 45)
    assert sum((count - 1800) ** 2 / 1800 for count in singles.values()) < 33.7
    assert sum((count - 400) ** 2 / 400 for count in pairs.values()) < 88


def test_strata_are_drawn_independently() -> None:
    """Who is first in one stratum says nothing of who is first in another."""
    frame = {"a": ["1", "2", "3"], "b": ["4", "5", "6"]}
    firsts = Counter()
    for n in range(4500):
        found = drawn(frame, seed(n), "", Decimal("0.3"))
        firsts[found["a"][0], found["b"][0]] += 1
    assert sum((firsts[pair] - 500) ** 2 / 500 for pair in itertools.product("123", "456")) < 31.8


def test_a_beacon_makes_another_draw_and_its_blanks_do_not_count() -> None:
    def order(beacon: str) -> tuple[str, ...]:
        return drawn({"": TEN}, seed(1), beacon, Decimal(1))[""]

    assert order("3 14 15") == order("  3 14\n15 ")
    assert len({order(each) for each in ("", "3 14 15", "3 14 16")}) == 3


def test_it_can_be_recomputed_by_hand() -> None:
    """The values of docs/audits.md, which openssl and sha256sum give too."""
    assert commitment("seed") == "19b25856e1c150ca834cffc8b59b23adbd0ec0389e58eb22b3b64768098d002b"
    assert priority("seed", "beacon", "104223") == "6eb5e182d129465024c46cbe34f07c5519a22d134164e60cc69606ed5c6bb317"


@pytest.mark.parametrize("typed", ["0.025", "0,025", " 2.5 % ", "2,5 %", "1", "100%", "0.000001"])
def test_fractions_are_read(typed: str) -> None:
    assert 0 < read_fraction(typed) <= 1


@pytest.mark.parametrize("typed", ["", "0", "-0.1", "1.1", "2.5", "NaN", "Infinity", "one", "0.0000001"])
def test_other_fractions_are_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a fraction.*0.025"):
        read_fraction(typed)
