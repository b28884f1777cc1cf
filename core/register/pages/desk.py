"""The office desk: the work queue, giving work to somebody, and the same rows as a file."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.errors import Problem
from councilkit.register.pages.common import part_title
from councilkit.register.services import applications, desk, reports
from councilkit.web import context, page, spreadsheet
from councilkit.wording import N_, Sentence


def add_pages(blueprint: Blueprint) -> None:
    """Mount the desk."""
    blueprint.add_url_rule("/office", "office", office)
    blueprint.add_url_rule("/office/work.csv", "work_file", work_file)
    blueprint.add_url_rule("/office/give", "give", give, methods=["POST"])


def _asked() -> tuple[str, str]:
    tab, kind = request.args.get("tab", ""), request.args.get("kind", "")
    return (tab if tab in desk.TABS else ""), (kind if kind in desk.KINDS else "")


@login_required
def office() -> Response:
    """The work queue."""
    ctx = context()
    tab, kind = _asked()
    queue = desk.read_queue(ctx, tab or "mine", kind)
    if not tab and not queue.counts["mine"]:
        queue = desk.read_queue(ctx, "unassigned" if queue.counts["unassigned"] else "all", kind)
    return page(
        "register/office.html",
        queue=queue,
        kind=kind,
        tabs=desk.TABS,
        kinds=desk.KINDS,
        groups=desk.GROUPS,
        part_title=part_title,
        today=ctx.today(),
        me=ctx.actor.id,
        may=lambda action: permitted(ctx.actor, action),
        wide=True,
    )


@login_required
def work_file() -> Response:
    """The rows of a tab as CSV."""
    tab, kind = _asked()
    queue = desk.read_queue(context(), tab or "all", kind)
    rows: list[list[Any]] = [["reference", "kind", "name", "part", "state", "received", "due", "owner"]]
    for items in queue.groups.values():
        for item in items:
            owner = queue.names.get(item.owner or "", "")
            rows.append([item.reference, item.kind, item.name, item.part, item.state, item.received, item.due, owner])
    return spreadsheet(f"work-{tab or 'all'}.csv", rows)


@login_required
def give() -> AnyResponse:
    """Give the ticked rows to an officer, after a page that asks whether this is meant."""
    ctx = context()
    require(ctx, "register.propose")
    ids, owner = request.form.getlist("item")[:200], request.form.get("owner", "")
    queue = desk.read_queue(ctx, "all")
    names = {row["id"]: row["name"] for row in queue.officers}
    chosen = [item for items in queue.groups.values() for item in items if item.id in ids and item.can_be_given]
    if not chosen:
        raise Problem("Tick at least one row, then choose who gets it.")
    if owner and owner not in names:
        raise Problem("Choose an officer from the list.")
    if not request.form.get("sure"):
        return page("register/give.html", items=chosen, owner=owner, name=names.get(owner), part_title=part_title)
    changed = sum(
        room.assign(ctx, [item.id for item in chosen if item.page == kind], owner or None)
        for kind, room in (("report", reports), ("application", applications))
    )
    flash(_told(changed, names.get(owner)), "done")
    return redirect(url_for("register.office", tab="all"))


def _told(changed: int, name: str | None) -> Any:
    if name is None:
        return Sentence(N_("%(count)s given back to everybody."), count=changed)
    return Sentence(N_("%(count)s given to %(name)s."), count=changed, name=name)
