"""Employers and training providers that a registrant may name: their own employers, and others by name."""

from collections.abc import Mapping
from typing import Any

from councilkit.context import Context
from councilkit.errors import Invalid
from councilkit.pathways import store
from councilkit.pathways.schemas import OTHER
from councilkit.register.names import organisation_key
from councilkit.register.store import organisation_named
from councilkit.wording import N_

Row = Mapping[str, Any]
NOT_KNOWN = N_("The register knows no employer of this name. Write it as it stands on its papers.")


def places(ctx: Context, person_id: str) -> list[tuple[str, str]]:
    """The employers that a person works for today, and another one."""
    with ctx.reading() as connection:
        found = store.employers_of(connection, person_id, ctx.today())
    return [*((row["id"], row["name"]) for row in found), (OTHER, N_("Another one"))]


def organisation_of(ctx: Context, given: Row) -> str:
    """The id of the organisation that was chosen or named; Invalid where the register knows none of this name."""
    if given["place"] != OTHER:
        return str(given["place"])
    with ctx.reading() as connection:
        found = organisation_named(connection, organisation_key(given["named"]))
    if found is None:
        raise Invalid({"named": [NOT_KNOWN]})
    return str(found["id"])
