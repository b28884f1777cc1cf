"""Verbs of documents: print one for a registration."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.documents.brand import brand
from councilkit.documents.model import Document
from councilkit.documents.render import render
from councilkit.errors import NotFound, Problem
from councilkit.register import store
from councilkit.register.model import number_key
from councilkit.speech import plugin_folders

ACTION = "documents.print"
TEMPLATES = Path(__file__).parent


def find(ctx: Context, number: str, part: str | None = None) -> Mapping[str, Any]:
    """The registration of a number; `part` says which one where parts number alike."""
    with ctx.reading() as connection:
        found = [row for row in store.by_number(connection, number_key(number)) if part in (None, row["part"])]
    if not found:
        raise NotFound(f"There is no registration {number}{f' in the part {part}' if part else ''}. Check the number.")
    if len(found) > 1:
        parts = " or ".join(row["part"] for row in found)
        raise Problem(f"There are {len(found)} registrations {number}: say which part, {parts}.", "part")
    return found[0]


def print_document(
    ctx: Context, code: str, registration: Mapping[str, Any], *, as_of: date | None = None, language: str | None = None
) -> bytes:
    """The PDF of a document about a registration, for the office and for the person it is about."""
    require(ctx, ACTION, registration["person_id"])
    document = ctx.catalogue.get(Document, code)
    day = as_of or ctx.today()
    spoken = language or ctx.config.council_languages[0]
    folders = plugin_folders(ctx)
    values = {
        "council": asdict(brand(ctx.config)),
        "issued_on": ctx.today(),
        "checked": ctx.now().astimezone(ctx.config.zone) if day == ctx.today() else day,
        **document.context(ctx, registration, day, spoken),
    }
    return render(document.template, values, base=TEMPLATES, language=spoken, folders=folders)
