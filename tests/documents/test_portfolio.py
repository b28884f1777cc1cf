"""The portfolio as a PDF: whole, archivable, and for its holder alone."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pytest

from councilkit.context import Context
from councilkit.pathways import answering, asking
from tests.pathways.conftest import add_person, ana, boss, entry_of, hers, john, kind_of, logged, mary, register, tom
from tests.pathways.test_examples import write
from tests.pathways.test_reviews import asked

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)
__all__ = ["add_person", "ana", "boss", "hers", "john", "kind_of", "mary", "register", "tom"]


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", "".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages))


def test_it_holds_evidence_and_reflections(hers: Any, mary: Context) -> None:
    record = logged(mary, standards=["SP5"])
    write(mary, record=record["id"])
    address = f"/my/portfolio/{entry_of(mary)['id']}.pdf"
    assert address in hers.get("/my/portfolio").text
    answer = hers.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    said = text(answer.data)
    first = pypdf.PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert "Evidence for each standard" in first
    assert "Not yet verified against the source." in first
    for words in ("Mary Smyth", "2 of 12 standards have evidence.", "Adult safeguarding", "A fall at night",
                  "I ask for a second person at night.", "Only standard 6 of conduct and of practice was read",
                  "The council has not checked what it says."):  # fmt: skip
        assert words in said
    reader = pypdf.PdfReader(BytesIO(answer.data))
    metadata = reader.root_object["/Metadata"].get_object().get_data()  # type: ignore[attr-defined]
    assert b"<pdfaid:part>3" in metadata.replace(b" ", b"") or b'pdfaid:part="3"' in metadata
    assert b"pdfuaid:part" in metadata
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_it_tells_the_reviews_of_its_period(hers: Any, mary: Context, boss: Callable[..., Context]) -> None:
    logged(mary, standards=["SP4"])
    eve = boss()
    sent = asked(mary, eve.actor.id)
    more = {"decision": "more", "note": "One example, please.", "comment_9": "Well shown.", "version": 1}
    answering.review_as_account(eve, sent.id, more)
    address = f"/my/portfolio/{entry_of(mary)['id']}.pdf"
    said = text(hers.get(address).data)
    for words in ("Eve Adams asks for more.", "One example, please.", "SP4: Well shown."):
        assert words in said
    asking.take_back(mary, sent.id, 2)
    assert "Eve Adams" not in text(hers.get(address).data)


def test_a_period_is_chosen(hers: Any, mary: Context) -> None:
    address = f"/my/portfolio/{entry_of(mary)['id']}.pdf"
    assert "1 April 2024 to 31 March 2029" in text(hers.get(address + "?period=2024-04-01").data)
    assert hers.get(address + "?period=2001-01-01").status_code == 404
    assert hers.get(address + "?period=soon").status_code == 422


def test_nobody_else_gets_it(hers: Any, mary: Context, john: Context, sign_in: Callable[..., Any], client: Any) -> None:
    address = f"/my/portfolio/{entry_of(mary)['id']}.pdf"
    assert client.get(address).status_code == 302
    others = [sign_in("registrant", person_id=john.actor.person_id), sign_in("registrar"), sign_in("employer")]
    for other in others:
        assert other.get(address).status_code == 403
        assert other.get(address.replace("/my/portfolio/", "/documents/portfolio/")).status_code == 403
    assert hers.get("/my/portfolio/nobody.pdf").status_code == 404


@pytest.mark.parametrize("language", ["ro", "th"])
def test_it_speaks_other_languages(hers: Any, mary: Context, language: str) -> None:
    write(mary)
    assert hers.get(f"/my/portfolio/{entry_of(mary)['id']}.pdf?lang={language}").status_code == 200
