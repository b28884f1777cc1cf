"""What a planner may suppose, as the page asks for it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from councilkit import fields
from councilkit.qualifications.model import MOST_YEARS
from councilkit.wording import N_

MOST_PEOPLE = 1_000_000
BY = (("part", N_("Part of the register")), ("employer", N_("Employer")), ("area", N_("Area")))


class ForecastSchema(Schema):
    """The groups, and what is supposed of the years to come."""

    by = fields.Choice(
        BY, load_default=None, metadata={"label": N_("Show groups by"), "needed": True, "widget": "radios"}
    )
    as_of = fields.IsoDate(
        load_default=None,
        earliest=date(2000, 1, 1),
        latest=date(2100, 1, 1),
        metadata={"label": N_("On which day?"), "hint": N_("Today where it is empty.")},
    )
    years = fields.Whole(
        load_default=None,
        least=1,
        most=MOST_YEARS,
        metadata={"label": N_("Over how many years?"), "needed": True, "hint": N_("From 1 to 20."), "width": 5},
    )
    joiners = fields.Amount(
        load_default=None,
        places=2,
        least=0,
        most=MOST_PEOPLE,
        metadata={"label": N_("Joiners a year"), "needed": True, "width": 5},
    )
    leavers = fields.Amount(
        load_default=None,
        places=2,
        least=0,
        most=MOST_PEOPLE,
        metadata={"label": N_("Leavers a year"), "needed": True, "width": 5},
    )
    arriving = fields.Amount(
        load_default=None,
        least=0,
        most=100,
        metadata={"label": N_("Of 100 joiners, how many arrive with the qualification?"), "needed": True, "width": 5},
    )
    judged = fields.Amount(
        load_default=None,
        least=0,
        most=100,
        metadata={"label": N_("Of 100 people whom a person must judge, how many lack it?"), "needed": True, "width": 5},
    )
    passed = fields.Whole(
        load_default=None, least=1, most=MOST_PEOPLE, metadata={"label": N_("So many pass"), "needed": True, "width": 5}
    )
    started = fields.Whole(
        load_default=None,
        least=1,
        most=MOST_PEOPLE,
        metadata={"label": N_("of so many who start"), "needed": True, "width": 5},
    )
    places = fields.Amount(
        load_default=None,
        least=0,
        most=MOST_PEOPLE,
        metadata={
            "label": N_("Training places that there are each year"),
            "hint": N_("Leave it empty to see how many are needed."),
            "width": 5,
        },
    )
    each = fields.Amount(
        load_default=None,
        least=0,
        most=MOST_PEOPLE,
        metadata={
            "label": N_("Training places that one employer can use each year"),
            "hint": N_("Leave it empty where there is no limit."),
            "width": 5,
        },
    )

    @validates_schema
    def passes(self, data: dict[str, Any], **_: Any) -> None:
        """No more can pass than start."""
        if (data["passed"] is None) != (data["started"] is None):
            raise ValidationError(N_("Enter both numbers, like 17 of 19."), "passed")
        if data["passed"] is not None and data["passed"] > data["started"]:
            raise ValidationError(N_("No more can pass than start. Mend one of the two numbers."), "passed")


def supposed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `Assumptions` from what was typed; what was left out is None."""

    def exact(name: str, part: int = 1) -> Fraction | None:
        return None if data.get(name) is None else Fraction(data[name]) / part

    return {
        "years": data.get("years"),
        "joiners": exact("joiners"),
        "leavers": exact("leavers"),
        "arriving": exact("arriving", 100),
        "judged": exact("judged", 100),
        "passing": Fraction(data["passed"], data["started"]) if data.get("passed") else None,
        "places": exact("places"),
        "each": exact("each"),
    }
