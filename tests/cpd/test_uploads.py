"""Files in the forms: kept, refused with the rest of the form kept, served to nobody else."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from councilkit.context import Context
from councilkit.cpd import reading
from tests.cpd.conftest import PDF, TODAY, jpeg, text_of


def with_file(content: bytes, name: str, **more: Any) -> dict[str, Any]:
    return {**TODAY, **more, "evidence": (BytesIO(content), name)}


def files_of(browser: Any, ctx: Context, person_id: str) -> list[str]:
    found = reading.learning(ctx, person_id)
    return [file["id"] for record in found.records for file in found.files.get(record["id"], ())]


def test_a_photo_comes_back_without_its_place_and_cannot_run(browser: Any, ctx: Context, person_id: str) -> None:
    assert browser.post("/my/learning/new", data=with_file(jpeg(comment=b"secret"), "../photo.jpg")).status_code == 303
    [id] = files_of(browser, ctx, person_id)
    answer = browser.get(f"/evidence/{id}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == "attachment; filename=photo.jpg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"secret" not in answer.data


def test_a_file_that_is_not_what_it_says_keeps_the_rest_of_the_form(browser: Any) -> None:
    answer = browser.post("/my/learning/new", data=with_file(b"<svg onload=alert(1)>", "certificate.pdf"))
    assert answer.status_code == 422
    assert '"certificate.pdf" is not a PDF, JPEG or PNG file.' in text_of(answer)
    assert 'value="Team talk"' in answer.get_data(as_text=True)


def test_a_file_far_over_the_limit_keeps_the_rest_of_the_form(browser: Any) -> None:
    answer = browser.post("/my/learning/new", data=with_file(b"%PDF-1.4" + b" " * 30_000_000, "big.pdf"))
    assert answer.status_code == 422
    assert 'The file "big.pdf" is larger than 10 MB.' in text_of(answer)
    assert 'value="Team talk"' in answer.get_data(as_text=True)


def test_an_empty_file_is_told_once(browser: Any) -> None:
    answer = browser.post("/my/learning/new", data=with_file(b"", "empty.pdf"))
    assert answer.status_code == 422
    summary, _, field = text_of(answer).partition("Error: The file")
    assert summary.count('"empty.pdf" is empty') == 1
    assert field.count('"empty.pdf" is empty') == 1


def test_a_good_file_is_kept_while_the_rest_is_mended(browser: Any, ctx: Context, person_id: str) -> None:
    refused = browser.post("/my/learning/new", data=with_file(PDF, "certificate.pdf", title=""))
    assert "We kept your file certificate.pdf." in text_of(refused)
    assert browser.post("/my/learning/new", data=TODAY).status_code == 303
    assert len(files_of(browser, ctx, person_id)) == 1
    assert "We kept your file" not in text_of(browser.get("/my/learning/new"))


def test_a_kept_file_can_be_left_out(browser: Any, ctx: Context, person_id: str) -> None:
    browser.post("/my/learning/new", data=with_file(PDF, "certificate.pdf", title=""))
    assert browser.post("/my/learning/new", data={**TODAY, "drop_file": "yes"}).status_code == 303
    assert files_of(browser, ctx, person_id) == []


def test_files_are_added_later_and_taken_away(
    browser: Any, ctx: Context, person_id: str, log_for: Callable[..., str]
) -> None:
    id = log_for()
    assert browser.post(f"/my/learning/{id}/evidence", data={"evidence": (BytesIO(PDF), "a.pdf")}).status_code == 303
    assert browser.post(f"/my/learning/{id}/evidence", data={}).status_code == 422
    [file] = files_of(browser, ctx, person_id)
    assert "a.pdf" in text_of(browser.get(f"/my/learning/{id}"))
    assert browser.post(f"/evidence/{file}/remove").status_code == 303
    assert browser.get(f"/evidence/{file}").status_code == 404
    assert "File taken away" in text_of(browser.get(f"/my/learning/{id}/history"))


def test_nobody_elses_pages_are_there(
    browser: Any,
    ctx: Context,
    person_id: str,
    log_for: Callable[..., str],
    make_person: Callable[..., str],
    sign_in: Callable[..., Any],
) -> None:
    id = log_for()
    browser.post(f"/my/learning/{id}/evidence", data={"evidence": (BytesIO(PDF), "a.pdf")})
    [file] = files_of(browser, ctx, person_id)
    other = sign_in("registrant", person_id=make_person())
    for path in (
        f"/my/learning/{id}",
        f"/my/learning/{id}/history",
        f"/evidence/{file}",
        "/evidence/" + "0" * 32,
        "/evidence/..%2f..%2fkeys",
    ):
        assert other.get(path).status_code == 404
    for path in (
        f"/my/learning/{id}",
        f"/my/learning/{id}/withdraw",
        f"/my/learning/{id}/evidence",
        f"/evidence/{file}/remove",
    ):
        assert other.post(path, data={**TODAY, "version": 1, "evidence": (BytesIO(PDF), "a.pdf")}).status_code == 404
    for path in ("/office/learning", f"/office/people/{person_id}/learning", f"/office/learning/{id}"):
        assert other.get(path).status_code == 403
    assert browser.get(f"/evidence/{file}").status_code == 200
