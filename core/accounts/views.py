"""Pages of accounts: sign in and out, one-time links, a new password, and the list of people who work here."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from councilkit import forms, mail
from councilkit.accounts import schemas, services
from councilkit.accounts.languages import choose_language
from councilkit.accounts.login import User
from councilkit.accounts.model import TITLES
from councilkit.errors import NotFound, Problem
from councilkit.web import context, forget_context, home, language, page, posted_version

blueprint = Blueprint("accounts", __name__)

KEPT = "kept."  # begins the names of what somebody typed elsewhere before they had to sign in
TOPICS = ("privacy", "accessibility", "contact")


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> AnyResponse:
    """Sign in with email and password; afterwards the page that was asked for."""
    shown: dict[str, Any] = {"after": _safe(request.values.get("next")), "replay": _safe(request.form.get("replay"))}
    shown["kept"] = [(name.removeprefix(KEPT), value) for name, value in _typed() if name.startswith(KEPT)]
    if request.method == "GET" or (shown["replay"] and "email" not in request.form):
        return page("accounts/sign_in.html", form=forms.show(schemas.SignIn(), name="sign_in"), **shown)
    form, status = forms.read(schemas.SignIn(), request.form, name="sign_in"), 422
    if form.valid:
        try:
            row = services.sign_in(context(), form.data["email"], form.data["password"], request.remote_addr or "")
        except Problem as refused:
            form, status = form.refuse(refused.fields), refused.status
        else:
            _enter(row)
            if shown["replay"]:
                return page("accounts/send_again.html", **shown)
            return redirect(shown["after"] or home())
    return page("accounts/sign_in.html", status, form=form, **shown)


def _typed() -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.form.lists() for value in values]


def _enter(row: Any) -> None:
    chosen, shown = session.get("lang"), language()
    session.clear()
    if chosen:
        session["lang"] = chosen
    session.permanent = True
    login_user(User(row))
    forget_context()
    if chosen or not row["language"]:
        choose_language(context(), shown)


@blueprint.before_app_request
def keep_language() -> None:
    """Keep on the account what somebody who is signed in chooses by the languages at the top of a page."""
    chosen = request.args.get("lang")
    if chosen and current_user.is_authenticated and chosen != current_user.language:
        choose_language(context(), chosen)


def _safe(target: str | None) -> str | None:
    """A path on this site to go on to, or nothing."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session."""
    logout_user()
    session.clear()
    flash(_("You are signed out."))
    return redirect("/")


@blueprint.post("/stay")
@login_required
def stay() -> AnyResponse:
    """Keep the session for another while."""
    session.modified = True
    return Response(status=204)


@blueprint.route("/password", methods=["GET", "POST"])
def ask_reset() -> AnyResponse:
    """Ask for a link to choose a new password; the answer is the same whether or not the address is known."""
    if request.method == "GET":
        return page("accounts/ask_reset.html", form=forms.show(schemas.AskReset(), name="reset"))
    form = forms.read(schemas.AskReset(), request.form, name="reset")
    if not form.valid:
        return page("accounts/ask_reset.html", 422, form=form)
    found = services.reset_link(context(), form.data["email"])
    if found:
        row, token = found
        _send_link(row["email"], token, _("Choose a new password"))
    return page("accounts/reset_sent.html", email=form.data["email"])


def _send_link(email: str, token: str, subject: str) -> None:
    text = _(
        "Open this address to choose your password. It works once.\n\n%(address)s\n\n"
        "If you did not expect this message, do nothing.",
        address=_address(token),
    )
    mail.send(context().config, email, subject, text)


def _address(token: str) -> str:
    return context().config.server_public_url.rstrip("/") + url_for("accounts.link", token=token)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
def link(token: str) -> AnyResponse:
    """Choose a password by a one-time link: an invitation, the claim of a register entry, or a reset."""
    found = services.open_link(context(), token)
    schema = schemas.Claim() if found["purpose"] == "claim" else schemas.NewPassword()
    shown = {"purpose": found["purpose"], "whose": services.claimed_name(context(), found)}
    if request.method == "GET":
        return page("accounts/link.html", form=forms.show(schema, name="link"), **shown)
    form = forms.read(schema, request.form, name="link")
    if form.valid:
        try:
            row = services.use_link(context(), token, form.data["password"], form.data.get("email", ""))
        except NotFound:
            raise
        except Problem as refused:
            return page("accounts/link.html", refused.status, form=form.refuse(refused.fields), **shown)
        _enter(row)
        return redirect(home())
    return page("accounts/link.html", 422, form=form, **shown)


@blueprint.get("/office/accounts")
@login_required
def accounts() -> AnyResponse:
    """Everybody who works with the council's system; or who is found by name, email address or number."""
    ctx, typed = context(), request.args.get("q", "").strip()[:100]
    people = services.find_accounts(ctx, typed) if typed else services.list_accounts(ctx)
    return page("accounts/accounts.html", people=people, titles=TITLES, q=typed, wide=True)


@blueprint.route("/office/accounts/invite", methods=["GET", "POST"])
@login_required
def invite() -> AnyResponse:
    """Invite somebody; the one-time link is sent, and shown once."""
    ctx = context()
    services.require(ctx, "accounts.invite")
    if request.method == "GET":
        return page("accounts/invite.html", form=forms.show(schemas.Invitation(), name="invite"))
    form = forms.read(schemas.Invitation(), request.form, name="invite")
    if form.valid:
        try:
            token = services.invite(ctx, form.data["email"], form.data["name"], form.data["roles"])
        except Problem as refused:
            return page("accounts/invite.html", refused.status, form=form.refuse(refused.fields))
        return link_made(form.data["email"], token, _("You are invited"))
    return page("accounts/invite.html", 422, form=form)


def link_made(email: str, token: str, subject: str) -> AnyResponse:
    """Send a one-time link and show it once."""
    _send_link(email, token, subject)
    written = context().config.mail_url.startswith("folder:")
    return page("accounts/invited.html", email=email, address=_address(token), written=written)


@blueprint.post("/office/accounts/<account_id>/link")
@login_required
def new_link(account_id: str) -> AnyResponse:
    """A new one-time link for a colleague."""
    row, token = services.new_link(context(), account_id)
    return link_made(row["email"], token, _("Choose a new password"))


@blueprint.route("/office/accounts/<account_id>", methods=["GET", "POST"])
@login_required
def account(account_id: str) -> AnyResponse:
    """Change somebody's roles, or close their account."""
    ctx = context()
    found = services.find_account(ctx, account_id)
    form, status = forms.show(schemas.Roles(), values=dict(found), name="roles"), 200
    if request.method == "POST":
        form, status = forms.read(schemas.Roles(), request.form, name="roles"), 422
        if form.valid:
            try:
                services.change_roles(ctx, account_id, form.data["roles"], form.data["version"])
            except Problem as refused:
                form, status = form.refuse(refused.fields), refused.status
            else:
                flash(_("Saved."))
                return redirect(url_for("accounts.accounts"))
    return page("accounts/account.html", status, form=form, account=found)


@blueprint.post("/office/accounts/<account_id>/close")
@login_required
def close(account_id: str) -> AnyResponse:
    """Close an account."""
    services.close_account(context(), account_id, posted_version())
    flash(_("The account is closed."))
    return redirect(url_for("accounts.accounts"))


@blueprint.get("/about/<topic>")
def about(topic: str) -> AnyResponse:
    """Privacy, accessibility and contact."""
    if topic not in TOPICS:
        abort(404)
    return page(f"accounts/{topic}.html", contact=context().config.council_contact)
