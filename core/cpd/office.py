"""What the office reads: records of learning of a registrant, found by number or name."""

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.cpd import reading, services
from councilkit.cpd.csvfile import everybodys_csv
from councilkit.web import context, page


def add_pages(blueprint: Blueprint) -> None:
    """Mount the office pages of learning."""
    blueprint.add_url_rule("/office/learning", "office", office)
    blueprint.add_url_rule("/office/learning.csv", "all_records", all_records)
    blueprint.add_url_rule("/office/people/<person_id>/learning", "person", person)
    blueprint.add_url_rule("/office/learning/<record_id>", "record", record)
    blueprint.add_url_rule("/office/learning/<record_id>/withdraw", "office_withdraw", withdraw, methods=["POST"])
    blueprint.add_url_rule("/office/learning/<record_id>/restore", "office_restore", restore, methods=["POST"])


@login_required
def office() -> Response:
    """Find a registrant's learning; below, what was logged last."""
    ctx = context()
    require(ctx, "cpd.read")
    query = request.args.get("q", "").strip()[:100]
    people, newest = reading.found(ctx, query)
    return page("cpd/office.html", query=query, people=people, newest=newest, wide=True)


@login_required
def all_records() -> Response:
    """Every record as cpd.csv, which can be imported again."""
    answer = Response(everybodys_csv(context()), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="cpd-{context().today():%Y-%m-%d}.csv"'
    return answer


@login_required
def person(person_id: str) -> Response:
    """A registrant's learning, to read."""
    ctx = context()
    require(ctx, "cpd.read")
    shown = reading.learning(
        ctx,
        person_id,
        registration_id=request.args.get("registration", ""),
        start=reading.day_of(request.args.get("period")),
        outside="outside" in request.args,
    )
    return page("cpd/person.html", learning=shown, wide=True)


@login_required
def record(record_id: str) -> Response:
    """One record with its files and its history."""
    ctx = context()
    require(ctx, "cpd.read")
    row, files = reading.record_with_files(ctx, record_id)
    return page(
        "cpd/record.html",
        record=row,
        files=files,
        edits=reading.history(ctx, record_id),
        may_withdraw=permitted(ctx.actor, "cpd.withdraw"),
    )


@login_required
def withdraw(record_id: str) -> AnyResponse:
    """Remove an entry that does not belong in the log; the registrant sees that it was the council."""
    services.withdraw_record(context(), record_id)
    return redirect(url_for("cpd.record", record_id=record_id), 303)


@login_required
def restore(record_id: str) -> AnyResponse:
    """Put an entry back."""
    services.restore_record(context(), record_id)
    return redirect(url_for("cpd.record", record_id=record_id), 303)
