"""A council with three parts of its own: one with hours asked, one with credits and kinds, one with no framework."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from councilkit.catalogue import build
from councilkit.context import Context, Council
from councilkit.cpd import services
from councilkit.cpd.model import Category, LearningFramework, Standard
from councilkit.database import new_id
from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.register.model import RegisterPart
from councilkit.register.tables import persons, registrations

TODAY = {"title": "Team talk", "on": "2026-11-22", "amount": "1 hour"}
RULES = Source("RULES", "Rules of a test")


def parameter(id: str, value: int, unit: str, checked: date | None = date(2026, 11, 22)) -> Parameter:
    found = DatedValue(value, date(2010, 1, 1), RULES, article="s. 1", checked=checked)
    return Parameter(id, id, unit, (found,))


LAW = Law(
    {
        "xx.hours": parameter("xx.hours", 90, "hours"),
        "xx.period": parameter("xx.period", 36, "months"),
        "xx.credits": parameter("xx.credits", 20, "credits", None),
        "xx.courses": parameter("xx.courses", 12, "credits"),
        "xx.groups": parameter("xx.groups", 8, "credits"),
        "xx.year": parameter("xx.year", 1, "years"),
    }
)
HOURS = LearningFramework(
    "xx.hours",
    "Hours",
    ("xx.social_worker",),
    "hour",
    amount="xx.hours",
    period="xx.period",
    standards=(Standard("SC6", "Keep knowledge up to date"), Standard("SP6", "Develop yourself")),
)
CREDITS = LearningFramework(
    "xx.credits",
    "Credits",
    ("xx.manager",),
    "credit",
    amount="xx.credits",
    period="xx.year",
    categories=(
        Category("course", "Course", "formal", least="xx.courses"),
        Category("group", "Group work", most="xx.groups"),
    ),
)
PARTS = (
    RegisterPart("xx.social_worker", "Social worker", "Test Council", "XX"),
    RegisterPart("xx.manager", "Manager", "Test Council", "XX"),
    RegisterPart("xx.free", "Free part", "Test Council", "XX"),
)


@pytest.fixture
def council(make_council: Callable[..., Council]) -> Council:
    """An empty council with the parts and frameworks of these tests."""
    catalogue = build([("test", value) for value in (HOURS, CREDITS, *PARTS)])
    return replace(make_council(), catalogue=catalogue, law=LAW)


@pytest.fixture
def make_person(ctx: Context) -> Callable[..., str]:
    """Puts a person with registrations in the register: `make_person("xx.social_worker")` -> the person's id."""

    def make(*parts: str, since: date = date(2025, 4, 1), until: date | None = date(2028, 3, 31), **more: Any) -> str:
        person = {"public_id": new_id()[:12], "given_names": "Ana", "family_name": "Pop", "search_name": "ana pop"}
        with ctx.change("register.test", id := new_id()) as change:
            change.insert(persons, {"id": id, **person, **more})
            for number, part in enumerate(parts or ("xx.social_worker",)):
                row = {"person_id": id, "part": part, "number": new_id()[:8] if number else f"N{id[:6]}"}
                change.insert(registrations, {**row, "registered_on": since, "expires_on": until})
        return id

    return make


@pytest.fixture
def registration_of(ctx: Context) -> Callable[..., str]:
    """A person's registration, the first unless a part is given."""
    from councilkit.cpd import store

    def find(person_id: str, part: str = "") -> Any:
        with ctx.reading() as connection:
            rows = store.registrations_of(connection, person_id)
        return next(row for row in rows if not part or row["part"] == part)

    return find


@pytest.fixture
def learner(make_person: Callable[..., str], acting: Callable[..., Context]) -> Context:
    """A registrant at work in their own log."""
    return acting("registrant", person_id=make_person())


@pytest.fixture
def person_id(make_person: Callable[..., str]) -> str:
    return make_person()


@pytest.fixture
def browser(sign_in: Callable[..., Any], person_id: str) -> Any:
    return sign_in("registrant", person_id=person_id, name="Ana Pop")


@pytest.fixture
def log_for(ctx: Context, person_id: str, registration_of: Callable[..., Any]) -> Callable[..., str]:
    """Logs a record behind the browser's back; returns its id."""

    def say(**given: Any) -> str:
        row = {"title": "Team talk", "on": date(2026, 11, 20), "amount": 1, **given}
        return str(services.log_record(ctx, registration_of(person_id), row).record["id"])

    return say


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.get_data(as_text=True))
    assert found, f"no hidden {name}"
    return found[1]


def jpeg(size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """The bytes of a small photograph."""
    return _picture("JPEG", size, **options)


def png(size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """The bytes of a small PNG."""
    return _picture("PNG", size, **options)


def _picture(kind: str, size: tuple[int, int], **options: Any) -> bytes:
    image = Image.new("RGB", size)
    image.putdata([(x * 5 % 256, x * 3 % 256, x % 256) for x in range(size[0] * size[1])])
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n29\n%%EOF\n"
