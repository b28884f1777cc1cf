"""Pages of the staff: the rounds, how far each is, and opening and closing them."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as AnyResponse

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.censuses import services
from councilkit.context import Context
from councilkit.errors import Conflict
from councilkit.web import context, page
from councilkit.wording import N_, Sentence


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

    @blueprint.get("/office/censuses/<code>/close")
    @login_required
    def confirm_close(code: str) -> AnyResponse:
        """The second step before no answers are taken any more."""
        require(context(), "censuses.close")
        row = services.round_of(context(), code)
        return page(
            "confirm.html",
            question=Sentence(N_("Close round %(code)s?"), code=row["code"]),
            sentences=[
                N_("Nobody can answer or go on answering from then on."),
                N_("What was begun and not sent is not counted. You can open the round again."),
            ],
            action=url_for("censuses.close_round", code=code),
            button=N_("Yes, close this round"),
            back_url=url_for("censuses.rounds"),
        )

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
