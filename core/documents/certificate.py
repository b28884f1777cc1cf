"""The certificate of registration: what the register says of one registration on one day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.documents import qr
from councilkit.documents.model import Document
from councilkit.errors import Problem
from councilkit.register import store
from councilkit.register.model import OrderKind, RegisterPart, full_name
from councilkit.standing.answers import profession_of, public_sentence
from councilkit.standing.model import Standing, standing
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]


def gather(ctx: Context, registration: Row, as_of: date, language: str) -> dict[str, Any]:
    """The words of a certificate; raises Problem when the person may not practise on the day."""
    with ctx.reading() as connection:
        person = store.person(connection, registration["person_id"])
        if person is None:
            raise Problem("The person of this registration is not there.")
        person = store.follow(connection, person)
        names = [name for name in store.names_of(connection, person["id"]) if name["kind"] == "script"]
        awards = store.qualifications_of(connection, person["id"])
        ids = [registration["id"]]
        found = standing(registration, store.events_of(connection, ids), store.orders_of(connection, ids), as_of)
    if not found.may_practise:
        raise Problem(
            Sentence(
                N_(
                    "No certificate can be issued for %(number)s: on %(day)s the register says “%(words)s”. "
                    "A certificate shows that somebody may practise."
                ),
                number=registration["number"],
                day=as_of,
                words=Sentence(found.words),
            )
        )
    part = ctx.catalogue.get(RegisterPart, registration["part"])
    return {
        "number": registration["number"],
        "names": [
            {"text": full_name(person), "language": ""},
            *({"text": full_name(n), "language": n["language"]} for n in names),
        ],
        "part": part.titles.get(language, part.title),
        "standing": public_sentence(found, profession_of(part, part.code, language)),
        "since": found.registered_since,
        "until": found.until,
        "renewing": found.until is None and found.kept is not None,
        "qualifications": [described(award) for award in awards[:3]],
        "conditions": conditions(ctx, found),
        **address(ctx, person),
    }


def described(award: Row) -> str:
    """A qualification in a line: award, institution, year."""
    year = award["awarded_on"].year if award["awarded_on"] else award["awarded_year"]
    return ", ".join(str(part) for part in (award["award"], award["institution"], year) if part)


def conditions(ctx: Context, found: Standing) -> list[str]:
    """The public wording of the conditions in force."""
    live = [order for order in found.orders if order["effect"] == "conditions"]
    return [order["public_wording"] for order in live if order["public_wording"] and _is_public(ctx, order)]


def _is_public(ctx: Context, order: Row) -> bool:
    return ctx.catalogue.has(OrderKind, order["kind"]) and ctx.catalogue.get(OrderKind, order["kind"]).public


def address(ctx: Context, person: Row) -> dict[str, str]:
    """Where the public entry is found, as text and as a QR code."""
    url = f"{ctx.config.server_public_url.rstrip('/')}/register/{person['public_id']}"
    return {"address": url, "qr": qr.data_address(url)}


CERTIFICATE = Document("certificate", "Certificate of registration", "documents/certificate.html", gather)
