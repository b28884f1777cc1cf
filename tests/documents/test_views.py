"""The download of a document."""

from collections.abc import Callable
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.documents import services

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)


def test_the_office_downloads_a_certificate(
    ctx: Context, entered: Callable[..., str], sign_in: Callable[..., Any]
) -> None:
    entry = entered(ctx, "Ana", "Pop", number="RO/7")
    answer = sign_in("registrar").get(f"/documents/certificate/{entry}.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert "certificate-RO" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_stranger_does_not(
    ctx: Context, entered: Callable[..., str], sign_in: Callable[..., Any], client: Any
) -> None:
    entry, other = entered(ctx, "Ana", "Pop", number="7"), entered(ctx, "Ion", "Pop", number="8")
    stranger = services.find(ctx, "8")["person_id"]
    assert other != entry
    assert client.get(f"/documents/certificate/{entry}.pdf").status_code == 302
    assert sign_in("registrant", person_id=stranger).get(f"/documents/certificate/{entry}.pdf").status_code == 403


@pytest.mark.parametrize("path", ["certificate/nobody.pdf", "diploma/nobody.pdf"])
def test_what_is_not_there_is_told(sign_in: Callable[..., Any], path: str) -> None:
    assert sign_in("registrar").get(f"/documents/{path}").status_code == 404


def test_a_refusal_is_a_sentence(ctx: Context, entered: Callable[..., str], sign_in: Callable[..., Any]) -> None:
    entry = entered(ctx, "Ana", "Pop", number="7", orders=["suspended"])
    answer = sign_in("registrar").get(f"/documents/certificate/{entry}.pdf")
    assert answer.status_code == 422
    assert "No certificate can be issued for 7" in answer.text
