"""Sessions of signed-in people (Flask-Login); a session ends when its account's session mark changes."""

from typing import Any

from flask import Flask, redirect, request, url_for
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from councilkit.accounts import store
from councilkit.accounts.services import actor_of
from councilkit.context import Actor


class User(UserMixin):
    """A signed-in account as Flask-Login holds it."""

    def __init__(self, row: store.Row) -> None:
        self.actor: Actor = actor_of(row)
        self.language: str = row["language"]
        self._id = f"{row['id']}:{row['session']}"

    def get_id(self) -> str:
        return self._id


def install(app: Flask) -> None:
    """Set up the sign-in manager: one statement a request finds the account and checks its session."""
    manager = LoginManager(app)
    manager.session_protection = "basic"

    @manager.user_loader
    def load(identity: str) -> User | None:
        account_id, _, mark = identity.partition(":")
        council: Any = app.extensions["council"]
        with council.database.reading() as connection:
            row = store.account(connection, account_id)
        return User(row) if row and row["session"] == mark and not row["closed"] else None

    @manager.unauthorized_handler
    def ask() -> Response:
        return redirect(
            url_for("accounts.sign_in", next=request.full_path.rstrip("?") if request.method == "GET" else None)
        )
