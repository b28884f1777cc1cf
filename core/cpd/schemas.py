"""What a learning record must look like: one schema for the page, the JSON route and the import (cpd.csv)."""

import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, post_load, pre_load, validates_schema

from councilkit import fields
from councilkit.cpd.files import ACCEPT
from councilkit.cpd.model import KINDS, LearningFramework
from councilkit.cpd.requirements import unit_of
from councilkit.wording import N_, Sentence

MOST = Decimal(1000)
UNIT_CHOICES = (("hour", N_("hours")), ("credit", N_("credits")), ("piece", N_("pieces")), ("day", N_("days")))
CSV_COLUMNS = (
    "registration_number",
    "on",
    "title",
    "category",
    "kind",
    "amount",
    "unit",
    "provider",
    "standards",
    "reflection",
    "peer_reflection",
    "impact_on",
    "impact",
    "evidence",
    "part",
)
UNVERIFIED = N_("Not yet verified against the source.")
_TEXTS = ("category", "kind", "provider", "reflection", "peer_role", "impact_on", "impact", "evidence")


class RecordSchema(Schema):
    """One learning record; loads every key, with empty text for what was left out."""

    title = fields.Text(
        required=True,
        max_length=300,
        metadata={"label": N_("What did you do?"), "privacy": N_("Do not write names of people you work with.")},
        error_messages={"required": N_("Enter what you did.")},
    )
    on = fields.IsoDate(
        required=True,
        latest="today",
        metadata={
            "label": N_("When?"),
            "choices": "recent",
            "hint": N_("For a course over several days, choose its last day."),
        },
        error_messages={"required": N_("Choose the day.")},
    )
    amount = fields.Amount(required=True, least=Decimal("0.01"), most=MOST, metadata={"label": N_("How much?")})
    unit = fields.Choice(UNIT_CHOICES, load_default="hour")
    category = fields.Code(
        max_length=60, pattern=r"[\w.:/ -]+", example="team_learning", metadata={"label": N_("What kind?")}
    )
    kind = fields.Choice(KINDS, metadata={"label": N_("Formal or informal?")})
    provider = fields.Text(
        max_length=200, metadata={"label": N_("Who ran it?"), "hint": N_("A trainer, employer or website.")}
    )
    standards = fields.Choices(metadata={"label": N_("Which standards does it help you meet?")})
    reflection = fields.LongText(
        metadata={"label": N_("What will you do differently?"), "hint": N_("One line is enough.")}
    )
    peer_reflection = fields.YesNo(metadata={"label": N_("I talked it over with someone")})
    impact_on = fields.Code(
        max_length=60,
        pattern=r"[\w.:/ -]+",
        example="service",
        metadata={"label": N_("On whom did it have an impact?")},
    )
    impact = fields.LongText(
        metadata={
            "label": N_("What difference did it make?"),
            "hint": N_("It counts only together with what you will do differently."),
        }
    )
    evidence = fields.Text(max_length=500)

    @pre_load
    def _split(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Standards may come as one text, parted by semicolons, as in cpd.csv."""
        found = dict(data)
        if isinstance(found.get("standards"), str):
            found["standards"] = [code.strip() for code in found["standards"].split(";") if code.strip()]
        return found

    @post_load
    def _whole(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {name: data.get(name) or "" for name in _TEXTS if name in data}


class RowSchema(RecordSchema):
    """A row of cpd.csv; `part` is asked only where one number stands in two parts of the register."""

    registration_number = fields.Code(required=True, pattern=r"[\w./ -]+", example="104223", max_length=40)
    part = fields.Code(max_length=40, example="ni.social_worker")

    class Meta:
        fields = CSV_COLUMNS


class _FormSchema(RecordSchema):
    """What every form of a record has beyond the record itself."""

    peer_role = fields.Text(
        max_length=120,
        metadata={
            "label": N_("Who did you talk to?"),
            "hint": N_("Their role, not their name, like senior social worker."),
        },
    )
    evidence = fields.Upload(  # type: ignore[assignment] # a page brings the file itself
        metadata={"label": N_("Photo or file"), "hint": N_("A picture, or a PDF."), "accept": ACCEPT}
    )
    version = fields.Version()

    @validates_schema
    def _known(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("peer_role") and "@" in data["peer_role"]:
            raise ValidationError(Sentence(N_("Write the person's role, not an address.")), "peer_role")


_AMOUNTS = {
    "hour": fields.Duration(required=True, most=MOST, metadata={"label": N_("How long?"), "choices": "usual"}),
    "credit": fields.Amount(
        required=True,
        least=Decimal("0.01"),
        most=MOST,
        metadata={"label": N_("How many credits?"), "width": 5},
        error_messages={"required": N_("Enter how many credits, like 2 or 1.5.")},
    ),
    "day": fields.Amount(
        required=True,
        least=Decimal("0.01"),
        most=MOST,
        metadata={"label": N_("How many days?"), "width": 5, "hint": N_("For example 1 or 0.5.")},
        error_messages={"required": N_("Enter how many days, like 1 or 0.5.")},
    ),
}


@functools.lru_cache(maxsize=128)
def form_schema(framework: LearningFramework | None, unit: str | None = None) -> Schema:
    """The form of a record under a framework: its unit decides how much is asked, its categories whether a kind is.

    `unit` is given when a record is changed that was logged in another unit.
    """
    counted = unit or unit_of(framework)
    made = type("LearningForm", (_FormSchema,), _asked(framework, counted))
    left_out = [name for name, there in _needed(framework, counted).items() if not there]
    schema: Schema = made(exclude=["unit", *left_out])
    return schema


def _asked(framework: LearningFramework | None, unit: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"amount": _AMOUNTS[unit]} if unit in _AMOUNTS else {}
    if framework and framework.categories:
        kinds = [(each.code, each.title) for each in framework.categories]
        asked["category"] = fields.Choice(
            kinds,
            required=framework.counts_categories,
            metadata={"label": N_("What kind?")},
            error_messages={"required": N_("Choose what kind it was.")},
        )
    if framework and framework.standards:
        shown = [
            (each.code, f"{each.code} {each.title}", "" if each.checked else UNVERIFIED) for each in framework.standards
        ]
        asked["standards"] = fields.Choices(shown, metadata=_drawn_like("standards"))
    if framework and framework.impacts:
        kinds = [(each.code, each.title) for each in framework.impacts]
        asked["impact_on"] = fields.Choice(kinds, metadata=_drawn_like("impact_on") | {"widget": "select"})
    return asked


def _drawn_like(name: str) -> dict[str, Any]:
    return dict(RecordSchema._declared_fields[name].metadata)


def _needed(framework: LearningFramework | None, unit: str) -> dict[str, bool]:
    categories = framework.categories if framework else ()
    return {
        "amount": unit != "piece",
        "category": bool(categories),
        "kind": not categories or any(not each.kind for each in categories),
        "standards": bool(framework and framework.standards),
        "impact_on": bool(framework and framework.impacts),
        "impact": bool(framework and framework.impacts),
    }


def any_form() -> Schema:
    """The form with every box that any framework asks for, to keep a draft of."""
    return _FormSchema()
