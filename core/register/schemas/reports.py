"""What an officer says of a report of an employer."""

from marshmallow import Schema

from councilkit import fields
from councilkit.register.schemas.common import STAFF_ONLY
from councilkit.wording import N_


class ReportSchema(Schema):
    """What was done about it."""

    done = fields.LongText(
        required=True,
        max_length=2000,
        metadata={"label": N_("What was done about it?"), "privacy": STAFF_ONLY, "rows": 4},
        error_messages={"required": N_("Say what was done about it.")},
    )
    version = fields.Version(required=True)
