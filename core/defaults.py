"""What the core itself declares, through the same hooks as a plugin."""

from typing import Any

from councilkit.api import RegisterPart, hookimpl


@hookimpl(trylast=True)
def registration_number(part: RegisterPart, person: Any, sequence: int) -> str:
    """The part's own number format, filled with the next number of its sequence."""
    return part.number_format.format(sequence=sequence)
