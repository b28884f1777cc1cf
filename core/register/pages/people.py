"""Office pages of people: add, change, name, qualification, employment, and the link for their account."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask_login import login_required
from marshmallow import Schema
from werkzeug.wrappers import Response as AnyResponse

from councilkit import fields, forms
from councilkit.accounts import services as accounts
from councilkit.accounts.services import require
from councilkit.database import new_id
from councilkit.errors import NotFound
from councilkit.law.requirements import RequirementSet, roles_of
from councilkit.register import schemas
from councilkit.register.letters import has_account
from councilkit.register.model import full_name
from councilkit.register.pages.common import FormPage, form_page, own_path, typed_again
from councilkit.register.services import desk, files, people
from councilkit.register.services.recusal import require_officer
from councilkit.web import context, page
from councilkit.wording import N_

BOTH = ["GET", "POST"]


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of people."""
    blueprint.add_url_rule("/my/details", "details", details, methods=BOTH)
    blueprint.add_url_rule("/office/people/add", "add_person", add_person, methods=BOTH)
    base = "/office/people/<person_id>"
    blueprint.add_url_rule(f"{base}/change", "change_person", change_person, methods=BOTH)
    blueprint.add_url_rule(f"{base}/names", "add_name", add_name, methods=BOTH)
    blueprint.add_url_rule(f"{base}/qualifications", "add_qualification", add_qualification, methods=BOTH)
    blueprint.add_url_rule(f"{base}/work", "add_employment", add_employment, methods=BOTH)
    blueprint.add_url_rule(f"{base}/work/<employment_id>", "end_employment", end_employment, methods=BOTH)
    blueprint.add_url_rule(f"{base}/account", "account_link", account_link, methods=BOTH)


@login_required
def details() -> AnyResponse:
    """My details: email, phone and postal address."""
    ctx = context()
    person_id = ctx.actor.person_id
    if person_id is None:
        raise NotFound("Your account is not linked to a register entry, so it has no details here.")
    about = FormPage(
        "details",
        N_("My details"),
        N_("These are right: save"),
        [(url_for("standing.my"), N_("My page")), (None, N_("My details"))],
        N_("We write to you at this address and number. Are they right?"),
        N_("Saved. Thank you for checking."),
    )

    def save(data: dict[str, Any]) -> str:
        people.change_contact(ctx, person_id, data)
        return own_path(request.args.get("next"), url_for("standing.my"))

    before = partial(desk.person_version, ctx, person_id)
    return form_page(about, schemas.ContactSchema(), lambda: files.read_person(ctx, person_id), save, before=before)


@login_required
def add_person() -> AnyResponse:
    """Add a person to the records, without an entry."""
    ctx = context()
    require(ctx, "register.person")
    crumbs = [(url_for("standing.people"), N_("People")), (None, N_("Add a person"))]
    about = FormPage("add_person", N_("Add a person"), N_("Add this person"), crumbs, done=N_("Added."))
    if request.method == "POST" and "sure" not in request.form:
        form = forms.read(schemas.PersonSchema(), request.form, name=about.name, today=ctx.today())
        found = people.alike(ctx, form.data) if form.valid else []
        if found and "back" in request.form:
            return page("register/form.html", form=form, about=about)
        if found:
            return page("register/alike.html", about=about, alike=found, typed=typed_again())

    def save(data: dict[str, Any]) -> str:
        return _page_of(people.add_person(ctx, data, [row["id"] for row in people.alike(ctx, data)]))

    return form_page(about, schemas.PersonSchema(), _new, save)


def _new() -> dict[str, Any]:
    return {"id": new_id()}


def _page_of(person_id: str) -> str:
    return url_for("standing.person", person_id=person_id)


def _about(person_id: str, name: str, title: str, button: str, intro: str = "", done: str = N_("Saved.")) -> FormPage:
    """A form page about one person, for those who may change their record."""
    require_officer(context(), "register.person", person_id)
    person = files.read_person(context(), person_id)
    crumbs = [(url_for("standing.people"), N_("People")), (_page_of(person_id), full_name(person)), (None, title)]
    return FormPage(name, title, button, crumbs, intro, done)


@login_required
def change_person(person_id: str) -> AnyResponse:
    """Change a person's record."""
    ctx = context()
    about = _about(person_id, "change_person", N_("Change the record"), N_("Save"))
    schema = schemas.PersonChangeSchema(exclude=("id",))

    def save(data: dict[str, Any]) -> str:
        people.change_person(ctx, person_id, data)
        return _page_of(person_id)

    before = partial(desk.person_version, ctx, person_id)
    return form_page(about, schema, lambda: files.read_person(ctx, person_id), save, before=before)


@login_required
def add_name(person_id: str) -> AnyResponse:
    """Add a former name or the name in another script."""
    about = _about(
        person_id,
        "add_name",
        N_("Add a name"),
        N_("Add this name"),
        N_("The public search finds people by these names too."),
    )
    return _added(about, schemas.NameSchema(), people.add_name, person_id)


@login_required
def add_qualification(person_id: str) -> AnyResponse:
    """Add a qualification."""
    about = _about(person_id, "add_qualification", N_("Add a qualification"), N_("Add this qualification"))
    return _added(about, schemas.QualificationSchema(), people.add_qualification, person_id)


@login_required
def add_employment(person_id: str) -> AnyResponse:
    """Add an employment."""
    about = _about(person_id, "add_employment", N_("Add an employment"), N_("Add this employment"))
    known = roles_of(*(each.requirement for each in context().catalogue.all(RequirementSet)))
    roles = {"role": [(role, role) for role in sorted(known)]}
    return _added(about, schemas.EmploymentSchema(), people.add_employment, person_id, choices=roles)


def _added(about: FormPage, schema: Schema, add: Any, person_id: str, **more: Any) -> AnyResponse:
    def save(data: dict[str, Any]) -> str:
        add(context(), person_id, data)
        return _page_of(person_id)

    return form_page(about, schema, _new, save, **more)


class EndSchema(Schema):
    """The end of an employment."""

    ends_on = fields.IsoDate(required=True, earliest=schemas.EARLIEST, metadata={"label": N_("Last day")})
    version = fields.Version(required=True)


@login_required
def end_employment(person_id: str, employment_id: str) -> AnyResponse:
    """Say when an employment ended."""
    ctx = context()
    about = _about(person_id, "end_employment", N_("End an employment"), N_("Save"))

    def values() -> Any:
        found = next((row for row in files.read_file(ctx, person_id).work if row["id"] == employment_id), None)
        if found is None:
            raise NotFound("This employment is not there any more. Go back and look again.")
        return found

    def save(data: dict[str, Any]) -> str:
        people.end_employment(ctx, person_id, employment_id, data["ends_on"], data["version"])
        return _page_of(person_id)

    return form_page(about, EndSchema(), values, save)


@login_required
def account_link(person_id: str) -> AnyResponse:
    """Make the one-time link by which a person makes their own account."""
    ctx = context()
    about = _about(person_id, "account_link", N_("Link for their account"), N_("Make the link"))
    if has_account(ctx, person_id):
        return page("register/account_link.html", 409 if request.method == "POST" else 200, about=about, has_one=True)
    token = accounts.claim_link(ctx, person_id) if request.method == "POST" else ""
    address = f"{ctx.config.server_public_url.rstrip('/')}{url_for('accounts.link', token=token)}" if token else ""
    return page("register/account_link.html", about=about, address=address, has_one=False)
