"""Every shape of a rule has an example that a jurist can read: an invented law, and invented people."""

from pathlib import Path

import pytest

from councilkit import law
from councilkit.law.cases import Case, load_cases
from councilkit.law.checking import Known, faults
from councilkit.law.judging import wrong
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    AtLeastOne,
    Count,
    Holds,
    Paid,
    Practised,
    Ratio,
    RequirementSet,
)
from councilkit.law.selection import Applies, Cap, Carry, Deferral, Where
from councilkit.law.windows import Anchored, Calendar, Cycle, Ever

FOLDER = Path(__file__).parent / "shapes"
LAW = law.load(FOLDER / "law")
YEAR, CYCLE = Calendar("x.year.anchor", "x.year"), Anchored("x.cycle")
DECREE = Deferral(until="x.decree.until", applies=Applies(in_post_before="x.decree.before"))
PRACTISED = Practised(
    code="practised", title="Practice", basis="x.practised", last="x.practised.last", deferrals=(DECREE,)
)
RENEWAL = AllOf(
    code="renewal",
    title="Renewal",
    parts=(
        Count(code="pieces", title="Pieces", basis="x.pieces", window=YEAR),
        AtLeastOne(code="peer", title="Talked over", basis="x.peer", window=YEAR, of=Where(peer_reflection=True)),
        Amount(
            code="hours",
            title="Hours",
            basis="x.hours",
            window=CYCLE,
            caps=(Cap(("reading",), "x.reading.most"),),
            carry=Carry("x.carry", "x.carry.most"),
        ),
        Ratio(code="structured", title="Structured", basis="x.structured", window=CYCLE, of=Where(("course",))),
        AtLeastOne(
            code="supervised",
            title="Supervised",
            basis="x.supervised",
            window=CYCLE,
            of=Where(helper_status="supervisor"),
        ),
        Amount(
            code="cohort",
            title="Hours of the profession",
            basis="x.hours",
            window=Cycle("x.cohorts"),
            applies=Applies(tenure_from="x.sample.tenure"),
        ),
        Amount(code="away", title="Fewer hours for leave", basis="x.hours", window=CYCLE, prorated=("leave",)),
        Amount(
            code="late",
            title="Fewer hours for leave and a late entry",
            basis="x.year.hours",
            window=YEAR,
            prorated=("leave", "entry"),
        ),
        PRACTISED,
    ),
)
WAY = AnyOf(
    code="way",
    title="A way back",
    parts=(
        Practised(code="recent", title="Recent practice", basis="x.practised", last="x.practised.last"),
        Holds(code="course", title="Refresher", qualifications=("x.refresher",)),
    ),
)
RESTORATION = AllOf(
    code="restoration",
    title="Restoration",
    parts=(WAY, Paid(code="fee", title="Fee", basis="x.fee", fee="restoration", window=Ever())),
)
SETS = {
    "x.renewal": RequirementSet("x.renewal", "renewal", "x.social_worker", RENEWAL),
    "x.restoration": RequirementSet("x.restoration", "restoration", "x.social_worker", RESTORATION),
}
KNOWN = Known({"x.social_worker"}, {"x.refresher"}, {"course", "reading"})


@pytest.mark.parametrize("case", list(load_cases(FOLDER / "cases")), ids=lambda case: case.name)
def test_an_example_comes_out_as_it_says(case: Case) -> None:
    assert list(wrong(case, LAW, SETS)) == [], case.place


def test_the_shapes_have_no_fault() -> None:
    assert [fault for one in SETS.values() for fault in faults(one, LAW, KNOWN)] == []
