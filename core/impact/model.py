"""Pure parts of the impact of a draft: kinds of change, tables of counts, and what of them may leave the office.

A kind is how somebody is judged by the law now, by the draft, and by the draft with its transition where it has one:
``("met", "unmet", "met")``. Everybody has one kind, so every table of them adds up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from councilkit.statistics import Rules, protect
from councilkit.wording import N_, Sentence

Kind = tuple[str, ...]
Cells = Mapping[tuple[str, Kind], int]
MET, UNMET, JUDGE = "met", "unmet", "judge"
VERDICTS = {MET: N_("Met"), UNMET: N_("Not met"), JUDGE: N_("A person must judge")}
CHANGES = {
    "loses": N_("Would lose"),
    "judge": N_("A person must judge"),
    "gains": N_("Would gain"),
    "stays": N_("Stays"),
}
_LABELS = {
    ("loses", UNMET): N_("Would lose"),
    ("judge", JUDGE): N_("Would be for a person to judge"),
    ("gains", MET): N_("Would gain"),
    ("stays", MET): N_("Stays met"),
    ("stays", UNMET): N_("Stays not met"),
    ("stays", JUDGE): N_("Stays for a person to judge"),
}
_SPARED = {
    "loses": N_("Would lose, but the transition gives time"),
    "judge": N_("Would be for a person to judge, but the transition gives time"),
    "stays": N_("Gains by the transition"),
}
BY = ("part", "area", "employer")
MINIMUM = 5
BLOCK = 15
FEW, TOTAL = "\0few", "\0total"  # no part, area or employer is called so
JOINED: Kind = ("joined",)


def change(before: str, after: str) -> str:
    """What becomes of somebody: one of CHANGES."""
    if before == after:
        return "stays"
    return {MET: "gains", UNMET: "loses", JUDGE: "judge"}[after]


def label(kind: Kind) -> str:
    """A kind in words."""
    if kind == JOINED:
        return N_("Other, joined because they are few")
    before, after, then = kind[0], kind[1], kind[-1]
    found = change(before, after)
    if then == after:
        return _LABELS[found, after]
    if then == MET:
        return _SPARED[found]
    other = _LABELS[change(before, then), then]
    return Sentence(
        N_("%(draft)s; with the transition: %(then)s"), draft=Sentence(_LABELS[found, after]), then=Sentence(other)
    )


def code(kind: Kind) -> str:
    """A kind as addresses and files name it: met-unmet-met."""
    return "-".join(kind)


def order(kind: Kind) -> tuple[int, int, Kind]:
    """Kinds by what matters most: who would lose, then who must be judged, gains and stays."""
    if kind == JOINED:
        return len(CHANGES), 0, kind
    return list(CHANGES).index(change(kind[0], kind[1])), int(kind[-1] != kind[1]), kind


@dataclass(frozen=True)
class Table:
    """Counts of people by group and kind with their sums; None is a count that is hidden.

    `by` is one of BY, or "reason". The group FEW holds all that have fewer than MINIMUM people.
    """

    by: str
    groups: tuple[str, ...]
    kinds: tuple[Kind, ...]
    cells: Mapping[tuple[str, Kind], int | None]
    totals: Mapping[str, int | None]

    @property
    def hidden(self) -> int:
        """How many counts are hidden."""
        return [*self.cells.values(), *self.totals.values()].count(None)

    def of(self, *groups: str) -> "Table":
        """The lines of some groups alone."""
        there = tuple(group for group in self.groups if group in groups)
        cells = {key: count for key, count in self.cells.items() if key[0] in there}
        return Table(self.by, there, self.kinds, cells, {group: self.totals[group] for group in there})


@dataclass(frozen=True)
class Tables:
    """All tables of one run, with the number of people of each kind; no kinds where so few people may not be told."""

    kinds: Mapping[Kind, int]
    tables: Mapping[str, Table]
    protected: bool = False

    @property
    def people(self) -> int:
        return sum(self.kinds.values())

    def only(self, by: str, *groups: str) -> "Tables":
        """The same with some lines alone of one table."""
        told = {name: each.of(*groups) if name == by else each for name, each in self.tables.items()}
        return replace(self, tables=told)

    def verdicts(self, place: int) -> Counter[str] | None:
        """How many are judged how: now (0), by the draft (1), with the transition (-1); None where that is hidden."""
        if JOINED in self.kinds:
            return None
        found: Counter[str] = Counter()
        for kind, people in self.kinds.items():
            found[kind[place]] += people
        return found

    def changes(self, place: int = 1) -> Counter[str] | None:
        """How many lose, gain, stay or must be judged by the draft (1), or with the transition (-1)."""
        if JOINED in self.kinds:
            return None
        found: Counter[str] = Counter()
        for kind, people in self.kinds.items():
            found[change(kind[0], kind[place])] += people
        return found


def table(by: str, counts: Cells) -> Table:
    """A table of whole counts: for the office alone."""
    groups = tuple(sorted({group for group, _ in counts}))
    kinds = tuple(sorted({kind for _, kind in counts}, key=order))
    cells: dict[tuple[str, Kind], int | None] = {
        (group, kind): counts.get((group, kind), 0) for group in groups for kind in kinds
    }
    totals = {group: sum(counts.get((group, kind), 0) for kind in kinds) for group in groups}
    return Table(by, groups, kinds, cells, totals)


def whole(counts: Mapping[str, Cells]) -> Tables:
    """All tables as they are: for the office alone."""
    kinds = sorted(_sums(counts["part"], {}).items(), key=lambda each: order(each[0]))
    return Tables(dict(kinds), {by: table(by, each) for by, each in counts.items()})


def public(counts: Mapping[str, Cells]) -> Tables:
    """The same tables as they may leave the office: no count of fewer than MINIMUM people is told or can be worked out.

    The tables share the sums of their kinds, which are told: kinds with few people are joined first, then each table is
    protected under sums that stand. The table by reason is of some kinds alone, so it cannot tell of a joined one.
    """
    everybody = _sums(counts["part"], {})
    joined = _joined(everybody)
    if joined is None:
        return Tables({}, {}, protected=True)
    kinds = dict(sorted(_joined_sums(everybody, joined).items(), key=lambda each: order(each[0])))
    found = {}
    for by, each in counts.items():
        cells = {key: n for key, n in _joined_cells(each, joined).items() if by in BY or key[1] != JOINED}
        if cells:
            found[by] = _protected(by, _few_joined(cells))
    return Tables(kinds, found, protected=True)


def _sums(cells: Cells, joined: Mapping[Kind, Kind]) -> Counter[Kind]:
    found: Counter[Kind] = Counter()
    for (_, kind), people in cells.items():
        found[joined.get(kind, kind)] += people
    return +found


def _joined_sums(sums: Mapping[Kind, int], joined: Mapping[Kind, Kind]) -> Counter[Kind]:
    return _sums({("", kind): people for kind, people in sums.items()}, joined)


def _joined(sums: Mapping[Kind, int]) -> Mapping[Kind, Kind] | None:
    """Which kinds go into one, so that each has MINIMUM people or more; None where there are not so many in all.

    The few are joined, then the next larger kinds, until their sum suffices.
    """
    few = [kind for kind, people in sums.items() if people < MINIMUM]
    if not few:
        return {}
    for kind in sorted(sums, key=lambda each: (sums[each], order(each))):
        if kind not in few and (len(few) < 2 or sum(sums[each] for each in few) < MINIMUM):
            few.append(kind)
    return dict.fromkeys(few, JOINED) if sum(sums[kind] for kind in few) >= MINIMUM else None


def _joined_cells(cells: Cells, joined: Mapping[Kind, Kind]) -> dict[tuple[str, Kind], int]:
    found: Counter[tuple[str, Kind]] = Counter()
    for (group, kind), people in cells.items():
        found[group, joined.get(kind, kind)] += people
    return dict(found)


def _few_joined(cells: Cells) -> Cells:
    """The same with every group of fewer than MINIMUM people in the group FEW: a table has no room to hide so many."""
    sizes: Counter[str] = Counter()
    for (group, _), people in cells.items():
        sizes[group] += people
    found: Counter[tuple[str, Kind]] = Counter()
    for (group, kind), people in cells.items():
        found[FEW if sizes[group] < MINIMUM else group, kind] += people
    return found


def _protected(by: str, counts: Cells) -> Table:
    """A table protected block by block: each holds with the sums of its own columns told, so all together do."""
    plain = table(by, counts)
    safe: dict[tuple[str, str], int | None] = {}
    for groups in _blocks(plain):
        safe |= protect({by: _with_sums(plain, groups)}, Rules(MINIMUM, TOTAL, shared=True)).tables[by]
    cells = {(group, kind): safe[group, code(kind)] for group in plain.groups for kind in plain.kinds}
    return Table(by, plain.groups, plain.kinds, cells, {group: safe[group, TOTAL] for group in plain.groups})


def _blocks(whole: Table) -> list[list[str]]:
    """The lines of a table in blocks of BLOCK or more, none of which has the sum of a column that is small.

    Protection looks at every line for each small count: a table of thousands of employers would take minutes.
    """
    blocks: list[list[str]] = [[]]
    for group in whole.groups:
        if len(blocks[-1]) >= BLOCK and _stands(whole, blocks[-1]):
            blocks.append([])
        blocks[-1].append(group)
    while len(blocks) > 1 and not _stands(whole, blocks[-1]):
        rest = blocks.pop()
        blocks[-1] += rest
    return blocks


def _stands(whole: Table, groups: Sequence[str]) -> bool:
    sums = (sum(whole.cells[group, kind] or 0 for group in groups) for kind in whole.kinds)
    return not any(0 < each < MINIMUM for each in sums)


def _with_sums(whole: Table, groups: Sequence[str]) -> dict[tuple[str, str], int]:
    """Some lines of a table as protection reads them, with the sums of lines and columns."""
    found = {(group, code(kind)): whole.cells[group, kind] or 0 for group in groups for kind in whole.kinds}
    found |= {(group, TOTAL): whole.totals[group] or 0 for group in groups}
    for column in (*map(code, whole.kinds), TOTAL):
        found[TOTAL, column] = sum(found[group, column] for group in groups)
    return found


def reasons_of(group: str) -> Sequence[str]:
    """The requirements, by code, that everybody in a group of the table by reason lacks."""
    return group.split("+") if group else ()
