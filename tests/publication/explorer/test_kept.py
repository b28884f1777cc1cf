"""Kept answers stay within their limit; what was asked for last stays."""

from hypothesis import given
from hypothesis import strategies as st

from councilkit.publication.explorer.kept import Answer, Kept


def answer(size: int) -> Answer:
    return Answer("200 OK", [], b"x" * size)


def test_the_one_not_asked_for_longest_goes_first() -> None:
    kept = Kept(limit=100)
    for key in range(10):
        kept.put(key, answer(10))
    assert kept.get(0) is not None
    kept.put(10, answer(10))
    assert kept.get(1) is None
    assert kept.get(0) is not None


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(limit=100)
    kept.put("a", answer(11))
    assert kept.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 20))))
def test_it_never_holds_more_than_its_limit(puts: list[tuple[int, int]]) -> None:
    kept = Kept(limit=100)
    for key, size in puts:
        kept.put(key, answer(size))
        held = sum(len(found.body) for found in (kept.get(k) for k in range(9)) if found)
        assert held == kept._bytes <= 100
