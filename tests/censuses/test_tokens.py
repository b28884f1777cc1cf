"""Codes that people copy by hand."""

from hypothesis import given
from hypothesis import strategies as st

from councilkit.censuses.tokens import digest, new_token, shown, tidy_token


def test_a_code_has_eighty_random_bits_and_no_letter_that_is_misread() -> None:
    codes = {new_token() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 16 for code in codes)
    assert not set("".join(codes)) & set("ILOU")


@given(st.integers(0, 2**32), st.sampled_from(["-", " ", "", "\u2013", "_"]))
def test_a_code_is_read_back_however_it_was_copied(seed: int, between: str) -> None:
    code = new_token()
    for written in (shown(code), shown(code).lower(), shown(code).replace("-", between), f"  {shown(code)}\n"):
        assert tidy_token(written) == code
    assert tidy_token(code.replace("0", "O").replace("1", "l").lower()) == code


@given(st.text(max_size=40))
def test_anything_typed_is_a_code_or_none(typed: str) -> None:
    found = tidy_token(typed)
    assert found is None or (len(found) == 16 and tidy_token(found) == found)


def test_the_digest_depends_on_the_key() -> None:
    assert digest(b"one", "A" * 16) != digest(b"two", "A" * 16)
    assert len(digest(b"one", "A" * 16)) == 64
