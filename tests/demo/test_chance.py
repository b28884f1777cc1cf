"""Chance that repeats."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from councilkit.demo.chance import chance, common, day_between, new_id, shares


def test_the_same_name_draws_the_same() -> None:
    assert chance(7, "a", 1).random() == chance(7, "a", 1).random()
    assert chance(7, "a", 1).random() != chance(7, "a", 2).random()
    assert chance(7, "a", 1).random() != chance(8, "a", 1).random()


def test_ids_are_32_hexadecimal_characters() -> None:
    assert len(new_id(chance(1, "x"))) == 32
    assert int(new_id(chance(1, "x")), 16) >= 0


def test_the_first_items_are_the_common_ones() -> None:
    rng = chance(3, "common")
    drawn = [common(rng, "abcdef") for _ in range(3000)]
    counts = [drawn.count(letter) for letter in "abcdef"]
    assert counts == sorted(counts, reverse=True)


@given(st.integers(0, 5000), st.lists(st.floats(0.01, 100), min_size=1, max_size=20))
def test_shares_add_up_and_are_near_their_weights(total: int, weights: list[float]) -> None:
    counts = shares(total, weights)
    assert sum(counts) == total
    assert all(abs(count - total * weight / sum(weights)) < 1 for count, weight in zip(counts, weights, strict=True))


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(-50, 500))
def test_days_lie_between(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    assert first <= day_between(chance(1, first, length), first, last) <= max(first, last)
