"""The map of a pathway as a drawing: boxes in two columns, arrows between them, all in units of a 360 wide sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from councilkit.pathways.model import Placed, causes

WIDTH, BOX, MARGIN, GAP = 360, 164, 2, 34
LINE, PAD, LETTERS = 17, 10, 21  # height of a line, space in a box, letters in a line
GUTTER = WIDTH / 2


@dataclass(frozen=True)
class Box:
    """A step on the sheet: its left upper corner, its size, and its words line by line."""

    placed: Placed
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + BOX / 2

    @property
    def foot(self) -> float:
        return self.y + self.height

    def line_at(self, number: int) -> float:
        """Where the base of a line of words stands."""
        return self.y + PAD + LINE * number + 12


@dataclass(frozen=True)
class Arrow:
    """A line from a step to what it opens; `passed` where the person has the step that it starts from."""

    path: str
    head: str
    passed: bool


@dataclass(frozen=True)
class Sheet:
    """A whole drawing."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    height: float
    width: int = WIDTH
    box: int = BOX


def draw(steps: Sequence[Placed]) -> Sheet:
    """Lay out steps: what belongs together stands together, what opens something stands above it."""
    boxes: dict[str, Box] = {}
    rows: dict[str, int] = {}
    y: float = MARGIN
    for number, row in enumerate(_rows(steps)):
        made = [_box(each, column, y) for each, column in zip(row, _columns(row, boxes), strict=True)]
        boxes |= {box.placed.step.code: box for box in made}
        rows |= dict.fromkeys((box.placed.step.code for box in made), number)
        y += max(box.height for box in made) + GAP
    return Sheet(tuple(boxes.values()), tuple(_arrows(boxes, rows)), max(y - GAP + MARGIN, MARGIN))


def _rows(steps: Sequence[Placed]) -> list[list[Placed]]:
    """Steps in rows of two, component by component, each rank below the rank that opens it."""
    found: list[list[Placed]] = []
    for group in groups(steps):
        rank = ranks(group)
        for level in range(max(rank.values()) + 1):
            same = [each for each in group if rank[each.step.code] == level]
            found += [same[at : at + 2] for at in range(0, len(same), 2)]
    return found


def groups(steps: Sequence[Placed]) -> list[list[Placed]]:
    """The steps that hang together, by the first of each in the order given."""
    home = {each.step.code: each.step.code for each in steps}
    for each in steps:
        for cause in causes(each.step):
            if cause in home:
                old, new = home[each.step.code], home[cause]
                home = {code: new if at == old else at for code, at in home.items()}
    found: dict[str, list[Placed]] = {}
    for each in steps:
        found.setdefault(home[each.step.code], []).append(each)
    return list(found.values())


def ranks(steps: Sequence[Placed]) -> Mapping[str, int]:
    """How many steps lie above each, on the longest way; what opens something stands just above it."""
    known = {each.step.code: each for each in steps}
    rank = dict.fromkeys(known, 0)
    for _ in known:
        for code, each in known.items():
            above = [rank[cause] + 1 for cause in causes(each.step) if cause in known]
            rank[code] = max([rank[code], *above])
    for code in known:
        below = [rank[other.step.code] for other in steps if code in causes(other.step)]
        if below and not any(cause in known for cause in causes(known[code].step)):
            rank[code] = min(below) - 1
    return rank


def _columns(row: Sequence[Placed], boxes: Mapping[str, Box]) -> list[int]:
    """The columns of a row: one alone stands under what opens it."""
    if len(row) == 2:
        return [0, 1]
    above = [boxes[cause] for cause in causes(row[0].step) if cause in boxes]
    return [int(len(above) == 1 and above[0].x > GUTTER)]


def _box(placed: Placed, column: int, y: float) -> Box:
    lines = wrapped(placed.step.title)
    x = WIDTH - BOX - MARGIN if column else MARGIN
    return Box(placed, x, y, 2 * PAD + LINE * (len(lines) + 1), lines)


def wrapped(text: str) -> tuple[str, ...]:
    """A title in lines that fit into a box; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        pieces = [word[at : at + LETTERS] for at in range(0, len(word), LETTERS)]
        for piece in pieces:
            if lines and len(lines[-1]) + 1 + len(piece) <= LETTERS:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return tuple(lines)


def _arrows(boxes: Mapping[str, Box], rows: Mapping[str, int]) -> list[Arrow]:
    return [
        _arrow(boxes[cause], box, rows[code] - rows[cause] == 1)
        for code, box in boxes.items()
        for cause in causes(box.placed.step)
        if cause in boxes
    ]


def _arrow(start: Box, end: Box, near: bool) -> Arrow:
    """Down from a box to the one it opens; past other rows in the free strip between the columns."""
    turn = end.y - GAP / 2
    if near:
        way = f"V{turn:g}H{end.middle:g}"
    else:
        way = f"V{start.foot + GAP / 2:g}H{GUTTER:g}V{turn:g}H{end.middle:g}"
    tip = end.y - 1
    head = f"M{end.middle - 5:g} {tip - 7:g}L{end.middle:g} {tip:g}L{end.middle + 5:g} {tip - 7:g}"
    return Arrow(f"M{start.middle:g} {start.foot:g}{way}V{tip:g}", head, start.placed.done)
