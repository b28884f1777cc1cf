"""No small number of learners can be read or worked out from a report; what it tells is true."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from councilkit.cohorts.model import FINISHED, LEFT, STARTED, Scale, Tally
from councilkit.cohorts.reporting import (
    ALL,
    DIRECTIONS,
    Report,
    Response,
    Tallied,
    joined,
    joined_tallies,
    line,
    report,
    tallied,
)

SCALE = Scale("sure", "How sure")
TALLY = Tally("end", "q", "Question")
WAVES = ("start", "mid", "end")
ONE = st.tuples(
    st.sampled_from(("a", "b")),
    st.sampled_from((STARTED, FINISHED, FINISHED, LEFT)),
    st.sampled_from((True, True, True, False)),
    st.booleans(),
    st.sampled_from((True, True, True, False)),
    st.integers(1, 5),
    st.integers(1, 5),
)
PEOPLE = st.lists(ONE, max_size=24)
Learner = tuple[str, str, bool, bool, bool, int, int]


def told(people: list[Learner]) -> Report:
    learners = [(f"p{place}", each[0], each[1]) for place, each in enumerate(people)]
    sure = {"start": 5, "mid": 5, "end": 6}
    answers = {
        wave: {f"p{place}": {"sure": str(each[sure[wave]])} for place, each in enumerate(people) if each[2 + number]}
        for number, wave in enumerate(WAVES)
    }
    return report(learners, ("a", "b"), answers, ("start", "end"), (SCALE,))


def figures(found: Report) -> Iterator[int]:
    """Every count that a report tells, and what is missing to a sum that it tells too."""
    counts: list[int | None] = [found.learners, found.pairs, *found.by_site.values()]
    for each in found.responses:
        counts += [each.answered, each.not_answered, each.left, left(found.learners, each.answered)]
        counts += [left(found.count(LEFT), each.left), without(each)]
    counts.append(left(found.learners, found.pairs))
    for change in found.changes:
        counts += [change.n, *change.counts.values(), *(left(change.n, each) for each in change.counts.values())]
    for site, status in found.by_site:
        counts.append(left(found.by_site[site, ALL], found.by_site[site, status]))
        counts.append(left(found.by_site[ALL, status], found.by_site[site, status]))
    yield from (count for count in counts if count is not None)


def without(each: Response) -> int | None:
    return None if each.not_answered is None or each.left is None else each.not_answered + each.left


def left(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


@settings(max_examples=300, deadline=None)
@given(PEOPLE)
def test_no_small_count_is_told_and_none_is_the_rest_of_a_sum(people: list[Learner]) -> None:
    assert not [count for count in figures(told(people)) if 0 < count < 5]


@settings(max_examples=200, deadline=None)
@given(PEOPLE)
def test_what_is_told_is_true(people: list[Learner]) -> None:
    found = told(people)
    assert found.learners in (None, len(people))
    pairs = [each for each in people if each[2] and each[4]]
    assert found.pairs in (None, len(pairs))
    for each, number in zip(found.responses, (2, 3, 4), strict=True):
        assert each.answered in (None, sum(person[number] for person in people))
        silent = Counter(person[1] == LEFT for person in people if not person[number])
        assert (each.not_answered, each.left) in ((None, None), (silent[False], silent[True]))
    for (site, status), count in found.by_site.items():
        rows = [each for each in people if site in (ALL, each[0]) and status in (ALL, each[1])]
        assert count in (None, len(rows))
    (change,) = found.changes
    signs = Counter((each[6] > each[5]) - (each[6] < each[5]) for each in pairs)
    for name, sign in zip(DIRECTIONS, (1, 0, -1), strict=True):
        assert change.counts[name] in (None, signs[sign])
    if change.mean is not None:
        assert len(pairs) >= 5
        exact = Decimal(sum(each[6] - each[5] for each in pairs)) / len(pairs)
        assert abs(change.mean - exact) <= Decimal("0.05")


@settings(max_examples=120, deadline=None)
@given(PEOPLE)
def test_trying_every_table_of_first_and_last_wave_finds_no_small_count(people: list[Learner]) -> None:
    """Every number of (both, first only, last only, neither) is tried that agrees with all that the report tells."""
    assume(len(people) >= 5)
    found = told(people)
    first, _, last = found.responses
    fitting = []
    for both, one, other in product(range(len(people) + 1), repeat=3):
        neither = len(people) - both - one - other
        agrees = (
            (found.pairs, both), (first.answered, both + one), (without(first), other + neither),
            (last.answered, both + other), (without(last), one + neither),
        )  # fmt: skip
        if neither >= 0 and all(shown in (None, tried) for shown, tried in agrees) and (not found.many or both >= 10):
            fitting.append((both, one, other, neither, both + one, other + neither, both + other, one + neither))
    true = Counter((each[2], each[4]) for each in people)
    cells = [true[True, True], true[True, False], true[False, True], true[False, False]]
    cells += [cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2], cells[1] + cells[3]]
    assert_wide(cells, fitting)


BLOCKS = st.lists(st.tuples(st.integers(5, 8), ONE), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(BLOCKS)
def test_who_left_is_in_no_site_and_survey_told_as_a_small_count(blocks: list[tuple[int, Learner]]) -> None:
    """Who left by site, held against who of them answered: what fits both is five wide, or all or nobody of a group."""
    people = [person for size, person in blocks for _ in range(size)]
    found = told(people)
    all_left = found.count(LEFT)
    for each, number in zip(found.responses, (2, 3, 4), strict=True):
        for site in ("a", "b"):
            here = found.count(LEFT, site)
            if None in (all_left, each.left, here) or all_left is None or each.left is None or here is None:
                continue
            low, high = max(0, here + each.left - all_left), min(here, each.left)
            true = sum(person[0] == site and person[1] == LEFT and not person[number] for person in people)
            assert low <= true <= high
            assert true == 0 or true >= 5 or high - low >= 5


@settings(max_examples=60, deadline=None)
@given(st.lists(ONE, min_size=5, max_size=11))
def test_trying_every_table_of_sites_finds_no_small_count(people: list[Learner]) -> None:
    found = told(people)
    keys = [(site, status) for site in ("a", "b") for status in (STARTED, FINISHED, LEFT)]
    sums = [(site, ALL) for site in ("a", "b")] + [(ALL, status) for status in (STARTED, FINISHED, LEFT)]
    fitting = []
    for tried in _splits(len(people), len(keys)):
        table = dict(zip(keys, tried, strict=True))
        row = [*tried, *(_sum(table, key) for key in sums)]
        shown = [found.by_site[key] for key in (*keys, *sums)]
        if all(told in (None, count) for told, count in zip(shown, row, strict=True)):
            fitting.append(row)
    true = Counter((each[0], each[1]) for each in people)
    assert_wide([*(true[key] for key in keys), *(_sum(true, key) for key in sums)], fitting)


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)


def _sum(table: Mapping[tuple[str, str], int], key: tuple[str, str]) -> int:
    return sum(count for (row, column), count in table.items() if key[0] in (ALL, row) and key[1] in (ALL, column))


def assert_wide(true: list[int], fitting: list[Any]) -> None:
    assert fitting
    for place, count in enumerate(true):
        if 0 < count < 5:
            possible = [tried[place] for tried in fitting]
            assert max(possible) - min(possible) >= 5


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=16))
def test_the_mean_does_not_narrow_a_hidden_count(pairs: list[tuple[int, int]]) -> None:
    """Every way in which learners can have changed is tried that agrees with the counts shown and the mean."""
    (change,) = told([("a", FINISHED, True, True, True, *each) for each in pairs]).changes
    if change.mean is None:
        return
    fitting = []
    for improved, worse in product(range(len(pairs) + 1), repeat=2):
        same = len(pairs) - improved - worse
        tried = (improved, same, worse)
        if same < 0 or any(change.counts[n] not in (None, c) for n, c in zip(DIRECTIONS, tried, strict=True)):
            continue
        sums = range(improved - 4 * worse, 4 * improved - worse + 1)
        if any(abs(Decimal(each) / len(pairs) - change.mean) <= Decimal("0.05") for each in sums):
            fitting.append(tried)
    true = [sum((b > a) - (b < a) == sign for a, b in pairs) for sign in (1, 0, -1)]
    assert_wide(true, fitting)


@settings(max_examples=100, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=3))
def test_several_cohorts_together_tell_no_more_than_each(cohorts: list[list[Learner]]) -> None:
    reports = [told(each) for each in cohorts]
    together = joined(reports)
    assert together.learners == (None if any(e.learners is None for e in reports) else sum(map(len, cohorts)))
    for status in (STARTED, FINISHED, LEFT):
        counts = [each.count(status) for each in reports]
        assert together.count(status) == (None if None in counts else sum(filter(None, counts)))
    assert not [count for count in figures(together) if 0 < count < 5]


CHOICES = ("x", "y", "z")
GIVEN = st.lists(st.sets(st.sampled_from(CHOICES), min_size=1), max_size=14)


@settings(max_examples=150, deadline=None)
@given(GIVEN, st.booleans(), st.booleans())
def test_choices_are_counted_without_small_counts(chosen: list[set[str]], several: bool, hidden: bool) -> None:
    given = {f"p{place}": {"q": " ".join(sorted(each)[: None if several else 1])} for place, each in enumerate(chosen)}
    found = tallied(TALLY, CHOICES, given, None if hidden else len(given), several=several)
    if hidden or len(given) < 5:
        assert (found.answered, set(found.counts.values())) == (None, {None})
        return
    assert found.answered == len(given)
    true = {choice: sum(choice in each["q"].split() for each in given.values()) for choice in CHOICES}
    for choice, count in found.counts.items():
        assert count in (None, true[choice])
        assert count is None or not (0 < count < 5 or 0 < len(given) - count < 5)
    if not several:
        rest = len(given) - sum(count or 0 for count in found.counts.values())
        assert rest == 0 or rest >= 5


def test_choices_of_several_cohorts_are_sums_of_what_each_tells() -> None:
    told = [Tallied(TALLY, 7, {"x": 7, "y": None}), Tallied(TALLY, 6, {"x": 6, "y": 0})]
    assert joined_tallies([[each] for each in told]) == [Tallied(TALLY, 13, {"x": 13, "y": None})]
    assert joined_tallies([[], []]) == []


def test_a_pilot_in_which_nearly_all_answered_still_shows_the_mean() -> None:
    """17 of 19 pairs: the number would tell of the two others, so it is hidden; the mean of so many is not."""
    answered = [("a", FINISHED, True, True, True, 2, 4)] * 17
    found = told(answered + [("b", LEFT, True, False, False, 3, 3)] * 2)
    (change,) = found.changes
    assert (found.learners, found.pairs, found.many) == (19, None, True)
    assert (change.n, change.mean) == (None, Decimal("2.0"))
    assert set(change.counts.values()) == {None}
    assert [each.answered for each in found.responses] == [None, None, None]


def test_a_plain_cohort() -> None:
    people = [("a", FINISHED, True, True, True, 2, 4)] * 6 + [("b", FINISHED, True, False, True, 3, 3)] * 6
    found = told(people + [("b", STARTED, True, False, False, 3, 3)] * 7)
    (change,) = found.changes
    assert found.by_site["a", FINISHED] == 6
    assert found.by_site["b", ALL] == 13
    assert (found.pairs, change.n, change.mean) == (12, 12, Decimal("1.0"))
    assert change.counts == {"improved": 6, "same": 6, "worse": 0}
    assert [(each.answered, each.not_answered) for each in found.responses] == [(19, 0), (6, 13), (12, 7)]


def test_who_left_early_is_no_learner_without_an_answer() -> None:
    people = [("a", FINISHED, True, True, True, 2, 4)] * 9 + [("b", STARTED, True, False, False, 3, 3)] * 6
    found = told(people + [("b", LEFT, True, False, False, 3, 3)] * 5)
    told_of = [(each.answered, each.not_answered, each.left) for each in found.responses]
    assert told_of == [(20, 0, 0), (9, 6, 5), (9, 6, 5)]
    few = told(people + [("b", LEFT, True, False, False, 3, 3)] * 2)
    assert [(each.not_answered, each.left) for each in few.responses] == [(None, None)] * 3


def test_fewer_than_five_tell_nothing() -> None:
    found = told([("a", FINISHED, True, True, True, 2, 4)] * 4)
    assert found.learners is None
    assert set(found.by_site.values()) == {None}
    assert {each.answered for each in found.responses} == {None}
    assert found.changes[0].mean is None


def test_a_mean_that_gives_a_count_away_is_not_told() -> None:
    """Of twelve, all but one rose from 1 to 5: nothing but a count near one fits such a mean."""
    people = [("a", FINISHED, True, True, True, 1, 5)] * 11 + [("a", FINISHED, True, True, True, 2, 1)]
    (change,) = told(people).changes
    assert change.n == 12
    assert change.mean is None
    assert change.counts["worse"] is None


def test_counts_of_a_line() -> None:
    assert line({"yes": 12, "no": 7}) == {"yes": 12, "no": 7}
    assert line({"yes": 17, "no": 2}) == {"yes": None, "no": None}
    assert line({"improved": 9, "same": 3, "worse": 0}) == {"improved": None, "same": None, "worse": 0}
