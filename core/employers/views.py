"""Pages of employers: their own staff, numbers to check, what they are asked to confirm or to endorse."""

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.context import Context
from councilkit.employers import confirming, inviting, numbers, schemas, services, staff
from councilkit.employers.model import GROUPS, MUST_NOT_WORK
from councilkit.errors import NotFound, Problem
from councilkit.register.model import RegisterPart, full_name
from councilkit.register.pages.common import FormPage, form_page, part_title
from councilkit.register.schemas import EndorsementSchema
from councilkit.register.services import endorsing
from councilkit.standing.answers import must_not_work, profession_of
from councilkit.standing.limits import Limiter
from councilkit.web import context, language, page
from councilkit.wording import N_, Sentence

blueprint = Blueprint("employers", __name__)
inviting.add_pages(blueprint)

BOTH = ["GET", "POST"]
CHECKS = 10  # lists of numbers a minute from one account


@blueprint.get("/employer")
@login_required
def overview() -> Response:
    """Everybody who works for the employer, by what must be done; and what the employer is asked."""
    ctx = context()
    group, part = request.args.get("group", ""), request.args.get("part", "")
    listing = staff.read_listing(ctx, group, part, _page_number())
    reports, chosen = services.reported(ctx), group if group in GROUPS else ""
    return page(
        "employers/staff.html",
        listing=listing,
        staff=listing.staff,
        first=[each for each in listing.sections if not chosen and each.group in MUST_NOT_WORK],
        rest=[each for each in listing.sections if chosen or each.group not in MUST_NOT_WORK],
        chosen=chosen,
        part=part,
        groups=GROUPS,
        part_title=part_title,
        must_not=_must_not,
        page_url=lambda number: url_for("employers.overview", group=group, part=part, page=number),
        asked_time={row["condition_id"]: row for row in reports if row["kind"] == "more_time"},
        never=[row for row in reports if row["kind"] == "never_worked"],
        conditions=confirming.asked_to_confirm(ctx),
        applications=endorsing.asked_of_employer(ctx),
        today=ctx.today(),
        form=_numbers_form(),
        wide=True,
    )


def _must_not(part: str) -> Sentence:
    """The warning about somebody who may not work as what a part registers."""
    catalogue = context().catalogue
    found = catalogue.get(RegisterPart, part) if catalogue.has(RegisterPart, part) else None
    return must_not_work(profession_of(found, part, language()))


def _page_number() -> int:
    typed = request.args.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1


def _numbers_form() -> forms.Form:
    return forms.show(schemas.NumbersSchema(), name="numbers")


@blueprint.route("/employer/check", methods=BOTH)
@login_required
def check() -> AnyResponse:
    """What the register says of the numbers that were typed."""
    ctx = context()
    if request.method == "GET":
        return _checked(ctx, _numbers_form())
    form = forms.read(schemas.NumbersSchema(), request.form, name="numbers", today=ctx.today())
    if not form.valid:
        return _checked(ctx, form, status=422)
    _limiter().take(ctx.actor.id)
    try:
        return _checked(ctx, form, numbers.check_numbers(ctx, form.data["numbers"], language()))
    except Problem as refused:
        if "numbers" not in refused.fields:
            raise
        return _checked(ctx, form.refuse(refused), status=422)


def _limiter() -> Limiter:
    limiter: Limiter = current_app.extensions.setdefault("councilkit.checks", Limiter(CHECKS, 60))
    return limiter


def _checked(ctx: Context, form: forms.Form, found: Any = (), status: int = 200) -> Response:
    endorsing.own_organisation(ctx)
    return page("employers/check.html", status, form=form, found=found, checked_at=ctx.now(), wide=True)


def _about(name: str, title: str, button: str, done: str, intro: str = "", **more: Any) -> FormPage:
    crumbs = ((url_for("employers.overview"), N_("Your people")), (None, title))
    shown = more.pop("shown", {})
    return FormPage(name, title, button, crumbs, intro, done, shown=shown, **more)


@blueprint.route("/employer/conditions/<condition_id>", methods=BOTH)
@login_required
def confirm(condition_id: str) -> AnyResponse:
    """Confirm that a condition is fulfilled: who does so, for whom, and what it means."""
    ctx = context()
    found = confirming.find_asked(ctx, condition_id)
    about = _about(
        "confirm",
        N_("Confirm that this is fulfilled"),
        N_("Confirm"),
        N_("Confirmed. The council and the person concerned see it at once."),
        Sentence(CONFIRMING, name=ctx.actor.name, employer=_employer(ctx)),
        shown={"identity": _condition(found)},
        template="standing/asked_once_more.html",
    )
    return form_page(
        about,
        schemas.ConfirmSchema(exclude=("id",)),
        lambda: {"version": found["version"]},
        _then(lambda data: confirming.confirm(ctx, condition_id, data)),
    )


CONFIRMING = N_(
    "You confirm this as %(name)s, for %(employer)s. Your name and the day are recorded and shown to the council. "
    "Only the council can take it back."
)


def _employer(ctx: Context) -> str:
    organisation = endorsing.own_organisation(ctx)
    return str(organisation["name"]) if organisation else ""


def _condition(found: dict[str, Any]) -> tuple[str, str, list[tuple[str, Any]]]:
    """The identity bar of a condition: whose it is, what it asks, since when and by when."""
    title = found["title"]
    facts = [(N_("Condition"), Sentence(title)), (N_("Since"), found["imposed_on"])]
    facts += [(N_("To be fulfilled by"), found["due_on"])] if found["due_on"] else []
    facts += [(N_("In words"), found["wording"])] if found["wording"] else []
    return full_name(found), found["number"], facts


def _then(act: Any) -> Any:
    """Do it with what was sent, then go back to the staff."""

    def save(data: dict[str, Any]) -> str:
        act(data)
        return url_for("employers.overview")

    return save


@blueprint.route("/employer/conditions/<condition_id>/time", methods=BOTH)
@login_required
def more_time(condition_id: str) -> AnyResponse:
    """Tell the office that a condition is not fulfilled yet."""
    ctx = context()
    found = confirming.find_asked(ctx, condition_id)
    about = _about(
        "more_time",
        N_("Not fulfilled: we need more time"),
        N_("Send this note"),
        N_("Sent. An officer of the council looks at it."),
        N_("This changes nothing by itself: the condition stays open, and the council decides what follows."),
        shown={"identity": _condition(found)},
    )
    return form_page(
        about, schemas.MoreTimeSchema(), dict, _then(lambda data: confirming.ask_for_time(ctx, condition_id, data))
    )


@blueprint.route("/employer/staff/<public_id>", methods=BOTH)
@login_required
def left(public_id: str) -> AnyResponse:
    """Say that somebody does not work here."""
    ctx = context()
    person = services.find_member(ctx, public_id)
    about = _about(
        "left",
        N_("This person does not work here"),
        N_("Tell the council"),
        N_("Recorded. The council sees it at once."),
        N_("Nothing is deleted: the employment gets a last day. The person and the council see that you reported it."),
        template="employers/left.html",
        shown={"identity": (full_name(person), "", [(N_("Public id"), person["public_id"])])},
    )
    return form_page(about, schemas.EndSchema(), dict, _then(lambda data: services.report_end(ctx, public_id, data)))


@blueprint.route("/employer/applications/<application_id>", methods=BOTH)
@login_required
def endorse(application_id: str) -> AnyResponse:
    """Say whether an applicant who names this employer works here, as what, and whether they are fit."""
    ctx = context()
    asked = next((each for each in endorsing.asked_of_employer(ctx) if each.id == application_id), None)
    if asked is None:
        raise NotFound(endorsing.NOT_ASKED)
    facts = [(N_("Reference"), asked.reference), (N_("Register"), part_title(asked.part))]
    facts.append((N_("Applied on"), asked.received_at.date()))
    if asked.grace:
        facts.append((N_("Work before registration"), asked.grace.sentence(ctx.today())))
    about = _about(
        "endorse",
        N_("An applicant names you as employer"),
        N_("Send this answer"),
        N_("Sent. The council sees your answer beside the application. You can change it until the decision."),
        N_("The council decides on the application. Your answer is part of the evidence."),
        template="employers/endorse.html",
        shown={"identity": (asked.name, "", facts)},
    )
    return form_page(
        about,
        EndorsementSchema(),
        lambda: asked.answer or {},
        _then(lambda data: endorsing.endorse(ctx, application_id, data)),
    )
