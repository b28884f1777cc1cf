"""Pages of the staff: the rounds, how far each is, and opening and closing them."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.censuses import services
from councilkit.context import Context
from councilkit.errors import Conflict
from councilkit.web import context, page


def install(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of the room."""

    @blueprint.get("/office/censuses")
    @login_required
    def rounds() -> AnyResponse:
        """Every round with how many were invited, began and sent."""
        ctx = context()
        found = services.all_rounds(ctx)
        may_change = permitted(ctx.actor, "censuses.open")
        return page("censuses/rounds.html", rounds=found, may_change=may_change, wide=True)

    @blueprint.post("/office/censuses/<code>/open")
    @login_required
    def open_round(code: str) -> AnyResponse:
        """Take answers from now on."""
        return _changed(services.open_round, code, _("Round %(code)s is open.", code=code))

    @blueprint.post("/office/censuses/<code>/close")
    @login_required
    def close_round(code: str) -> AnyResponse:
        """Take no more answers."""
        return _changed(services.close_round, code, _("Round %(code)s is closed.", code=code))


def _changed(change: Callable[[Context, str], object], code: str, said: str) -> AnyResponse:
    try:
        change(context(), code)
        flash(said, "done")
    except Conflict as conflict:
        flash(conflict.message, "waiting")
    return redirect(url_for("censuses.rounds"), 303)
