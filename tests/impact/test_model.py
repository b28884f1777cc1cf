"""Kinds, tables, and what may leave the office: no small count is told, and none can be worked out from the others."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilkit.impact import model
from councilkit.impact.model import FEW, JOINED, MINIMUM, Tables, change, label, public, whole

LOSES, SPARED, STAYS, GAINS = ("met", "unmet", "unmet"), ("met", "unmet", "met"), ("met",) * 3, ("unmet", "met", "met")
JUDGED = ("met", "judge", "judge")
KINDS = (LOSES, SPARED, STAYS, GAINS, JUDGED)
Person = tuple[str, str, str, str, model.Kind]
PEOPLE = st.lists(
    st.tuples(
        st.tuples(
            st.sampled_from(["P1", "P2"]),
            st.sampled_from(["", "A1", "A2", "A3"]),
            st.sampled_from(["", "E1", "E2", "E3", "E4", "E5"]),
            st.sampled_from(["q", "l", "l+q"]),
            st.sampled_from(KINDS),
        ),
        st.integers(1, 9),
    ),
    max_size=14,
).map(lambda groups: [person for person, times in groups for _ in range(times)])


def counted(people: list[Person]) -> dict[str, dict[tuple[str, model.Kind], int]]:
    found: dict[str, Counter[tuple[str, model.Kind]]] = {by: Counter() for by in (*model.BY, "reason")}
    for part, area, employer, reason, kind in people:
        for by, group in (("part", part), ("area", area), ("employer", employer)):
            found[by][group, kind] += 1
        if kind[1] != "met":
            found["reason"][reason, kind] += 1
    return {by: dict(each) for by, each in found.items()}


@given(PEOPLE)
def test_whole_tables_hold_everybody_once(people: list[Person]) -> None:
    told = whole(counted(people))
    assert told.people == len(people)
    for by in model.BY:
        assert sum(told.tables[by].totals.values()) == len(people)  # type: ignore[arg-type]
        assert sum(told.tables[by].cells.values()) == len(people)  # type: ignore[arg-type]
    assert sum((told.changes() or {}).values()) == len(people)


@settings(deadline=None)
@given(PEOPLE)
def test_what_leaves_the_office_is_true_and_never_small(people: list[Person]) -> None:
    counts = counted(people)
    told = public(counts)
    assert not told.kinds or told.people == len(people)
    for count in figures(told):
        assert count is None or count == 0 or count >= MINIMUM
    for by, table in told.tables.items():
        for (group, kind), count in table.cells.items():
            assert count is None or count == true_count(counts[by], told, by, group, kind)


def figures(told: Tables) -> list[int | None]:
    cells = [count for table in told.tables.values() for count in (*table.cells.values(), *table.totals.values())]
    return [*told.kinds.values(), *cells, *(told.changes() or {}).values()]


def true_count(
    counts: Mapping[tuple[str, model.Kind], int], told: Tables, by: str, group: str, kind: model.Kind
) -> int:
    sizes: Counter[str] = Counter()
    for (each, of), people in counts.items():
        sizes[each] += people if by in model.BY or of in told.kinds else 0
    named = {each for each in sizes if (sizes[each] < MINIMUM if group == FEW else each == group)}
    kinds = {each for _, each in counts if (each not in told.kinds if kind == JOINED else each == kind)}
    return sum(people for (each, of), people in counts.items() if each in named and of in kinds)


@settings(max_examples=200, deadline=None)
@given(PEOPLE, st.sampled_from([1, 2, 100]))
def test_no_hidden_count_can_be_worked_out(people: list[Person], block: int) -> None:
    """An attacker adds up and subtracts all that is told, of all tables together: no hidden small count is fixed."""
    counts = counted(people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "BLOCK", block)
        told = public(counts)
    hidden, equations = told_equations(told)
    fixed = solved(hidden, equations)
    for by, group, kind in fixed:
        if kind is not None:
            assert not 0 < true_count(counts[by], told, by, group, kind) < MINIMUM


Unknown = tuple[str, str, model.Kind | None]


def told_equations(told: Tables) -> tuple[list[Unknown], list[tuple[dict[Unknown, int], int]]]:
    """Every line and column of every table as an equation between what is hidden and what is told."""
    hidden: list[Unknown] = []
    equations = []
    for by, table in told.tables.items():
        cells: dict[Unknown, int | None] = {(by, group, kind): n for (group, kind), n in table.cells.items()}
        cells |= {(by, group, None): n for group, n in table.totals.items()}
        hidden += [each for each, count in cells.items() if count is None]
        for kind in table.kinds:
            column = [(by, group, kind) for group in table.groups]
            equations.append(equation(cells, dict.fromkeys(column, 1), told.kinds[kind]))
        for group in table.totals:
            line = {(by, group, kind): 1 for kind in table.kinds} | {(by, group, None): -1}
            equations.append(equation(cells, line, 0))
    return hidden, equations


def equation(
    cells: Mapping[Unknown, int | None], factors: Mapping[Unknown, int], right: int
) -> tuple[dict[Unknown, int], int]:
    known = sum(factor * (cells[each] or 0) for each, factor in factors.items())
    return {each: factor for each, factor in factors.items() if cells[each] is None}, right - known


def solved(hidden: list[Unknown], equations: list[tuple[dict[Unknown, int], int]]) -> set[Unknown]:
    """The unknowns that the equations fix, by elimination."""
    lines = [[Fraction(left.get(each, 0)) for each in hidden] for left, _ in equations]
    done, free = 0, []
    for place in range(len(hidden)):
        pivot = next((n for n in range(done, len(lines)) if lines[n][place]), None)
        if pivot is None:
            free.append(place)
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [each / lines[done][place] for each in lines[done]]
        for n in range(len(lines)):
            if n != done and lines[n][place]:
                lines[n] = [a - lines[n][place] * b for a, b in zip(lines[n], lines[done], strict=True)]
        done += 1
    found = set()
    for line in lines[:done]:
        named = [place for place, factor in enumerate(line) if factor]
        if len(named) == 1:
            found.add(hidden[named[0]])
    return found


def test_the_attacker_of_these_tests_does_find_what_is_hidden_badly() -> None:
    table = model.Table(
        "part", ("P1", "P2"), (LOSES, STAYS), {("P1", LOSES): None, ("P2", LOSES): 6, ("P1", STAYS): 9,
        ("P2", STAYS): 7}, {"P1": None, "P2": 13},
    )  # fmt: skip
    hidden, equations = told_equations(Tables({LOSES: 9, STAYS: 16}, {"part": table}, protected=True))
    assert solved(hidden, equations) == set(hidden)


def test_a_table_of_thousands_is_protected_in_blocks() -> None:
    cells = {(f"E{n:04}", kind): 1 + (n * step) % 17 for n in range(1000) for kind, step in ((LOSES, 5), (STAYS, 7))}
    told = public({"part": cells, "employer": cells})
    table = told.tables["employer"]
    assert (
        len(table.groups)
        == 1000 - sum(cells[f"E{n:04}", LOSES] + cells[f"E{n:04}", STAYS] < 5 for n in range(1000)) + 1
    )
    assert not any(count is not None and 0 < count < MINIMUM for count in table.cells.values())
    assert table.hidden < 1500
    hidden, equations = told_equations(Tables(told.kinds, {"employer": table}, protected=True))
    assert len(hidden) == table.hidden
    assert len(equations) == len(table.kinds) + len(table.groups)


def test_a_small_kind_is_joined_with_another() -> None:
    told = public({"part": {("P1", LOSES): 2, ("P1", STAYS): 40, ("P1", SPARED): 8}})
    assert told.kinds == {STAYS: 40, JOINED: 10}
    assert told.changes() is None
    assert told.verdicts(1) is None


@pytest.mark.parametrize("counts", [{}, {("P1", LOSES): 4}, {("P1", LOSES): 2, ("P2", STAYS): 2}])
def test_fewer_than_five_people_are_not_shown_at_all(counts: dict[tuple[str, model.Kind], int]) -> None:
    assert public({"part": counts}).tables == {}


def test_small_groups_are_told_together() -> None:
    cells = {(f"E{n}", LOSES): 2 for n in range(5)} | {("E9", LOSES): 20}
    table = public({"part": cells, "employer": cells}).tables["employer"]
    assert table.groups == (FEW, "E9")
    assert table.cells == {(FEW, LOSES): 10, ("E9", LOSES): 20}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("met", "unmet", "loses"),
        ("judge", "unmet", "loses"),
        ("unmet", "met", "gains"),
        ("judge", "met", "gains"),
        ("met", "judge", "judge"),
        ("unmet", "judge", "judge"),
        ("judge", "judge", "stays"),
        ("met", "met", "stays"),
    ],
)
def test_a_change_has_a_name(before: str, after: str, found: str) -> None:
    assert change(before, after) == found


def test_every_kind_has_words() -> None:
    verdicts = list(model.VERDICTS)
    labels = {label((a, b)) for a in verdicts for b in verdicts}
    assert labels == {
        "Would lose",
        "Would gain",
        "Would be for a person to judge",
        "Stays met",
        "Stays not met",
        "Stays for a person to judge",
    }
    assert label(SPARED) == "Would lose, but the transition gives time"
    assert label(("unmet", "unmet", "met")) == "Gains by the transition"
    assert label(("met", "unmet", "judge")) == "Would lose; with the transition: Would be for a person to judge"
    assert all(label((a, b, c)) for a in verdicts for b in verdicts for c in verdicts)
