"""What expressions of real forms give."""

import math
from contextlib import suppress
from datetime import date, datetime

import pytest

from councilkit.censuses.expressions import ExpressionError, compile_expression, evaluate, faults, references

DAY = date(2026, 11, 22)

CASES = [
    ("1 div 0", math.inf),
    ("-1 div 0", -math.inf),
    ("round(2.5)", 3.0),
    ("round(-2.5)", -2.0),
    ("round(1234.567, 1)", 1234.6),
    ("1-2", -1.0),
    ("2 + 3 * 4 - 6 div 2", 11.0),
    ("(2 + 3) * 4", 20.0),
    ("7 mod 3", 1.0),
    ("- - 3", 3.0),
    ("10 - 3 - 2", 5.0),
    ("'a' = 'a' and 1 < 2", True),
    ("not(1 = 1) or false()", False),
    ("if(1 > 2, 'a', 'b')", "b"),
    ("concat('a', 1, true())", "a1true"),
    ("number('2026-11-22')", 20779.0),
    ("number(today())", 20779.0),
    ("today()", "2026-11-22"),
    ("today() + 1", 20780.0),
    ("date(today() + 1)", "2026-11-23"),
    ("format-date(today(), '%Y')", "2026"),
    ("format-date('2026-03-04', '%e %b %Y, %n/%d, %y %%')", "4 Mar 2026, 3/04, 26 %"),
    ("decimal-date-time('1970-01-02T12:00:00')", 1.5),
    ("selected('red blue', 'blue')", True),
    ("selected('redblue', 'blue')", False),
    ("count-selected('a b  c')", 3.0),
    ("selected-at('a b c', 1)", "b"),
    ("selected-at('a b c', 7)", ""),
    ("string-length('șț')", 2.0),
    ("substr('asistent', 0, 3)", "asi"),
    ("substr('asistent', -3)", "ent"),
    ("coalesce('', 'b')", "b"),
    ("regex('12ab', '[0-9]+')", False),
    ("regex('12', '[0-9]+')", True),
    ("regex('a.b-c@x-y.ro', '^[\\w-\\.]+@([\\w-]+\\.)+[\\w-]{2,}$')", True),
    ("regex('Ștefan', '\\p{Lu}\\p{Ll}+')", True),
    ("contains('abc', 'b') and starts-with('abc', 'a') and ends-with('abc', 'c')", True),
    ("translate('abc', 'ab', 'x')", "xc"),
    ("normalize-space('  a   b ')", "a b"),
    ("int(-3.7)", -3.0),
    ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
    ("string(1000000)", "1000000"),
    ("string(0.1 + 0.2)", "0.30000000000000004"),
    ("string(12.50)", "12.5"),
    ("checklist(1, 2, true(), false(), true())", True),
    ("false() and nonsense()", False),
    ("true() or nonsense(1, 2)", True),
    ("'2026-01-31' < today()", True),
    ("boolean('false')", True),
    ("1\u00a0+\u00a01", 2.0),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_value(expression: str, expected: object) -> None:
    assert evaluate(expression, today=DAY) == expected


ANSWERS = {
    "age": "34",
    "hours": 37.5,
    "groups": "1 3 8",
    "empty": "",
    "born": date(1990, 5, 1),
    "heads": ["3", "4", ""],
}
WITH_ANSWERS = [
    ("${age} >= 18 and ${age} < 65", True),
    ("${missing} = ''", True),
    ("${missing} != 3", True),
    ("${missing} > 0", False),
    ("${empty} + 1", math.nan),
    ("selected(${groups}, '8')", True),
    ("count-selected(${groups}) <= 3", True),
    ("${hours} * 2", 75.0),
    ("int((today() - ${born}) div 365.25)", 36.0),
    ("format-date(${born}, '%d.%m.%Y')", "01.05.1990"),
    ("sum(${heads})", 7.0),
    ("count(${heads})", 3.0),
    ("count-non-empty(${heads})", 2.0),
    ("max(${heads})", 4.0),
    ("join(', ', ${heads})", "3, 4, "),
    ("indexed-repeat(${heads}, ${unit}, 2)", "4"),
    ("${heads} = 4", True),
    ("/data/block/age + 1", 35.0),
    ("../age + 1", 35.0),
    ("current()/../age", "34"),
    ("age + 1", 35.0),
]


@pytest.mark.parametrize(("expression", "expected"), WITH_ANSWERS)
def test_value_over_answers(expression: str, expected: object) -> None:
    found = evaluate(expression, ANSWERS, today=DAY)
    assert found == expected or (found != found and expected != expected)


def test_the_answer_being_checked_is_the_dot() -> None:
    assert evaluate(". >= 1946 and . <= number(format-date(today(), '%Y')) - 16", {".": "1990"}, today=DAY) is True
    assert evaluate("not(selected(., '0') and count-selected(.) > 1)", {".": "0 4"}) is False


def test_several_answers_come_back_as_a_list() -> None:
    assert evaluate("${heads}", ANSWERS) == ["3", "4", ""]


def test_rows_of_a_choice_list() -> None:
    towns = [{"name": "a", "county": "CJ", "label": "Aiton"}, {"name": "b", "county": "IS", "label": "Belcești"}]
    context = {"towns": towns, "county": "IS", "town": "b"}
    assert evaluate("instance('towns')/root/item[county = ${county}]/label", context) == ["Belcești"]
    assert evaluate("count(instance('towns')/root/item[county = 'CJ'])", context) == 1.0
    assert evaluate("instance('towns')/root/item[2]/name", context) == ["b"]
    assert evaluate("${towns}[position() = 1]/label", context) == ["Aiton"]


def test_now_is_the_moment_given() -> None:
    assert evaluate("now()", today=datetime(2026, 11, 22, 10, 30)) == "2026-11-22T10:30:00.000"
    assert evaluate("format-date-time(now(), '%H:%M')", today=datetime(2026, 11, 22, 10, 30)) == "10:30"


def test_once_keeps_what_is_there() -> None:
    assert evaluate("once(1 + 1)") == 2.0
    assert evaluate("once(1 + 1)", {".": "7"}) == "7"
    assert len(str(evaluate("uuid()"))) == 36


FAULTY = [
    ("1 +", 2, "Nothing follows '+'"),
    ("${a} = 1 and", 9, "Nothing follows 'and'"),
    ("1 + * 2", 4, "not expected"),
    ("(1 + 2", 6, "')' is missing"),
    ("1 + 2)", 5, "not expected"),
    ("concat('a' 'b')", 11, "',' is missing"),
    ("'abc", 0, "never closed"),
    ("${a", 0, "not complete"),
    ("${}", 0, "names nothing"),
    ("", 0, "empty"),
    ("   ", 0, "empty"),
    ("‘a’", 0, "quotation mark"),
    ("1 && 2", 2, "not an operator"),
    ("//a", 0, "not supported"),
    ("$five", 0, "not known"),
    ("1 + selcted(1, 2)", 4, "not known"),
    ("string-length()", 0, "takes 1 argument"),
    ("2 + number()", 4, "takes 1 argument"),
    ("regex('a', '[')", 0, "cannot be read"),
    ("1 + date('1983-09-31')", 4, "not a date"),
    ("instance('x')", 0, "followed by a path"),
    ("indexed-repeat(1, 2, 3)", 0, "indexed-repeat"),
    ("(1)/a", 0, "Only a reference"),
]


@pytest.mark.parametrize(("expression", "position", "words"), FAULTY)
def test_an_error_names_the_place(expression: str, position: int, words: str) -> None:
    with pytest.raises(ExpressionError, match=r".") as caught:
        evaluate(expression)
    assert words in caught.value.message
    assert caught.value.position == position


def test_a_misspelt_function_gets_a_suggestion() -> None:
    (fault,) = faults("1 = 1 or slected(${a}, 'b')")
    assert fault.position == 9
    assert "selected()" in fault.suggestion


def test_references_in_order_each_once() -> None:
    assert references("${b} + ${a-1.x} + ${b} + count(${c}[${d} = 1])") == ("b", "a-1.x", "c", "d")


def test_compiled_once() -> None:
    assert compile_expression("1 + 1") is compile_expression("1 + 1")


@pytest.mark.parametrize(
    "expression", ["(" * 5000 + "1", "not(" * 5000, "-" * 19_000 + "1", "1" + "+1" * 9_900, "a[" * 9000]
)
def test_deep_and_long_expressions_end_in_a_value_or_an_error(expression: str) -> None:
    with suppress(ExpressionError):
        evaluate(expression)


def test_too_long_an_expression_is_refused() -> None:
    with pytest.raises(ExpressionError, match="20000 are the most"):
        evaluate("1" * 20_001)


def test_a_hundred_ifs_within_each_other_still_work() -> None:
    expression = "0"
    for number in range(95):
        expression = f"if(${{a}} = {number}, {number}, {expression})"
    assert evaluate(expression, {"a": "3"}) == 3.0


def test_a_pattern_that_explodes_is_given_up() -> None:
    with pytest.raises(ExpressionError, match="too long"):
        evaluate("regex(., '(a|aa)+b')", {".": "a" * 80})
