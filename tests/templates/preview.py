"""A small application that shows every macro on one page, without a council behind it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from marshmallow import Schema

from councilkit import fields, forms, look

TODAY = date(2026, 11, 22)
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
COUNTIES = [(f"RO-{code}", f"County {code}") for code in ["AB", "AR", "AG", "BC", "BH", "BN", "BT", "BR"]]


class KitchenSchema(Schema):
    """One field of each kind."""

    title = fields.Text(
        required=True,
        metadata={"label": "What did you do?", "autocomplete": "off"},
        error_messages={"required": "Enter what you did"},
    )
    on = fields.IsoDate(required=True, latest="today", metadata={"label": "When?", "choices": "recent"})
    hours = fields.Duration(required=True, metadata={"label": "How long?", "choices": "usual"})
    kind = fields.Choice(
        (("formal", "Course", "With a certificate."), ("informal", "Reading or talk")),
        required=True,
        metadata={"label": "What kind?"},
    )
    standards = fields.Choices((("1", "Values"), ("2", "Law")), metadata={"label": "Which standards?"})
    born = fields.IsoDate(
        metadata={"label": "Date of birth", "hint": "For example 27 3 1984 or 27 Mar 1984", "autocomplete": "bday"}
    )
    email = fields.Email(required=True, metadata={"label": "Email address", "privacy": "Only council staff see this."})
    phone = fields.Phone(metadata={"label": "Phone"})
    county = fields.Choice(COUNTIES, metadata={"label": "County"})
    password = fields.Password(metadata={"label": "Password"})
    reflection = fields.LongText(
        metadata={"label": "What will you do differently?", "hint": "Do not write names of people you work with."}
    )
    evidence = fields.Upload(metadata={"label": "Photo or file", "accept": "image/*,application/pdf"})
    declare = fields.YesNo(
        required=True,
        metadata={"label": "What I wrote is true"},
        error_messages={"required": "Tick the box to say that what you wrote is true"},
    )
    version = fields.Version(metadata={})


def frame(language: str, **more: Any) -> dict[str, Any]:
    """The variables of base.html for a person who is signed in."""
    names = {"en": "English", "ro": "Română", "th": "ไทย"}
    return {
        "council_name": "Social Work Council",
        "help_line": "0123 456 789, Mon-Fri 9-5",
        "demo": True,
        "outage": "Renewal is slow today. Deadlines are moved by 1 day.",
        "actor": {"name": "Ștefan Țăranu", "number": "104223", "home_url": "/my"},
        "menu_links": [{"label": "My page", "url": "/", "current": True}, {"label": "Learning", "url": "/learning"}],
        "languages": [{"code": c, "name": n, "url": f"?lang={c}", "current": c == language} for c, n in names.items()],
        "sign_out_url": "/sign-out",
        "release": "Register as published on 1 November 2026.",
        "session_ends": datetime.now(UTC) + timedelta(minutes=45),
        "stay_url": "/stay",
        **more,
    }


def make_app(colours: dict[str, str] | None = None) -> Flask:
    """The preview application; undefined variables in a template are errors."""
    app = Flask("preview", static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY="preview", TESTING=True)
    app.jinja_loader = ChoiceLoader(
        [PackageLoader("councilkit_templates", ""), FileSystemLoader(Path(__file__).parent / "pages")]
    )
    app.jinja_env.undefined = StrictUndefined
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: request.args.get("lang", "en"))
    look.install(app, colours)
    app.after_request(_with_policy)
    _routes(app)
    return app


def _with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _routes(app: Flask) -> None:
    rows = [
        {"title": "Team talk on safeguarding", "on": "3 March 2026", "hours": Decimal("1.5"), "from": "From you"},
        {
            "title": "Course: motivational interviewing",
            "on": "27 February 2026",
            "hours": Decimal("14"),
            "from": "From Northside Trust",
        },
    ]

    def kitchen(form: forms.Form, status: int = 200) -> tuple[str, int]:
        shown = {"form": form, "rows": rows, "day": TODAY}
        return render_template("kitchen.html", **shown, **frame(request.args.get("lang", "en"))), status

    @app.get("/")
    def show() -> tuple[str, int]:
        return kitchen(forms.show(KitchenSchema(), {"version": 3}, name="kitchen", today=TODAY))

    @app.post("/")
    def take() -> tuple[str, int]:
        form = forms.read(KitchenSchema(), request.form, request.files, name="kitchen", today=TODAY)
        if form.valid:
            forms.sent("kitchen")
            return render_template("done.html", **frame("en")), 200
        return kitchen(form, 422)

    @app.post("/draft")
    def draft() -> tuple[str, int]:
        app.extensions.setdefault("drafts", []).append(forms.typed(KitchenSchema(), request.form))
        return "", 204

    @app.get("/errors/<int:code>")
    def error(code: int) -> tuple[str, int]:
        values = {
            "message": None,
            "retry_after": 60,
            "limit": "10 MB",
            "reference": "a1b2c3d4",
            "kept": [("title", "Team talk")],
        }
        return render_template(f"errors/{code}.html", **values, **frame("en")), code
