"""Office pages of doubled records: the list, compare and merge, and undo."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields
from councilkit.accounts.model import permitted
from councilkit.errors import Problem
from councilkit.register import schemas
from councilkit.register.decisions import taken_over
from councilkit.register.model import full_name
from councilkit.register.pages.common import FormPage, form_page
from councilkit.register.services import merges, people
from councilkit.register.services.files import PersonFile, read_file, read_person
from councilkit.register.services.recusal import is_self, require_officer
from councilkit.web import context, page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of doubled records."""
    blueprint.add_url_rule("/office/duplicates", "duplicates", duplicates)
    blueprint.add_url_rule("/office/duplicates/<duplicate_id>", "duplicate", duplicate, methods=BOTH)
    blueprint.add_url_rule("/office/duplicates/<duplicate_id>/different", "different", different, methods=["POST"])
    blueprint.add_url_rule("/office/people/<person_id>/same", "same_person", same_person, methods=BOTH)
    blueprint.add_url_rule("/office/merges/<merge_id>/undo", "undo_merge", undo_merge, methods=["POST"])


@login_required
def duplicates() -> Response:
    """Pairs that may be one person."""
    return page("register/duplicates.html", pairs=merges.list_duplicates(context()), wide=True)


@login_required
def duplicate(duplicate_id: str) -> AnyResponse:
    """Compare two records, then merge them or say that they are two people."""
    ctx = context()
    pair = merges.read_pair(ctx, duplicate_id)
    files = [read_file(ctx, pair[key]) for key in ("first_id", "second_id")]
    if files[0].person["id"] == files[1].person["id"] or pair["settled"]:
        flash(N_("This was settled already."), "note")
        return redirect(url_for("standing.person", person_id=files[0].person["id"]))
    names = [(f.person["id"], _told_apart(f)) for f in files]
    about = FormPage(
        "merge",
        N_("The same person?"),
        N_("Merge the two records"),
        [(url_for("register.duplicates"), N_("Possible duplicates")), (None, N_("Compare"))],
        template="register/duplicate.html",
        kind="stop",
        shown={
            "files": files,
            "pair": pair,
            "taken": [_taken(files[0].person, files[1].person), _taken(files[1].person, files[0].person)],
            "own": any(is_self(ctx, id) for id, _ in names),
            "may_merge": permitted(ctx.actor, "register.merge"),
            "wide": True,
        },
    )

    def save(data: dict[str, Any]) -> str:
        kept = data["kept_id"]
        other = next(id for id, _ in names if id != kept)
        merges.merge_people(ctx, kept, other, data["reason"])
        flash(N_("Merged. Both public ids lead to the kept record. You can undo this there."), "done")
        return url_for("standing.person", person_id=kept)

    values = {"kept_id": _fuller(files)}
    return form_page(about, schemas.MergeSchema(), lambda: values, save, choices={"kept_id": names})


def _taken(kept: Any, merged: Any) -> list[tuple[str, Any]]:
    """What the kept record would take over, in words."""
    known = schemas.PersonSchema().fields
    words = {"gender": dict(schemas.GENDERS), "settlement": dict(schemas.SETTLEMENTS)}
    found = taken_over(kept, merged)
    return [
        (str(known[name].metadata["label"]), words.get(name, {}).get(value, value)) for name, value in found.items()
    ]


def _told_apart(file: PersonFile) -> str:
    numbers = ", ".join(row["number"] for row in file.registrations)
    return " – ".join(filter(None, (full_name(file.person), file.person["public_id"], numbers)))


def _fuller(files: list[PersonFile]) -> str:
    """The record that holds more is offered first."""
    best = max(files, key=lambda f: len(f.registrations) + len(f.qualifications) + len(f.work) + len(f.applications))
    return str(best.person["id"])


@login_required
def different(duplicate_id: str) -> AnyResponse:
    """Two people, not one."""
    merges.settle_different(context(), duplicate_id, posted_version())
    flash(N_("Settled: two people."), "done")
    return redirect(url_for("register.duplicates"))


class SameSchema(Schema):
    """Whom a record may be the same as."""

    other = fields.Text(required=True, metadata={"label": N_("Public id or registration number of the other record")})
    why = fields.Text(required=True, max_length=200, metadata={"label": N_("Why do you think so?")})


@login_required
def same_person(person_id: str) -> AnyResponse:
    """Note that two records may be of one person."""
    ctx = context()
    require_officer(ctx, "register.propose", person_id)
    person = read_person(ctx, person_id)
    crumbs = [(url_for("standing.person", person_id=person_id), full_name(person)), (None, N_("Same person?"))]
    about = FormPage("same_person", N_("Same person as somebody else?"), N_("Compare the two records"), crumbs)

    def save(data: dict[str, Any]) -> str:
        found = people.find_people(ctx, data["other"])
        others = [row for row in found if row["id"] != person_id and not row.get("by_sound")]
        if len(others) != 1:
            raise Problem(N_("No single other record has this id or number. Type it exactly."), "other")
        pair = merges.propose_duplicate(ctx, person_id, others[0]["id"], data["why"])
        return url_for("register.duplicate", duplicate_id=pair)

    return form_page(about, SameSchema(), lambda: {"other": request.args.get("other", "")}, save)


@login_required
def undo_merge(merge_id: str) -> AnyResponse:
    """Take a merge back."""
    merged_id = merges.undo_merge(context(), merge_id)
    flash(N_("Undone. The two records are apart again."), "done")
    return redirect(url_for("standing.person", person_id=merged_id))
