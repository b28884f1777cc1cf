"""The import page: look first, then bring in; nothing uploaded is lost, and nobody else may."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from councilkit.context import Context
from councilkit.imports import services
from councilkit.register.tables import persons

from .conftest import ANA, person, write

MAP = """
[constants]
part = "ro.social_worker"
[columns]
registration_number = "Nr"
given_names = "Prenume"
registered_on = { from = "Data", dates = "day.month.year" }
"""
OLD = "Nr;Prenume;Data\nA1;Ștefan;01.02.2019\nA2;Ana;31.02.2019\n"


@pytest.fixture
def office(sign_in: Callable[..., Any]) -> Any:
    return sign_in("registrar", name="Rita Registrar")


@pytest.fixture
def register(tmp_path: Path) -> bytes:
    write(tmp_path / "r.csv", [ANA, person(2), person(3, email="<script>alert(1)</script>")])
    return (tmp_path / "r.csv").read_bytes()


def send(client: Any, content: bytes, name: str = "r.csv", kind: str = "registrants", mapping: str = "") -> Any:
    data: dict[str, Any] = {"kind": kind, "file": (BytesIO(content), name)}
    if mapping:
        data["mapping"] = (BytesIO(mapping.encode()), "old.toml")
    return client.post("/office/imports", data=data, content_type="multipart/form-data")


def count(ctx: Context) -> int:
    with ctx.reading() as connection:
        return connection.execute(select(func.count()).select_from(persons)).scalar_one()


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_a_file_is_looked_at_before_it_goes_in(office: Any, ctx: Context, register: bytes) -> None:
    sent = send(office, register)
    assert sent.status_code == 302
    shown = office.get(sent.location)
    assert "Registrants: 3 rows in r.csv" in text(shown)
    assert "2 rows would go in." in text(shown)
    assert "Țurcanu" in text(shown)
    assert "email &lt;script&gt;alert(1)&lt;/script&gt; Enter an email address" in text(shown)
    assert count(ctx) == 0
    refused = office.get(f"{sent.location}/errors.csv")
    assert refused.headers["Content-Disposition"] == "attachment; filename=r.errors.csv"
    assert "3/2020" in refused.get_data(as_text=True)
    done = office.post(f"{sent.location}/run", follow_redirects=True)
    assert "the file was brought in" in text(done)
    assert "2 rows went in." in text(done)
    assert count(ctx) == 2


def test_a_second_click_and_a_second_upload_change_nothing(office: Any, ctx: Context, register: bytes) -> None:
    place = send(office, register).location
    for _ in range(2):
        assert "2 rows went in." in text(office.post(f"{place}/run", follow_redirects=True))
    assert send(office, register).location == place
    assert "2 rows went in." in text(office.get(place))
    assert count(ctx) == 2
    assert "Brought in" in text(office.get("/office/imports"))


def test_what_was_uploaded_is_escaped(office: Any, register: bytes) -> None:
    page = office.get(send(office, register, name="<b>r</b>.csv").location).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<b>r" not in page


def test_a_foreign_file_waits_for_its_mapping(office: Any, ctx: Context) -> None:
    answer = send(office, OLD.encode("cp1250", "replace"), name="old.csv")
    assert answer.status_code == 422
    assert "This file cannot be read" in text(answer)
    assert "The file is kept." in text(answer)
    answer = send(office, OLD.encode(), name="old.csv")
    assert answer.status_code == 422
    assert "“Prenume” (number 2) is not known" in text(answer)
    again = re.search(r'action="(/office/imports/[0-9a-f]{32}/mapping)"', answer.get_data(as_text=True))
    assert again is not None
    wrong = office.post(again[1], data={"mapping": (BytesIO(b"[columns"), "old.toml")})
    assert (wrong.status_code, "cannot be read" in text(wrong)) == (422, True)
    mapped = office.post(again[1], data={"mapping": (BytesIO(MAP.encode()), "old.toml")})
    assert mapped.status_code == 302
    shown = text(office.get(mapped.location))
    assert "1 row would go in." in shown
    assert "Mapping file: old.toml." in shown
    assert "31 February does not exist" in shown
    office.post(mapped.location + "/run")
    assert count(ctx) == 1


def test_a_mapping_may_come_with_the_file(office: Any) -> None:
    assert "1 row would go in." in text(office.get(send(office, OLD.encode(), mapping=MAP).location))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 workbook", "looks like an Excel"),
        (b"%PDF-1.7", "looks like a PDF"),
        (b"\xff\xfe\x00", "not"),
    ],
)
def test_what_is_no_csv_is_told_and_nothing_is_lost(office: Any, content: bytes, words: str) -> None:
    answer = send(office, content)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_file_far_too_large_keeps_the_rest_of_the_form(make_council: Any, office: Any, app: Any) -> None:
    limit = app.extensions["council"].config.upload_limit_mb
    answer = send(office, b"a,b\n" * (limit * 300_000), kind="cpd")
    assert answer.status_code == 422
    assert f"larger than {limit} MB" in text(answer)
    assert re.search(r'value="cpd"[^>]*checked', answer.get_data(as_text=True))


def test_an_empty_form_is_told_field_by_field(office: Any) -> None:
    answer = office.post("/office/imports", data={})
    assert answer.status_code == 422
    assert "What is in the file: choose one." in text(answer)
    assert "File: choose a file." in text(answer)


def test_what_was_uploaded_is_kept_by_its_content(office: Any, ctx: Context, register: bytes) -> None:
    send(office, register)
    send(office, register, kind="cpd")
    kept = [path for path in (ctx.config.home / "uploads").glob("??/*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [register]


@pytest.mark.parametrize("path", ["", "/" + "0" * 32, "/" + "0" * 32 + "/errors.csv", "/template/cpd.csv"])
def test_only_those_who_may_see_it(client: Any, sign_in: Callable[..., Any], path: str) -> None:
    assert client.get(f"/office/imports{path}").status_code == 302
    for role in ("registrant", "assessor", "publisher"):
        assert sign_in(role).get(f"/office/imports{path}").status_code == 403


def test_addresses_that_lead_nowhere(office: Any, register: bytes) -> None:
    for path in ("0" * 32, "..%2f..%2fcouncil.toml", "x", "0" * 32 + "/errors.csv"):
        assert office.get(f"/office/imports/{path}").status_code == 404
    assert office.post(f"/office/imports/{'0' * 32}/run").status_code == 404
    assert office.get("/office/imports/template/people.csv").status_code == 404


def test_empty_files_with_the_right_columns(office: Any) -> None:
    answer = office.get("/office/imports/template/registrants.csv")
    names = answer.get_data(as_text=True).lstrip("\ufeff").strip().split(",")
    assert names[:4] == ["registration_number", "part", "given_names", "registered_on"]


def test_a_refusal_while_it_is_brought_in_is_told(
    office: Any, register: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from councilkit.errors import Problem

    place = send(office, register).location

    def busy(*_: Any, **__: Any) -> None:
        raise Problem("The council is busy with a large change. Nothing was lost: try again in a minute.")

    monkeypatch.setattr(services, "run", busy)
    answer = office.post(f"{place}/run")
    assert (answer.status_code, "try again in a minute" in text(answer)) == (422, True)
    assert "2 rows would go in." in text(office.get(place))
