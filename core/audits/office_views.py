"""The office's pages of audits: every draw, one draw, a new one, and the proof to hand out."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.audits import case_views, schemas
from councilkit.audits.model import OUTCOMES, STATES, reply_by, stage
from councilkit.audits.sampling import read_fraction
from councilkit.audits.services import drawing, reading, telling
from councilkit.database import new_id
from councilkit.errors import Problem
from councilkit.register.areas import area_name
from councilkit.register.model import RegisterPart
from councilkit.register.pages.common import FormPage, form_page, part_in_country, part_title
from councilkit.register.store import Row
from councilkit.web import context, page
from councilkit.wording import N_, Sentence

BOTH = ["GET", "POST"]
NEW = (
    N_("A new audit sample"),
    N_("Commit to a seed"),
    N_(
        "This fixes who can be drawn and publishes the hash of a secret seed. Nobody is drawn yet: "
        "you draw in a second step, better on another day."
    ),
    N_("Committed. Publish the commitment, then draw."),
)


def add_pages(blueprint: Blueprint) -> None:
    """Mount the office's pages."""
    blueprint.add_url_rule("/office/audits", "office", office)
    blueprint.add_url_rule("/office/audits/new", "new", new, methods=BOTH)
    base = "/office/audits/<audit_id>"
    blueprint.add_url_rule(base, "audit", audit)
    blueprint.add_url_rule(f"{base}/draw", "draw", draw, methods=BOTH)
    blueprint.add_url_rule(f"{base}/reveal", "reveal", reveal, methods=["POST"])
    blueprint.add_url_rule(f"{base}/proof.json", "proof", proof)
    case_views.add_pages(blueprint)


@login_required
def office() -> Response:
    """Every audit, and the cases that wait for me."""
    ctx = context()
    audits, counts, mine = reading.list_audits(ctx)
    return page(
        "audits/office.html",
        audits=audits,
        counts=counts,
        mine=mine,
        states=STATES,
        stage=stage,
        part_title=part_title,
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


@login_required
def audit(audit_id: str) -> Response:
    """One audit: what was promised, who could be drawn, and its cases."""
    ctx = context()
    found, cases, names = reading.read_audit(ctx, audit_id)
    wanted = request.args.get("state", "")
    shown = [case for case in cases if wanted not in STATES or case.state == wanted]
    return page(
        "audits/audit.html",
        audit=found,
        stage=stage(found),
        cases=shown,
        counts={state: sum(case.state == state for case in cases) for state in STATES},
        wanted=wanted,
        states=STATES,
        outcomes=OUTCOMES,
        names=names,
        part_title=part_title,
        area_name=area_name,
        today=ctx.today(),
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


@login_required
def new() -> AnyResponse:
    """Promise a seed: fix who can be drawn, before anybody is."""
    ctx = context()
    require(ctx, "audits.draw")
    parts = [(part.code, part_in_country(part)) for part in ctx.catalogue.all(RegisterPart)]

    def save(data: dict[str, Any]) -> str:
        wanted = drawing.plan(ctx, data["part"], _fraction(data["fraction"]), by=data["by"] or "")
        made = drawing.commit(ctx, wanted, beacon=data["beacon"] or "", id=data["id"])
        return url_for("audits.audit", audit_id=made["id"])

    crumbs = [(url_for("audits.office"), N_("Audits")), (None, NEW[0])]
    about = FormPage("audit-new", NEW[0], NEW[1], crumbs, NEW[2], NEW[3])
    return form_page(about, schemas.CommitSchema(), lambda: {"id": new_id()}, save, choices={"part": parts})


def _fraction(typed: str | None) -> Decimal | None:
    try:
        return read_fraction(typed) if typed else None
    except ValueError as error:
        raise Problem(error.args[0], "fraction") from None


@login_required
def draw(audit_id: str) -> AnyResponse:
    """Draw, open the cases and write to everybody who was drawn."""
    ctx = context()
    require(ctx, "audits.draw")
    found, _, _ = reading.read_audit(ctx, audit_id)

    def save(data: dict[str, Any]) -> str:
        given = {"due_on": data["due_on"], "asked": data["asked"] or "", "beacon": data.get("beacon") or ""}
        drawing.draw(ctx, audit_id, **given)
        telling.tell_drawn(ctx, audit_id)
        return url_for("audits.audit", audit_id=audit_id)

    schema = schemas.DrawSchema(exclude=() if found["beacon_source"] else ("beacon",))
    return form_page(_about_draw(found), schema, lambda: {"due_on": reply_by(ctx.today())}, save)


def _about_draw(found: Row) -> FormPage:
    title, announced = N_("Draw the sample"), found["beacon_source"]
    intro = Sentence("This cannot be undone. Everybody who is drawn gets a letter.")
    crumbs = [
        (url_for("audits.office"), N_("Audits")),
        (url_for("audits.audit", audit_id=found["id"]), found["reference"]),
        (None, title),
    ]
    if announced:
        intro = Sentence("Announced to be mixed in: %(source)s. %(then)s", source=announced, then=intro)
    return FormPage(
        "audit-draw", title, N_("Draw and send the letters"), crumbs, intro, N_("Drawn. The letters are sent.")
    )


@login_required
def reveal(audit_id: str) -> AnyResponse:
    """Let everybody know the seed."""
    drawing.reveal(context(), audit_id)
    return redirect(url_for("audits.audit", audit_id=audit_id))


@login_required
def proof(audit_id: str) -> Response:
    """The file by which anybody can check the draw."""
    ctx = context()
    text = drawing.proof_of(ctx, audit_id)
    answer = Response(text, content_type="application/json")
    found, _, _ = reading.read_audit(ctx, audit_id)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found['reference']}.json")
    return answer
