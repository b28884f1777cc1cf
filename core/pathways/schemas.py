"""What comes in about portfolios: practice examples, wishes for a review and their answers, shares, awards told."""

from collections.abc import Sequence
from typing import Any

from marshmallow import post_load

from councilkit import fields
from councilkit.cpd.model import Standard
from councilkit.cpd.schemas import UNVERIFIED
from councilkit.pathways.portfolio import EXAMPLE_PARTS
from councilkit.register.schemas.common import Known
from councilkit.wording import N_

LONGEST = 4000
NO_NAMES = N_("Do not write names of people you work with.")
_HINTS = {
    "situation": N_("Where were you, and what was asked of you? Leave out who it was."),
    "impact": N_("For the people you support, for your team or for yourself."),
}
_EMPTY = {
    "situation": N_("Write what the situation was."),
    "did": N_("Write what you did."),
    "learnt": N_("Write what you learnt."),
}


def _part(name: str, label: str) -> fields.LongText:
    meta = {"label": label, "rows": 4, "privacy": NO_NAMES, **({"hint": _HINTS[name]} if name in _HINTS else {})}
    wrong = {"required": _EMPTY[name]} if name in _EMPTY else {}
    return fields.LongText(required=name in _EMPTY, max_length=LONGEST, metadata=meta, error_messages=wrong)


class ExampleSchema(Known):
    """A practice example with its reflection."""

    title = fields.Text(
        required=True,
        max_length=200,
        metadata={"label": N_("What is it about?"), "hint": N_("A few words, like a fall at night.")},
        error_messages={"required": N_("Write what it is about.")},
    )
    on = fields.IsoDate(
        required=True,
        latest="today",
        metadata={"label": N_("When?"), "choices": "recent"},
        error_messages={"required": N_("Choose the day")},
    )
    situation = _part(*EXAMPLE_PARTS[0])
    did = _part(*EXAMPLE_PARTS[1])
    learnt = _part(*EXAMPLE_PARTS[2])
    impact = _part(*EXAMPLE_PARTS[3])
    standards = fields.Choices(metadata={"label": N_("Which standards does it show?")})
    record = fields.Choice(
        metadata={
            "label": N_("Which learning does it belong to?"),
            "hint": N_("Leave this empty if it stands alone."),
            "widget": "select",
        }
    )
    version = fields.Version()

    @post_load
    def _whole(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {name: data.get(name) or "" for name in ("impact", "record")}


def standard_options(standards: Sequence[Standard]) -> list[tuple[str, str, str]]:
    """Standards to tick, each saying whether its heading was verified."""
    return [(each.code, f"{each.code} {each.title}", "" if each.checked else UNVERIFIED) for each in standards]
