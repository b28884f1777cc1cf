"""Office pages of orders: write, check what the public will see, propose; a second officer decides."""

from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms
from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.errors import Conflict, NotFound, NotPermitted, Problem
from councilkit.register import order_letters, schemas, store
from councilkit.register.decisions import against_deciding
from councilkit.register.model import OrderKind, full_name
from councilkit.register.pages.common import CheckPage, FormPage, form_page, part_title
from councilkit.register.pages.registrations import about_registration
from councilkit.register.services import applications, desk, orders, registrations
from councilkit.register.services.recusal import is_self
from councilkit.register.tables import orders as order_rows
from councilkit.web import context, page, posted_version
from councilkit.wording import N_

BOTH = ["GET", "POST"]
CHECK = N_("Check the order – not proposed yet"), N_("Propose this order")


def add_pages(blueprint: Blueprint) -> None:
    """Mount the pages of orders and of proposals about registrations."""
    blueprint.add_url_rule("/office/registrations/<registration_id>/orders/new", "new_order", new_order, methods=BOTH)
    blueprint.add_url_rule("/office/orders/<order_id>", "order", order)
    blueprint.add_url_rule("/office/orders/<order_id>/change", "change_order", change_order, methods=BOTH)
    blueprint.add_url_rule("/office/orders/<order_id>/lift", "lift_order", lift_order, methods=BOTH)
    blueprint.add_url_rule("/office/proposals/<proposal_id>", "proposal", proposal, methods=BOTH)
    blueprint.add_url_rule(
        "/office/proposals/<proposal_id>/withdraw", "withdraw_proposal", withdraw_proposal, methods=["POST"]
    )


@login_required
def new_order(registration_id: str) -> AnyResponse:
    """Write an order."""
    ctx = context()
    require(ctx, "register.propose")
    about, row = about_registration(registration_id, "order", N_("Propose an order"), N_("Check it"))
    return _written(ctx, about, row, {"id": new_id()}, lambda data: orders.propose_order(ctx, registration_id, data))


@login_required
def change_order(order_id: str) -> AnyResponse:
    """Write another version of an order; the one before stays in the history."""
    ctx = context()
    require(ctx, "register.propose")
    found = _order(ctx, order_id)
    about, row = about_registration(found["registration_id"], "order", N_("Change an order"), N_("Check it"))
    propose = partial(orders.propose_change, ctx, order_id)
    return _written(ctx, about, row, {**found, "id": new_id()}, propose, order_id)


def _written(
    ctx: Context, about: FormPage, row: Any, values: dict[str, Any], propose: Any, order_id: str = ""
) -> AnyResponse:
    """The form, then a page that shows what the public will see, then the proposal."""
    kinds = [(kind.code, kind.title, _effect(kind)) for kind in orders.kinds_for(ctx, row["part"])]

    def check(data: dict[str, Any]) -> CheckPage:
        return _preview(ctx, orders.checked_order(ctx, row, data, order_id))

    def save(data: dict[str, Any]) -> str:
        return url_for("register.proposal", proposal_id=propose(data))

    told = replace(about, done=N_("Proposed. It holds, and is public, once another officer agrees."))
    return form_page(told, schemas.OrderSchema(), lambda: values, save, choices={"kind": kinds}, check=check)


EFFECTS = {
    "none": N_("No effect on the right to practise."),
    "conditions": N_("Registered with conditions."),
    "suspended": N_("May not practise while it lasts."),
    "removed": N_("Removed from the register."),
}


def _effect(kind: OrderKind) -> str:
    return EFFECTS[kind.effect]


def _preview(ctx: Context, checked: dict[str, Any]) -> CheckPage:
    kind = ctx.catalogue.get(OrderKind, checked["kind"])
    shown = {"order": checked, "kind": kind, "effect": EFFECTS[kind.effect]}
    return CheckPage("register/order_check.html", *CHECK, shown)


def _order(ctx: Context, order_id: str) -> Any:
    with ctx.reading() as connection:
        found = store.row(connection, order_rows, order_id)
    if found is None:
        raise NotFound(orders.NO_ORDER)
    return found


@login_required
def order(order_id: str) -> Response:
    """One order with everything that was written about it."""
    ctx = context()
    require(ctx, "register.read")
    found = _order(ctx, order_id)
    about, _ = about_registration(found["registration_id"], "order", N_("Order"), "")
    kind = ctx.catalogue.get(OrderKind, found["kind"]) if ctx.catalogue.has(OrderKind, found["kind"]) else None
    person_id = registrations.find_registration(ctx, found["registration_id"])["person_id"]
    shown = about.shown | {"own": is_self(ctx, person_id), "may": permitted(ctx.actor, "register.propose")}
    versions = desk.order_versions(ctx, person_id, order_id)
    return page("register/order.html", order=found, kind=kind, about=about, versions=versions, **shown)


@login_required
def lift_order(order_id: str) -> AnyResponse:
    """Propose that an order ends before its time."""
    ctx = context()
    require(ctx, "register.propose")
    found = _order(ctx, order_id)
    about, _ = about_registration(found["registration_id"], "lift", N_("Lift an order"), N_("Propose to lift it"))

    def save(data: dict[str, Any]) -> str:
        return url_for("register.proposal", proposal_id=orders.propose_lift(ctx, order_id, data))

    return form_page(about, schemas.LiftSchema(), dict, save)


@login_required
def proposal(proposal_id: str) -> AnyResponse:
    """A proposed decision: the second officer sees what the first one saw, then agrees or sends it back."""
    ctx = context()
    case = orders.read_proposal(ctx, proposal_id)
    schema, today = schemas.DecisionSchema(), ctx.today()
    if request.method == "GET":
        return _proposal_page(ctx, case, forms.show(schema, {"version": case["version"]}, name="proposal", today=today))
    if case["outcome"] and case["decided_by"] == ctx.actor.id:
        return redirect(url_for("register.proposal", proposal_id=proposal_id))
    form = forms.read(schema, request.form, name="proposal", today=today)
    if not form.valid:
        return _proposal_page(ctx, case, form, 422)
    try:
        orders.decide_proposal(ctx, proposal_id, form.data)
    except (NotPermitted, NotFound):
        raise
    except Problem as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _proposal_page(ctx, orders.read_proposal(ctx, proposal_id), form.refuse(refused), status)
    forms.sent("proposal")
    _tell_registrant(ctx, proposal_id)
    return redirect(url_for("register.proposal", proposal_id=proposal_id))


def _tell_registrant(ctx: Context, proposal_id: str) -> None:
    """Send the letter about what was agreed."""
    case = orders.agreed(ctx, proposal_id)
    if case is None:
        return
    sent = order_letters.send_order(ctx, case)
    told = N_("Agreed. The letter to the registrant is sent.")
    flash(told if sent else N_("Agreed. No letter could be sent: tell the registrant."), "done")


def _proposal_page(ctx: Context, case: dict[str, Any], form: forms.Form, status: int = 200) -> Response:
    details = case["details"]
    kind = details.get("kind")
    known = ctx.catalogue.get(OrderKind, kind) if kind and ctx.catalogue.has(OrderKind, kind) else None
    return page(
        "register/proposal.html",
        status,
        case=case,
        form=form,
        kind=known,
        effect=EFFECTS[known.effect] if known else "",
        back=applications.return_open(ctx, case["registration"]),
        refusal=against_deciding(case, ctx.actor.id, own=is_self(ctx, case["registration"]["person_id"])),
        may=lambda action: permitted(ctx.actor, action),
        name=full_name(case["person"]),
        part=part_title(case["registration"]["part"]),
        title=desk.KINDS[case["kind"]],
        me=ctx.actor.id,
    )


@login_required
def withdraw_proposal(proposal_id: str) -> AnyResponse:
    """Take one's own proposal back."""
    orders.withdraw_proposal(context(), proposal_id, posted_version())
    flash(N_("Taken back. Nothing holds."), "done")
    return redirect(url_for("register.proposal", proposal_id=proposal_id))
