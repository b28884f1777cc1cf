"""Functions of answers with several choices, which are texts parted by blanks."""

from councilkit.censuses.expressions.library import MANY, function
from councilkit.censuses.expressions.values import Nodes, Value, to_boolean, to_number, to_string


def _chosen(value: Value) -> list[str]:
    return (" ".join(value) if isinstance(value, Nodes) else to_string(value)).split()


@function("selected", 2)
def _selected(answer: Value, choice: Value) -> Value:
    return to_string(choice).strip() in _chosen(answer)


@function("count-selected", 1)
def _count_selected(answer: Value) -> Value:
    return float(len(_chosen(answer)))


@function("selected-at", 2)
def _selected_at(answer: Value, place: Value) -> Value:
    chosen, number = _chosen(answer), to_number(place)
    return chosen[int(number)] if 0 <= number < len(chosen) else ""


@function("coalesce", 1, MANY)
def _coalesce(*values: Value) -> Value:
    return next((value for value in values if to_string(value) != ""), "")


@function("checklist", 2, MANY)
def _checklist(least: Value, most: Value, *values: Value) -> Value:
    return _between(float(sum(to_boolean(value) for value in _spread(values))), least, most)


@function("weighted-checklist", 2, MANY)
def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> Value:
    weight = sum(to_number(weight) for value, weight in zip(pairs[::2], pairs[1::2], strict=False) if to_boolean(value))
    return _between(float(weight), least, most)


def _spread(values: tuple[Value, ...]) -> list[Value]:
    return [each for value in values for each in (value if isinstance(value, Nodes) else (value,))]


def _between(found: float, least: Value, most: Value) -> bool:
    """Both ends count; -1 means that there is no end."""
    low, high = to_number(least), to_number(most)
    return (low == -1 or found >= low) and (high == -1 or found <= high)
