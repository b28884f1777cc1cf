"""What may be told of a cohort: counts without small ones, and change only of five or more, as pure functions.

Every figure of a report belongs to one of these tables, which share nothing but the number of learners: site by status,
first by last wave, each other wave, each scale. The number of learners stays, so each table is protected by itself.
Who left early is told apart from who did not answer only where that parts nobody into groups of fewer than five.
A mean is told only where it leaves every hidden small count as wide a range as the counts alone do.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

from councilkit.cohorts.model import LEFT, STATUSES, Scale, Tally
from councilkit.statistics import Rules, protect

ALL = Rules().total
MINIMUM = Rules().minimum
IMPROVED, SAME, WORSE = "improved", "same", "worse"
DIRECTIONS = (IMPROVED, SAME, WORSE)
YES, NO = "yes", "no"
ENOUGH = 10
"""Of so many, any mean of one decimal can come from any number: it does not tell how many they are."""
_TENTH = Decimal("0.1")

Key = tuple[str, str]
Shown = Mapping[Key, int | None]
Answers = Mapping[str, Mapping[str, str]]
"""The answers to a wave by pseudonym."""


@dataclass(frozen=True)
class Change:
    """How answers to a scale changed between two waves: the mean difference (one decimal) of `n` learners.

    A count is None where it is hidden; `mean` is None where it is not told. A mean without `n` is of ENOUGH or more.
    """

    scale: Scale
    n: int | None
    mean: Decimal | None
    counts: Mapping[str, int | None]


@dataclass(frozen=True)
class Response:
    """How many of the learners answered a wave, and of the others how many left early; None where that is hidden."""

    wave: str
    answered: int | None
    not_answered: int | None
    left: int | None = 0


@dataclass(frozen=True)
class Report:
    """What may be told. `by_site` has a row a site and a column a status, with sums under ALL.

    `learners` is None where there are fewer than five: then nothing else is told either. `pairs` is how many answered
    the first and the last wave; where that is hidden, `many` says that they are ENOUGH or more.
    """

    learners: int | None
    by_site: Shown
    responses: tuple[Response, ...] = ()
    pairs: int | None = None
    changes: tuple[Change, ...] = ()
    many: bool = False

    def count(self, status: str, site: str = ALL) -> int | None:
        """How many learners of a site (all of them by default) have a status."""
        return self.by_site.get((site, status))


def report(
    learners: Sequence[tuple[str, str, str]],
    sites: Sequence[str],
    answers: Mapping[str, Answers],
    compared: tuple[str, str],
    scales: Sequence[Scale],
) -> Report:
    """The report of a cohort: `learners` are (pseudonym, site, status), `answers` those to each learner wave.

    `compared` names the first and the last wave. Answers of who is no learner of the cohort are left out.
    """
    known = {pseudonym for pseudonym, _, _ in learners}
    if len(known) < MINIMUM:
        hidden = {(site, status): None for site in (*sites, ALL) for status in (*STATUSES, ALL)}
        return Report(None, hidden, tuple(Response(wave, None, None, None) for wave in answers), None, _untold(scales))
    given = {wave: {who: each[who] for who in each.keys() & known} for wave, each in answers.items()}
    first, last = (given.get(wave, {}) for wave in compared)
    crossed = protected(_crossed(known, first.keys(), last.keys()))
    pairs = crossed[YES, YES]
    many = pairs is None and len(first.keys() & last.keys()) >= ENOUGH and len(known) >= ENOUGH + MINIMUM
    if many:  # that they are so many is told: so nothing else of this table is
        crossed = {key: len(known) if key == (ALL, ALL) else None for key in crossed}
    told = many or bool(pairs)
    changes = tuple(_change(scale, first, last, counted=not many) for scale in scales) if told else _untold(scales)
    by_wave = {compared[0]: (crossed[YES, ALL], crossed[NO, ALL]), compared[1]: (crossed[ALL, YES], crossed[ALL, NO])}
    by_site = protected(_by_site(learners, sites))
    gone = {who for who, _, status in learners if status == LEFT} if by_site[ALL, LEFT] is not None else None
    responses = tuple(
        _parted(
            Response(wave, *by_wave.get(wave, _line_of(known, given[wave]))),
            len(gone - given[wave].keys()) if gone is not None else None,
            _groups(known, gone or (), (first, last) if wave in by_wave else (given[wave],)),
        )
        for wave in given
    )
    return Report(len(known), by_site, responses, pairs, changes, many)


def _groups(known: Iterable[str], gone: Container[str], answers: Iterable[Container[str]]) -> list[int]:
    """How many learners are alike in whether they left and what they answered; nothing where nobody left."""
    groups = Counter((who in gone, *(who in each for each in answers)) for who in known)
    return list(groups.values()) if any(left for left, *_ in groups) else []


def _parted(response: Response, left: int | None, groups: Sequence[int]) -> Response:
    """A response with who left early apart, where their number is told and each of the groups is large enough.

    Groups of nobody or of five and more tell of no smaller one, however they are held against another table.
    """
    if left is None or response.not_answered is None or any(size < MINIMUM for size in groups):
        return replace(response, not_answered=None, left=None)
    return replace(response, not_answered=response.not_answered - left, left=left)


def _untold(scales: Iterable[Scale]) -> tuple[Change, ...]:
    return tuple(Change(scale, None, None, dict.fromkeys(DIRECTIONS)) for scale in scales)


def _by_site(learners: Sequence[tuple[str, str, str]], sites: Sequence[str]) -> dict[Key, int]:
    counts = Counter((site, status) for _, site, status in learners)
    return _with_sums({(site, status): counts[site, status] for site in sites for status in STATUSES})


def _crossed(known: Iterable[str], first: Iterable[str], last: Iterable[str]) -> dict[Key, int]:
    begun, ended = set(first), set(last)
    counts = Counter((YES if who in begun else NO, YES if who in ended else NO) for who in known)
    return _with_sums({(one, other): counts[one, other] for one in (YES, NO) for other in (YES, NO)})


def _with_sums(inner: Mapping[Key, int]) -> dict[Key, int]:
    table = Counter(inner)
    for (row, column), count in inner.items():
        for key in ((row, ALL), (ALL, column), (ALL, ALL)):
            table[key] += count
    return dict(table)


def protected(table: Mapping[Key, int]) -> Shown:
    """The table without its small counts and what would tell them; the sum of all stays."""
    found = protect({"table": table}, Rules(kept=frozenset({(ALL, ALL)})))
    if all(bound.high - bound.low >= MINIMUM for bound in found.audit):
        return found.tables["table"]
    return {key: value if key == (ALL, ALL) else None for key, value in table.items()}


def line(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts that add up to a number that is told: without the small ones and what would tell them."""
    shown = protected(_with_sums({(name, "people"): count for name, count in counts.items()}))
    hidden = [name for name in counts if None in (shown[name, "people"], shown[name, ALL])]
    return {name: None if name in hidden else count for name, count in counts.items()}


def _line_of(known: Iterable[str], given: Mapping[str, object]) -> tuple[int | None, int | None]:
    counts = Counter(YES if who in given else NO for who in known)
    shown = line({YES: counts[YES], NO: counts[NO]})
    return shown[YES], shown[NO]


def _change(scale: Scale, first: Answers, last: Answers, *, counted: bool) -> Change:
    """The change of those who answered both waves; without `counted` the mean alone, of ENOUGH or more."""
    both = sorted(first.keys() & last.keys())
    differences = [int(last[who][scale.question]) - int(first[who][scale.question]) for who in both]
    mean = (Decimal(sum(differences)) / len(both)).quantize(_TENTH, ROUND_HALF_UP)
    if not counted:
        return Change(scale, None, mean, dict.fromkeys(DIRECTIONS))
    signs = Counter(IMPROVED if each > 0 else WORSE if each < 0 else SAME for each in differences)
    counts = {name: signs[name] for name in DIRECTIONS}
    shown = line(counts)
    told = mean if harmless(counts, shown, mean, scale.highest - scale.lowest) else None
    return Change(scale, len(both), told, shown)


def harmless(counts: Mapping[str, int], shown: Mapping[str, int | None], mean: Decimal, widest: int) -> bool:
    """Whether each hidden small count can still be any of a range five wide, for one who knows the mean too.

    `widest` is the largest difference that the scale allows.
    """
    small = [place for place, name in enumerate(DIRECTIONS) if shown[name] is None and 0 < counts[name] < MINIMUM]
    if not small:
        return True
    fitting = list(_possible(shown, sum(counts.values()), mean, widest))
    return all(_width([each[place] for each in fitting]) >= MINIMUM for place in small)


def _width(found: Sequence[int]) -> int:
    return max(found) - min(found)


def _possible(shown: Mapping[str, int | None], n: int, mean: Decimal, widest: int) -> Iterator[tuple[int, int, int]]:
    """All (improved, same, worse) that agree with what is shown and with the mean as it is rounded."""
    least, most = ceil((mean - _TENTH / 2) * n), floor((mean + _TENTH / 2) * n)
    for improved in range(n + 1):
        for worse in range(n - improved + 1):
            tried = (improved, n - improved - worse, worse)
            same_as_shown = all(shown[name] in (None, count) for name, count in zip(DIRECTIONS, tried, strict=True))
            if same_as_shown and improved - widest * worse <= most and widest * improved - worse >= least:
                yield tried


@dataclass(frozen=True)
class Tallied:
    """How many of those who answered a wave chose what; None where that is hidden. `answered` is how many they are."""

    tally: Tally
    answered: int | None
    counts: Mapping[str, int | None]


def tallied(tally: Tally, choices: Sequence[str], given: Answers, answered: int | None, *, several: bool) -> Tallied:
    """The choices of a question by those who answered; hidden where their number is hidden or small.

    With `several` choices each is a table of its own: who chose it, and who did not.
    """
    if answered is None or len(given) < MINIMUM:
        return Tallied(tally, None, dict.fromkeys(choices))
    chosen = Counter(choice for each in given.values() for choice in each.get(tally.question, "").split())
    if several:
        n = len(given)
        lines = {choice: line({YES: chosen[choice], NO: n - chosen[choice]}) for choice in choices}
        return Tallied(tally, n, {choice: shown[YES] for choice, shown in lines.items()})
    blank = {"": len(given) - sum(chosen[choice] for choice in choices)}
    shown = line({choice: chosen[choice] for choice in choices} | blank)
    return Tallied(tally, len(given), {choice: shown[choice] for choice in choices})


def joined_tallies(found: Sequence[Sequence[Tallied]]) -> list[Tallied]:
    """The tallies of several cohorts together: sums of what each tells."""
    by_tally: dict[Tally, list[Tallied]] = {}
    for each in (each for every in found for each in every):
        by_tally.setdefault(each.tally, []).append(each)
    return [
        Tallied(tally, _sum(e.answered for e in all_), {c: _sum(e.counts.get(c) for e in all_) for c in all_[0].counts})
        for tally, all_ in by_tally.items()
    ]


def joined(reports: Sequence[Report]) -> Report:
    """The report of several cohorts together: sums of what each of them tells, so that it adds nothing to know.

    Where one of them hides a count, its sum is hidden. Change is that of the cohorts that tell theirs; a mean is made
    of their means.
    """
    by_site = {(ALL, status): _sum(each.count(status) for each in reports) for status in (*STATUSES, ALL)}
    waves = dict.fromkeys(response.wave for each in reports for response in each.responses)
    responses = tuple(_joined_response(wave, reports) for wave in waves)
    scales = dict.fromkeys(change.scale for each in reports for change in each.changes)
    changes = tuple(_joined_change(scale, reports) for scale in scales)
    pairs = [each.pairs for each in reports if each.pairs]
    return Report(_sum(each.learners for each in reports), by_site, responses, sum(pairs) or None, changes)


def _sum(counts: Iterable[int | None]) -> int | None:
    found = list(counts)
    return None if None in found else sum(count for count in found if count is not None)


def _joined_response(wave: str, reports: Iterable[Report]) -> Response:
    found = [response for each in reports for response in each.responses if response.wave == wave]
    sums = (_sum(getattr(each, name) for each in found) for name in ("answered", "not_answered", "left"))
    return Response(wave, *sums)


def _joined_change(scale: Scale, reports: Iterable[Report]) -> Change:
    told = [
        each for every in reports for each in every.changes if each.scale == scale and each.n and each.mean is not None
    ]
    n = sum(each.n or 0 for each in told)
    if not n:
        return Change(scale, None, None, dict.fromkeys(DIRECTIONS))
    total = sum((each.mean * each.n for each in told if each.mean is not None and each.n is not None), Decimal(0))
    counts = {name: _sum(each.counts[name] for each in told) for name in DIRECTIONS}
    return Change(scale, n, (total / n).quantize(_TENTH, ROUND_HALF_UP), counts)
