"""Reads what was typed or ticked into the form in which answers are kept."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from councilkit.censuses.questionnaire.model import Question
from councilkit.fields import DateParts, Unreadable, read_date_parts, read_decimal
from councilkit.fields.cleaning import one_line, plain_digits, tidy
from councilkit.fields.text import TOO_LONG
from councilkit.wording import Sentence

Typed = Mapping[str, Sequence[str]]
"""What a browser sends, by field name: a question's key, and `key-day`, `key-month`, `key-year`, `key-time`."""

MOST_CHARACTERS = 5000
_MOST_KEPT = 50_000  # too much text is refused, and still kept to be shortened
_MOST_NUMBER = Decimal(10) ** 12
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?", re.ASCII)
BOXES = ("day", "month", "year", "time")


class Unfit(ValueError):
    """Something typed that is no answer to the question; `sentence` says why and how to mend it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def kept_of(question: Question, typed: Typed) -> dict[str, list[str]]:
    """What was typed for one question, to show it again as it was."""
    names = [question.key, *(f"{question.key}-{box}" for box in BOXES)]
    return {name: [value[:_MOST_KEPT] for value in typed[name]][:500] for name in names if name in typed}


def read(question: Question, typed: Typed) -> str:
    """The answer as it is kept, blank when nothing was typed; raises Unfit."""
    try:
        return _READERS.get(question.kind, _text)(question, typed)
    except Unreadable as problem:
        raise Unfit(problem.sentence) from None


def fits(question: Question, value: str) -> bool:
    """Whether an answer is in the form in which answers to this question are kept."""
    typed = {question.key: value.split() if question.kind == "select_multiple" else [value]}
    if question.kind == "datetime":
        day, _, clock = value.partition("T")
        typed = {question.key: [day], f"{question.key}-time": [clock]}
    try:
        return read(question, typed) == value
    except Unfit:
        return False


def _first(name: str, typed: Typed) -> str:
    values = typed.get(name, ())
    return values[0].strip() if values else ""


def _text(question: Question, typed: Typed) -> str:
    text = tidy(_first(question.key, typed)).text
    if len(text) > MOST_CHARACTERS:
        raise Unfit(Sentence(TOO_LONG, length=len(text), most=MOST_CHARACTERS))
    if "multiline" in question.appearances:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return one_line(text)


def _number(question: Question, typed: Typed) -> Decimal | None:
    text = _first(question.key, typed)
    if not text:
        return None
    number = read_decimal(text)
    if abs(number) >= _MOST_NUMBER:
        raise Unfit(Sentence("This number is too large. Check it."))
    return number


def _integer(question: Question, typed: Typed) -> str:
    number = _number(question, typed)
    if number is None:
        return ""
    if number != number.to_integral_value():
        raise Unfit(Sentence("Write a whole number, like 12."))
    return str(int(number))


def _decimal(question: Question, typed: Typed) -> str:
    number = _number(question, typed)
    return "" if number is None else plain(round(number, 9))


def plain(number: Decimal) -> str:
    """A number as it is kept: no exponent, no needless noughts."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _range(question: Question, typed: Typed) -> str:
    text = _decimal(question, typed)
    if not text:
        return ""
    number, least, most, step = Decimal(text), *range_of(question)
    if not least <= number <= most:
        raise Unfit(Sentence("Enter a number from %(least)s to %(most)s.", least=plain(least), most=plain(most)))
    if step and (number - least) % step:
        raise Unfit(
            Sentence("Enter a number in steps of %(step)s from %(least)s.", step=plain(step), least=plain(least))
        )
    return text


def range_of(question: Question) -> tuple[Decimal, Decimal, Decimal]:
    """Start, end and step of a range question; 1, 10 and 1 where the form says nothing that can be read."""
    found = []
    for name, usual in (("start", "1"), ("end", "10"), ("step", "1")):
        try:
            found.append(read_decimal(question.parameters.get(name, usual)))
        except Unreadable:
            found.append(Decimal(usual))
    start, end, step = found
    return min(start, end), max(start, end), abs(step)


def _date(question: Question, typed: Typed) -> str:
    day, month, year = (_first(f"{question.key}-{box}", typed) for box in BOXES[:3])
    if "year" in question.appearances:
        day, month = (year and "1"), (year and "1")
    elif "month-year" in question.appearances:
        day = (year or month) and "1"
    if not (day or month or year):
        return _whole_date(question, typed)
    return read_date_parts(DateParts(day, month, year)).isoformat()


def _whole_date(question: Question, typed: Typed) -> str:
    """A date in one piece, as an import or a script brings it."""
    text = _first(question.key, typed)
    if not text:
        return ""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?", text, re.ASCII)
    if not match:
        raise Unfit(Sentence("Enter the day, the month and the year."))
    return read_date_parts(DateParts(match[3], match[2], match[1])).isoformat()


def _clock(text: str) -> str:
    """A time of day: 14:30, 14.30, 1430 or 9."""
    match = _TIME.fullmatch(plain_digits(text))
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 99)
    if hour > 23 or minute > 59:
        raise Unfit(Sentence("Write the time like 14:30."))
    return f"{hour:02}:{minute:02}"


def _time(question: Question, typed: Typed) -> str:
    text = _first(question.key, typed)
    return _clock(text) if text else ""


def _datetime(question: Question, typed: Typed) -> str:
    day, clock = _date(question, typed), _first(f"{question.key}-time", typed)
    if not day and not clock:
        return ""
    if not day:
        raise Unfit(Sentence("Enter the day, the month and the year."))
    if not clock:
        raise Unfit(Sentence("Enter the time too, like 14:30."))
    return f"{day}T{_clock(clock)}"


def _one(question: Question, typed: Typed) -> str:
    name = _first(question.key, typed)
    if name and question.choice(name) is None:
        raise Unfit(Sentence("Choose one of the answers shown."))
    return name


def _several(question: Question, typed: Typed) -> str:
    names = {value.strip() for value in typed.get(question.key, ())} - {""}
    known = {choice.name for choice in question.choices}
    if names - known:
        raise Unfit(Sentence("Choose from the answers shown."))
    return " ".join(dict.fromkeys(choice.name for choice in question.choices if choice.name in names))


def _ticked(question: Question, typed: Typed) -> str:
    return "OK" if _first(question.key, typed) else ""


_READERS = {
    "integer": _integer,
    "decimal": _decimal,
    "range": _range,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "select_one": _one,
    "select_multiple": _several,
    "acknowledge": _ticked,
}
