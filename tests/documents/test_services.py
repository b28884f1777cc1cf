"""The certificate: what it says, for whom it is printed, and when it is refused."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
from sqlalchemy import select

from councilkit.context import SYSTEM, Context
from councilkit.documents import services
from councilkit.errors import NotFound, NotPermitted, Problem
from councilkit.register.model import OrderKind
from councilkit.register.tables import orders, registrations

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", "".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages))


def printed(ctx: Context, number: str = "104223", **options: Any) -> str:
    return text(services.print_document(ctx, "certificate", services.find(ctx, number), **options))


@pytest.fixture
def ana(ctx: Context, entered: Callable[..., str]) -> str:
    more = {"public_id": "SW-7KQ4-1", "until": date(2027, 3, 31), "scripts": [("สมชาย", "ใจดี", "th")]}
    return entered(ctx, "Ștefăniță", "Țîrlea", number="104223", **more)


def test_it_says_what_the_register_says(ctx: Context, ana: str) -> None:
    said = printed(ctx)
    for words in (
        "Test Council",
        "Certificate of registration",
        "Ștefăniță Țîrlea",
        "Registered. May work as a social worker",
        "104223",
        "3 May 2019",
        "31 March 2027",
        "BSc Social Work, 2017",
        "Checked as of 22 November 2026, 10:42.",
        "http://127.0.0.1:8000/register/SW-7KQ4-1",
    ):
        assert words in said
    assert "สมชายใจดี" in said.replace(" ", "")
    assert "invented" not in said


def test_private_things_are_not_on_it(ctx: Context, ana: str) -> None:
    said = printed(ctx)
    assert "hidden@example.org" not in said
    assert "1980" not in said


def test_conditions_are_told(ctx: Context, entered: Callable[..., str]) -> None:
    kinds = {kind.public: kind.code for kind in ctx.catalogue.all(OrderKind) if kind.effect == "conditions"}
    entered(ctx, "Ana", "Pop", number="7", orders=["conditions"], order_kind=kinds[True])
    entered(ctx, "Ion", "Pop", number="8", orders=["conditions"], order_kind="unknown.kind")
    assert "Registered with conditions" in printed(ctx, "7")
    assert "Works under supervision." in printed(ctx, "7")
    assert "Registered with conditions" in printed(ctx, "8")
    assert "Works under supervision." not in printed(ctx, "8")


LONG = "Maria-Alexandra Ștefănița Principesa Constantinescu von Hohenzollern-Sigmaringen"


def sheets(ctx: Context, number: str) -> list[str]:
    content = services.print_document(ctx, "certificate", services.find(ctx, number))
    return [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages]


def conditioned(ctx: Context, entered: Callable[..., str], number: str, wording: str) -> None:
    """Somebody with a very long name, in two scripts, whose conditions read so."""
    kind = next(each.code for each in ctx.catalogue.all(OrderKind) if each.effect == "conditions" and each.public)
    scripts = [("สมชาย", "ใจดี", "th")]
    id = entered(ctx, LONG, "Brâncuși", number=number, orders=["conditions"], order_kind=kind, scripts=scripts)
    with ctx.change("test.wording", id) as change:
        query = select(orders.c.id).where(orders.c.registration_id == id)
        change.update(orders, change.connection.execute(query).scalar_one(), {"public_wording": wording})


def test_conditions_keep_their_lines(make_council: Any, entered: Callable[..., str]) -> None:
    ctx = make_council("demo", demo=True).acting(SYSTEM)
    conditioned(ctx, entered, "7", "Works under supervision.\nDoes not work at night.\nTells us of a new post.")
    (sheet,) = sheets(ctx, "7")
    assert "supervision.\nDoes not work at night.\nTells" in sheet
    assert "Checked as of" in sheet


def test_the_proof_never_stands_alone_on_a_sheet(ctx: Context, entered: Callable[..., str]) -> None:
    for number in range(16, 34):
        conditioned(ctx, entered, str(number), "\n".join(f"Condition {line} of this order." for line in range(number)))
        found = sheets(ctx, str(number))
        last = found[-1]
        assert "Checked as of" in last
        assert "Date of issue" in last


@pytest.mark.parametrize(
    ("number", "more", "words"),
    [
        ("8", {"orders": ["suspended"]}, "Suspended"),
        ("9", {"until": date(2026, 3, 31)}, "registration ended"),
        ("10", {"since": date(2026, 12, 1)}, "Not registered yet"),
    ],
)
def test_who_may_not_practise_gets_none(
    ctx: Context, entered: Callable[..., str], number: str, more: dict[str, Any], words: str
) -> None:
    entered(ctx, "Ana", "Pop", number=number, **more)
    with pytest.raises(Problem, match=words):
        printed(ctx, number)


def test_it_can_show_an_earlier_day(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop", number="9", until=date(2026, 3, 31))
    assert "Checked as of 1 February 2026." in printed(ctx, "9", as_of=date(2026, 2, 1))


def test_the_demonstration_says_that_the_person_is_invented(make_council: Any, entered: Callable[..., str]) -> None:
    ctx = make_council("demo", demo=True).acting(SYSTEM)
    entered(ctx, "Ana", "Pop", number="7")
    said = printed(ctx, "7")
    assert "this person is invented. This certificate proves nothing." in said
    assert "INVENTED PERSON" in said


def test_the_same_day_gives_the_same_bytes(ctx: Context, ana: str) -> None:
    registration = services.find(ctx, "104223")
    first, second = (services.print_document(ctx, "certificate", registration) for _ in range(2))
    assert first == second


def test_a_council_shows_its_own_mark(ctx: Context, ana: str) -> None:
    plain = services.print_document(ctx, "certificate", services.find(ctx, "104223"))
    (ctx.config.home / "mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#fff"/></svg>'
    )
    assert services.print_document(ctx, "certificate", services.find(ctx, "104223")) != plain


def test_the_office_and_the_person_may_have_it(ctx: Context, ana: str, acting: Callable[..., Context]) -> None:
    registration = services.find(ctx, "104223")
    for actor in (acting("registrar"), acting("registrant", person_id=registration["person_id"])):
        assert services.print_document(actor, "certificate", registration).startswith(b"%PDF")
    for actor in (acting("registrant", person_id="somebody"), acting("employer"), acting("interviewer")):
        with pytest.raises(NotPermitted):
            services.print_document(actor, "certificate", registration)


def test_a_number_is_found_as_people_type_it(ctx: Context, entered: Callable[..., str]) -> None:
    entry = entered(ctx, "Ana", "Pop", number="RO104223")
    assert services.find(ctx, " ro 104223 ")["id"] == entry
    with pytest.raises(NotFound, match="There is no registration 5"):
        services.find(ctx, "5")


def test_parts_that_number_alike_are_told_apart(ctx: Context, entered: Callable[..., str]) -> None:
    entered(ctx, "Ana", "Pop", number="7")
    entered(ctx, "Ion", "Pop", number="7", part="ni.social_worker")
    with pytest.raises(Problem, match=r"2 registrations 7: say which part, ni.social_worker or ro.social_worker"):
        services.find(ctx, "7")
    assert services.find(ctx, "7", "ni.social_worker")["part"] == "ni.social_worker"


def test_a_person_merged_into_another_has_one_name(ctx: Context, entered: Callable[..., str]) -> None:
    from councilkit.register.tables import persons

    kept, merged = entered(ctx, "Ana", "Kept", number="1"), entered(ctx, "Ana", "Merged", number="2")
    with ctx.reading() as connection:
        owner = dict(map(tuple, connection.execute(select(registrations.c.id, registrations.c.person_id))))
    with ctx.change("test.merged", owner[kept]) as change:
        change.update(persons, owner[merged], {"merged_into": owner[kept]})
    assert "Ana Kept" in printed(ctx, "2")


@pytest.mark.parametrize("language", ["en", "ro", "th"])
def test_dates_are_written_as_on_the_pages(app: Any, language: str) -> None:
    from councilkit import look
    from councilkit.documents.template import environment

    filters = environment(language).filters
    with app.test_request_context(f"/?lang={language}"):
        day, moment = date(2026, 11, 22), datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
        assert filters["long_date"](day) == filters["moment"](day) == look.day(day)
        assert filters["moment"](moment) == look.moment(moment)
