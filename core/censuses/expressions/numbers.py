"""Functions of numbers."""

import math
import secrets
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from councilkit.censuses.expressions.library import MANY, function
from councilkit.censuses.expressions.values import INFINITY, NAN, Nodes, Value, to_number, to_string

_MOST_DIGITS = 30


def divide(left: float, right: float) -> float:
    """IEEE division: 1 div 0 is Infinity, 0 div 0 is NaN."""
    if right != 0:
        return left / right
    if left == 0 or left != left:
        return NAN
    return math.copysign(INFINITY, left) * math.copysign(1, right)


def modulo(left: float, right: float) -> float:
    """The rest of a division, with the sign of the left side."""
    if right == 0 or math.isinf(left) or left != left or right != right:
        return NAN
    return math.fmod(left, right)


def _guarded(run: Callable[..., float], *values: float) -> float:
    """A function of mathematics: NaN outside its domain, Infinity where it grows too large."""
    try:
        found = run(*values)
    except ValueError:
        return NAN
    except OverflowError:
        return INFINITY
    return float(found) if not isinstance(found, complex) else NAN


def _wrap(name: str, run: Callable[..., float], count: int = 1) -> None:
    function(name, count)(lambda *values: _guarded(run, *(to_number(value) for value in values)))


def _logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: -INFINITY if x == 0 else base(x)


def _power(base: float, exponent: float) -> float:
    return divide(1, 0) if base == 0 and exponent < 0 else base**exponent


for _name, _run, _arity in (
    ("abs", abs, 1),
    ("sqrt", math.sqrt, 1),
    ("exp", math.exp, 1),
    ("exp10", lambda x: 10.0**x, 1),
    ("log", _logarithm(math.log), 1),
    ("log10", _logarithm(math.log10), 1),
    ("sin", math.sin, 1),
    ("cos", math.cos, 1),
    ("tan", math.tan, 1),
    ("asin", math.asin, 1),
    ("acos", math.acos, 1),
    ("atan", math.atan, 1),
    ("atan2", math.atan2, 2),
    ("pow", _power, 2),
):
    _wrap(_name, _run, _arity)


def _kept(number: float) -> bool:
    return number == number and not math.isinf(number)


@function("pi", 0)
def _pi() -> Value:
    return math.pi


@function("int", 1)
def _int(value: Value) -> Value:
    number = to_number(value)
    return math.copysign(float(math.trunc(number)), number) if _kept(number) else number


@function("floor", 1)
def _floor(value: Value) -> Value:
    number = to_number(value)
    return float(math.floor(number)) if _kept(number) else number


@function("ceiling", 1)
def _ceiling(value: Value) -> Value:
    number = to_number(value)
    return float(math.ceil(number)) if _kept(number) else number


@function("round", 1, 2)
def _round(value: Value, digits: Value = 0.0) -> Value:
    """Half up: 2.5 to 3, -2.5 to -2; a decimal comma is read, as JavaRosa reads it here."""
    number = to_number(value.replace(",", ".") if isinstance(value, str) else value)
    places = to_number(digits)
    if not _kept(number) or places != places:
        return NAN if places != places else number
    places = int(max(-_MOST_DIGITS, min(_MOST_DIGITS, places)))
    exact = Decimal(repr(number))
    if exact.as_tuple().exponent >= -places:  # type: ignore[operator]
        return number
    step = Decimal(1).scaleb(-places)
    return float((exact / step).quantize(Decimal(1), ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN) * step)


@function("number", 1)
def _number(value: Value) -> Value:
    return float(to_number(value))


def _numbers(values: tuple[Value, ...]) -> Iterator[float]:
    """The numbers of values and nodes; blank answers do not count."""
    for value in values:
        for each in value if isinstance(value, Nodes) else (value,):
            if each != "":
                yield to_number(each)


@function("sum", 1, MANY)
def _sum(*values: Value) -> Value:
    return float(sum(_numbers(values)))


@function("min", 1, MANY)
def _min(*values: Value) -> Value:
    return _extreme(min, values)


@function("max", 1, MANY)
def _max(*values: Value) -> Value:
    return _extreme(max, values)


def _extreme(run: Callable[..., float], values: tuple[Value, ...]) -> float:
    found = list(_numbers(values))
    return float(run(found)) if found and all(number == number for number in found) else NAN


@function("random", 0)
def _random() -> Value:
    return secrets.randbelow(2**53) / 2**53


@function("count", 1)
def _count(nodes: Value) -> Value:
    return float(len(nodes)) if isinstance(nodes, Nodes) else float(nodes != "")


@function("count-non-empty", 1)
def _count_non_empty(nodes: Value) -> Value:
    return (
        float(sum(bool(each.strip()) for each in nodes)) if isinstance(nodes, Nodes) else float(to_string(nodes) != "")
    )
