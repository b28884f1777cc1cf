"""What comes in by the pages of staff and by the entry of a code."""

from typing import Any

from marshmallow import Schema

from councilkit.fields import Text
from councilkit.wording import N_


class Enter(Schema):
    """The page on which a respondent enters a code; the service tidies it."""

    code = Text(
        required=True,
        max_length=80,
        error_messages={"required": N_("Enter your code. It has 16 letters and digits.")},
        metadata={
            "label": N_("Your code"),
            "hint": N_(
                "16 letters and digits, for example 7KQ2-M4TB-09XA-CD3F. Capital or small letters are the same."
            ),
            "autocomplete": "off",
            "spellcheck": "false",
            "width": "20",
        },
    )


def code_of(form: Any) -> str:
    """The code of a form that was read."""
    return str(form.data["code"])
