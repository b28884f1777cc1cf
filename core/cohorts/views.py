"""Office pages of cohorts: the list, one cohort, and what is changed there."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.cohorts import enrolling, link_views, report_views, schemas, services, surveys
from councilkit.cohorts.model import FINISHED, LEFT, STARTED, STATUSES, CohortSurveys, status_of
from councilkit.context import Context
from councilkit.errors import Conflict
from councilkit.register.model import Qualification
from councilkit.register.names import fold
from councilkit.register.pages.common import FormPage, form_page
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

blueprint = Blueprint("cohorts", __name__)
link_views.add_pages(blueprint)
report_views.add_pages(blueprint)

BOTH = ["GET", "POST"]
KINDS = {STARTED: "open", FINISHED: "done", LEFT: "ended"}


@blueprint.get("/office/cohorts")
@login_required
def cohorts() -> Response:
    """Every programme with its cohorts."""
    ctx = context()
    found = services.all_cohorts(ctx)
    return page(
        "cohorts/cohorts.html",
        programmes=services.all_programmes(ctx),
        cohorts=found,
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


def crumbs(title: str, cohort: services.Cohort | None = None) -> list[tuple[str | None, str]]:
    """Where a page is: the list, the cohort, and the page itself."""
    above: list[tuple[str | None, str]] = [(url_for("cohorts.cohorts"), N_("Cohorts"))]
    above += [(url_for("cohorts.cohort", code=cohort.row["code"]), cohort.row["title"])] if cohort else []
    return [*above, (None, title)]


@blueprint.route("/office/cohorts/programmes/new", methods=BOTH)
@login_required
def new_programme() -> AnyResponse:
    """A new programme."""
    ctx = context()
    require(ctx, "cohorts.change")
    title = N_("New programme")
    about = FormPage("programme", title, N_("Make this programme"), crumbs(title), done=N_("The programme is made."))

    def save(data: dict[str, Any]) -> str:
        services.make_programme(ctx, data)
        return url_for("cohorts.cohorts")

    choices = {
        "surveys": [(each.code, each.title) for each in ctx.catalogue.all(CohortSurveys)],
        "qualification": sorted(
            ((each.code, each.title) for each in ctx.catalogue.all(Qualification)), key=lambda each: fold(each[1])
        ),
    }
    return form_page(about, schemas.ProgrammeSchema(), dict, save, choices=choices)


@blueprint.route("/office/cohorts/new", methods=BOTH)
@login_required
def new_cohort() -> AnyResponse:
    """A new cohort with its sites."""
    ctx = context()
    require(ctx, "cohorts.change")
    title = N_("New cohort")
    intro = N_("Sites that the register does not know yet become organisations of the register.")
    about = FormPage("cohort", title, N_("Make this cohort"), crumbs(title), intro, N_("The cohort is made."))

    def save(data: dict[str, Any]) -> str:
        return url_for("cohorts.cohort", code=services.make_cohort(ctx, data)["code"])

    known = [(each["code"], each["title"]) for each in services.all_programmes(ctx)]
    values = {"programme": request.args.get("programme", "")}
    return form_page(about, schemas.CohortSchema(), lambda: values, save, choices={"programme": known})


@blueprint.get("/office/cohorts/<code>")
@login_required
def cohort(code: str) -> Response:
    """One cohort: its sites and learners, and its surveys."""
    ctx = context()
    found = services.read_cohort(ctx, code)
    may_link = permitted(ctx.actor, "cohorts.links")
    states = {each["id"]: status_of(each, ctx.today()) for each in found.learners}
    return page(
        "cohorts/cohort.html",
        cohort=found,
        progress=surveys.progress(ctx, found) if may_link else [],
        states=states,
        statuses=STATUSES,
        kinds=KINDS,
        counts=_counts(found, states),
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


def _counts(found: services.Cohort, states: dict[str, str | None]) -> list[dict[str, Any]]:
    """How many learners of each site stand where; sums last."""
    rows = []
    for site in found.sites:
        here = [states[each["id"]] for each in found.learners if each["site_id"] == site["id"]]
        rows.append({"name": site["name"], "all": len(here)} | {status: here.count(status) for status in STATUSES})
    total = {key: sum(row[key] for row in rows) for key in ("all", *STATUSES)}
    return [*rows, {"name": Sentence(N_("All sites")), **total}]


@blueprint.route("/office/cohorts/<code>/enrol", methods=BOTH)
@login_required
def enrol(code: str) -> AnyResponse:
    """Enrol one learner."""
    ctx = context()
    require(ctx, "cohorts.change")
    found = services.read_cohort(ctx, code)
    title = N_("Enrol a learner")
    intro = N_("The learner gets a mark drawn by chance. Answers are kept under the mark, never under the name.")
    about = FormPage("enrol", title, N_("Enrol"), crumbs(title, found), intro)

    def save(data: dict[str, Any]) -> str:
        mark = services.enrol(ctx, code, data)
        flash(Sentence(N_("Enrolled. The learner's mark is %(mark)s."), mark=mark), "done")
        return url_for("cohorts.cohort", code=code)

    sites = {"site": [(site["id"], site["name"]) for site in found.sites]}
    values = {"started_on": found.row["starts_on"]}
    return form_page(about, schemas.learner_of(found.row, ctx.today()), lambda: values, save, choices=sites)


@blueprint.route("/office/cohorts/<code>/enrol-file", methods=BOTH)
@login_required
def enrol_file(code: str) -> AnyResponse:
    """Enrol many learners by a CSV file; refused rows are shown with their lines."""
    ctx = context()
    require(ctx, "cohorts.change")
    found = services.read_cohort(ctx, code)
    title = N_("Enrol by file")
    shown: dict[str, Any] = {"cohort": found, "read": None}
    about = FormPage("enrol-file", title, N_("Enrol"), crumbs(title, found), template="cohorts/file.html", shown=shown)

    def save(data: dict[str, Any]) -> str:
        shown["read"] = enrolling.enrol_file(ctx, code, data["file"].stream)
        return url_for("cohorts.cohort", code=code)

    answer = form_page(about, schemas.LearnersFileSchema(), dict, save)
    read = shown["read"]
    if read is None or not read.refused:
        if read is not None:
            flash(_("The file was read. Enrolled: %(count)s.", count=read.enrolled), "done")
        return answer
    return page("cohorts/file_read.html", 422, read=read, cohort=found, about=about)


@blueprint.route("/office/cohorts/<code>/learners/<pseudonym>", methods=BOTH)
@login_required
def learner(code: str, pseudonym: str) -> AnyResponse:
    """Say where a learner stands."""
    ctx = context()
    require(ctx, "cohorts.change")
    title = N_("Where a learner stands")
    row = services.find_learner(ctx, code, pseudonym)
    found = services.read_cohort(ctx, code)
    name = found.known.get(row["id"], {}).get("name", "")
    identity = (name, "", [(N_("Mark"), pseudonym), (N_("First day"), row["started_on"])])
    about = FormPage(
        "learner",
        title,
        N_("Save"),
        crumbs(title, found),
        done=N_("Saved."),
        template="cohorts/learner.html",
        shown={"identity": identity, "cohort": found, "pseudonym": pseudonym, "named": bool(name)},
    )

    def save(data: dict[str, Any]) -> str:
        services.set_status(ctx, code, pseudonym, data)
        return url_for("cohorts.cohort", code=code)

    return form_page(about, schemas.StatusSchema(), lambda: _standing(ctx, code, pseudonym), save)


def _standing(ctx: Context, code: str, pseudonym: str) -> dict[str, Any]:
    row = services.find_learner(ctx, code, pseudonym)
    on = row["finished_on"] or row["left_on"]
    status = FINISHED if row["finished_on"] else LEFT if row["left_on"] else STARTED
    return {"version": row["version"], "status": status, "on": on, "reason": row["left_reason"]}


@blueprint.get("/office/cohorts/<code>/forget")
@blueprint.get("/office/cohorts/<code>/learners/<pseudonym>/forget")
@login_required
def confirm_forget(code: str, pseudonym: str = "") -> Response:
    """The second step before it can no longer be told who the learners are, or one of them is."""
    ctx = context()
    require(ctx, "cohorts.keys")
    found = services.read_cohort(ctx, code)
    one = services.find_learner(ctx, code, pseudonym)["pseudonym"] if pseudonym else found.row["title"]
    return page(
        "confirm.html",
        question=Sentence(N_("Delete names for good: %(cohort)s?"), cohort=one),
        sentences=[
            N_("Answers stay, and they stay linked to each other by the learner's mark."),
            N_("Nobody can tell any more whose answers they are. This cannot be undone."),
            N_("Links can still be made, but you cannot tell whom to send them to."),
        ],
        action=url_for("cohorts.forget", code=code, pseudonym=pseudonym or None),
        button=N_("Yes, delete the names"),
        back_url=url_for("cohorts.cohort", code=code),
    )


@blueprint.post("/office/cohorts/<code>/forget")
@blueprint.post("/office/cohorts/<code>/learners/<pseudonym>/forget")
@login_required
def forget(code: str, pseudonym: str = "") -> AnyResponse:
    """Delete the keys of a cohort, or of one learner."""
    try:
        services.forget(context(), code, pseudonym)
        flash(Sentence(N_("The names are deleted.")), "done")
    except Conflict as conflict:
        flash(conflict.message, "waiting")
    return redirect(url_for("cohorts.cohort", code=code), 303)
