"""Properties: whatever is typed, only ExpressionError is raised; arithmetic agrees with Python."""

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.censuses.expressions import ExpressionError, compile_expression, evaluate, references
from councilkit.censuses.expressions.library import FUNCTIONS
from councilkit.censuses.expressions.special import SPECIAL
from councilkit.censuses.expressions.values import number_text

PIECES = st.sampled_from(
    [
        "1",
        "2.5",
        ".5",
        "'a'",
        "''",
        "${a}",
        "${b}",
        ".",
        "..",
        "/a/b",
        "(",
        ")",
        "[",
        "]",
        ",",
        " ",
        "+",
        "-",
        "*",
        "div",
        "mod",
    ]
    + [
        "and",
        "or",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "|",
        "$v",
        "@",
        "\u00a0",
        "0",
        "1 div 0",
        "today()",
        "position(..)",
    ]
    + [f"{name}(" for name in [*FUNCTIONS, *SPECIAL]]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=5), max_size=4),
)


def _ends_well(expression: str, answers: dict[str, Any]) -> None:
    found: Any
    try:
        found = evaluate(expression, answers)
    except ExpressionError as error:
        found = error.message if 0 <= error.position <= len(expression) else None
    assert isinstance(found, (bool, float, str, list))


@given(st.lists(PIECES, max_size=30), st.dictionaries(st.sampled_from(["a", "b", "."]), VALUES))
def test_any_order_of_the_language_s_words_ends_well(pieces: list[str], answers: dict[str, Any]) -> None:
    _ends_well(" ".join(pieces), answers)


@given(st.text(max_size=60), VALUES)
def test_any_text_ends_well(text: str, answer: Any) -> None:
    _ends_well(text, {"a": answer, ".": answer})


@given(
    st.sampled_from([*FUNCTIONS, *SPECIAL]),
    st.lists(st.sampled_from(["${a}", "${b}", ".", "'x'", "-3", "1 div 0", "''"]), max_size=5),
    VALUES,
    VALUES,
)
def test_every_function_takes_every_value(name: str, arguments: list[str], a: Any, b: Any) -> None:
    _ends_well(f"{name}({', '.join(arguments)})", {"a": a, "b": b, ".": a})


NUMBERS = st.integers(0, 10**6).map(str) | st.decimals(0, 10**6, places=3).map(str)
SUMS = st.recursive(
    NUMBERS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        )
        | inner.map(lambda part: f"(-{part})")
    ),
    max_leaves=20,
)


@given(SUMS)
def test_arithmetic_agrees_with_python(expression: str) -> None:
    expected = eval(expression, {"__builtins__": {}}, {})  # the text above is ours: digits, brackets and + - *
    assert math.isclose(evaluate(expression), float(expected), rel_tol=1e-9, abs_tol=1e-6)


@given(st.lists(st.tuples(st.sampled_from(["+", "-"]), st.integers(0, 999)), min_size=1, max_size=400))
def test_long_chains_go_from_left_to_right(terms: list[tuple[str, int]]) -> None:
    expression = "0" + "".join(f" {sign} {number}" for sign, number in terms)
    assert evaluate(expression) == sum(number if sign == "+" else -number for sign, number in terms)


@given(st.booleans(), st.booleans(), st.booleans())
def test_and_binds_closer_than_or(a: bool, b: bool, c: bool) -> None:
    words = {True: "true()", False: "false()"}
    assert evaluate(f"{words[a]} or {words[b]} and {words[c]}") is (a or (b and c))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_is_the_number_read(number: float) -> None:
    text = number_text(number)
    assert "e" not in text.lower()
    assert evaluate("number(${a})", {"a": text}) == number


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_round_goes_half_up(halves: int, places: int) -> None:
    number = halves / 2
    assert evaluate("round(${a}, 0)", {"a": number}) == math.floor(number + 0.5)
    assert evaluate(f"round(${{a}}, {places})", {"a": float(halves)}) == halves


@given(st.lists(st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True), max_size=6))
def test_references_are_found(names: list[str]) -> None:
    expression = " + ".join([*(f"${{{name}}}" for name in names), "1"])
    assert list(references(expression)) == list(dict.fromkeys(names))
    assert compile_expression(expression).faults == ()
