"""The drawing: nothing overlaps, nothing leaves the sheet, and whatever opens something stands above it."""

from itertools import combinations

from hypothesis import given

from councilkit.cpd.model import Step
from councilkit.pathways.drawing import LETTERS, WIDTH, draw, wrapped
from councilkit.pathways.model import Facts, causes, placed
from tests.pathways.test_model import SHIPPED, ladders


@given(ladders())
def test_boxes_stand_apart_and_below_what_opens_them(steps: list[Step]) -> None:
    sheet = draw(placed(steps, steps, Facts()))
    boxes = {box.placed.step.code: box for box in sheet.boxes}
    assert set(boxes) == {step.code for step in steps}
    for box in boxes.values():
        assert box.x >= 0
        assert box.x + sheet.box <= WIDTH
        assert box.y >= 0
        assert box.foot <= sheet.height
        for cause in causes(box.placed.step):
            assert boxes[cause].foot < box.y
    for one, other in combinations(boxes.values(), 2):
        beside = abs(one.x - other.x) >= sheet.box
        assert beside or one.foot < other.y or other.foot < one.y
    assert len(sheet.arrows) == sum(len(causes(step)) for step in steps)


def test_the_shipped_steps_fit_their_boxes() -> None:
    sheet = draw(placed(SHIPPED, SHIPPED, Facts()))
    assert all(len(line) <= LETTERS for box in sheet.boxes for line in box.lines)
    assert wrapped("Level 2 Certificate in Safe and Effective Practice") == (
        "Level 2 Certificate",
        "in Safe and Effective",
        "Practice",
    )
    assert wrapped("x" * 50) == ("x" * 21, "x" * 21, "x" * 8)


def test_nothing_is_an_empty_sheet() -> None:
    assert draw([]).boxes == ()
