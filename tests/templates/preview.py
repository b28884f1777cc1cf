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


def sample_start(case: str) -> dict[str, Any]:
    """A visitor's start page."""
    return {
        "actor": None,
        "menu_links": [],
        "session_ends": None,
        "search_url": "/register",
        "sign_in_url": "/sign-in",
        "apply_url": "/apply",
        "data_url": "/data/",
        "releases_url": "/releases",
        "closes_on": date(2027, 3, 31),
        "days_left": 129,
        "links": [("/employers", "Employers", "Check the numbers of your staff")],
    }


def sample_registration(status: str, number: str = "104223", orders: tuple[Any, ...] = ()) -> Any:
    """A registration of a sample entry in some standing."""
    from councilkit.standing.entries import ShownRegistration
    from councilkit.standing.model import Standing

    ended = date(2026, 4, 1) if status in ("removed", "left", "lapsed") else None
    standing = Standing(status, TODAY, date(2019, 9, 1), date(2027, 3, 31), ended)  # type: ignore[arg-type]
    words = ("ni.social_worker", "Social worker", "Social Work Council", "social worker")
    return ShownRegistration("r1", number, *words, standing, orders)


def sample_person(name: str, registration: Any, **more: Any) -> Any:
    """A sample entry."""
    from councilkit.standing.entries import Entry

    blank = {"merged_into": None, "area_code": "GB-BFS", "former_names": (), "other_scripts": (), "qualifications": ()}
    given = {**blank, "registrations": (registration,), "checked_on": TODAY, **more}
    return Entry(person_id="p1", public_id="QUIET-7F3K-2M9Q", name=name, **given)


def sample_search(case: str) -> dict[str, Any]:
    """A public search: with results, without, or with too many."""
    from councilkit.standing.search import Found

    people = (
        sample_person("Ana Smyth", sample_registration("registered")),
        sample_person("Maria Jones", sample_registration("conditions", "104224"), matched="Maria Smyth"),
        sample_person("Tom Smyth", sample_registration("removed", "104225"), area_code=""),
        sample_person("Mary Smyth", sample_registration("left", "104226")),
    )
    found = {"": Found("Smyth", 44, 1, False, 1, people), "none": Found("Smyth"), "many": Found("Smyth", 61, 0, True)}
    return {
        **sample_start(""),
        "q": "" if case == "empty" else "Smyth",
        "found": found.get(case),
        "entry_url": "/register/%s",
        "page_url": "?page=%d",
        "parts": [("ni.social_worker", "Social worker"), ("ni.student", "Student")],
        "areas": {"GB-BFS": "Belfast"},
        "bad": "Enter a name or a registration number." if case == "bad" else "",
    }


def sample_entry(case: str) -> dict[str, Any]:
    """A public entry in one of the standings."""
    from councilkit.documents.qr import data_address
    from councilkit.standing.entries import ShownOrder

    order = ShownOrder(
        title="Conditions of practice",
        effect="conditions",
        starts_on=date(2026, 2, 1),
        ends_on=date(2027, 1, 31),
        review_on=date(2026, 12, 1),
        lifted_on=None,
        wording="Works under weekly supervision and tells each employer of this order.",
        decided_by="Fitness committee",
        current=case == "conditions",
    )
    person = sample_person(
        "Ștefan Țăranu",
        sample_registration(case or "registered", orders=(order,) if case else ()),
        former_names=("Ștefan Popa",),
        other_scripts=(("สเตฟาน", "th"),),
        qualifications=({"award": "BSc Social Work", "institution": "Ulster", "country": "GB", "year": 2018},),
    )
    return {
        **sample_start(""),
        "entry": person,
        "areas": {"GB-BFS": "Belfast"},
        "checked_at": datetime(2026, 11, 22, 10, 42, tzinfo=UTC),
        "entry_url": "https://register.example.org/register/QUIET-7F3K-2M9Q",
        "qr": data_address("https://register.example.org/register/QUIET-7F3K-2M9Q"),
        "json_url": "?format=json",
    }


SAMPLES = {"start": sample_start, "standing/search": sample_search, "standing/entry": sample_entry}


class KitchenSchema(Schema):
    """One field of each kind."""

    title = fields.Text(
        required=True,
        metadata={"label": "What did you do?", "autocomplete": "off"},
        error_messages={"required": "Enter what you did."},
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

    @app.get("/pages/<path:name>")
    def ready_made(name: str) -> str:
        return render_template(f"{name}.html", **{**frame("en"), **SAMPLES[name](request.args.get("case", ""))})

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
