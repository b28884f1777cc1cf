"""Pages of publication: who sees them, what the button does, and files by their lasting address."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.publication import services, verify


@pytest.fixture
def register(ctx: Context, entered: Callable[..., str]) -> Context:
    for number in range(3):
        entered(ctx, "Ștefan", f"Țurcanu {number}", number=f"N{number}")
    return ctx


def test_before_the_first_release_the_address_of_the_data_is_friendly(client: Any) -> None:
    assert "Nothing published yet" in client.get("/data/").text
    assert client.get("/data/public/register").status_code == 404
    assert client.get("/data").status_code == 308
    assert "Nothing has been published yet." in client.get("/releases").text


def test_a_publisher_looks_and_publishes(sign_in: Callable[..., Any], register: Context) -> None:
    browser = sign_in("publisher")
    page = browser.get("/office/publish").text
    assert "<b>3 rows</b>" in page
    assert "Registration number" in page
    assert "the register is public by law" in page
    after = browser.post("/office/publish", follow_redirects=True).text
    assert "Published: release 2026-11-22-1." in after
    assert "Test Person" in after
    assert "Nothing has changed" in browser.post("/office/publish", follow_redirects=True).text


@pytest.mark.parametrize("role", ["registrant", "registrar", "interviewer"])
def test_others_may_not_publish(sign_in: Callable[..., Any], register: Context, role: str) -> None:
    browser = sign_in(role)
    assert browser.get("/office/publish").status_code == 403
    assert browser.post("/office/publish").status_code == 403
    assert services.shelf(register.config).all() == []


def test_visitors_are_asked_to_sign_in(client: Any) -> None:
    assert "/sign-in" in client.get("/office/publish").headers["Location"]
    assert client.post("/office/publish").status_code in (302, 401)


def test_a_release_lists_its_tables_and_files(client: Any, register: Context) -> None:
    done = services.publish(register)
    page = client.get("/releases").text
    assert f"Release {done.name}" in page
    assert "/data/public/register" in page
    page = client.get(f"/releases/{done.name}").text
    assert "This release is not signed." in page
    release = services.shelf(register.config).current()
    assert release is not None
    assert release.hash in page
    assert "The register" in page


def test_files_have_a_lasting_address(client: Any, register: Context) -> None:
    done = services.publish(register)
    current = client.get("/releases/current/csv/register.csv")
    assert current.headers["Location"] == f"/releases/files/{done.name}/csv/register.csv"
    assert client.get(current.headers["Location"]).data == (done.folder / "csv/register.csv").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/releases/2020-01-01-1",
        "/releases/..",
        "/releases/current/nope.csv",
        "/releases/current/../../councilkit.toml",
        "/releases/files/2026-11-22-1/../../councilkit.toml",
        "/releases/files/..%2f/councilkit.toml",
        "/releases/files/.hidden/x",
    ],
)
def test_nothing_but_releases_is_handed_out(client: Any, register: Context, path: str) -> None:
    services.publish(register)
    answer = client.get(path)
    assert answer.status_code in (404, 308)
    assert "Test Council" not in answer.text or "[council]" not in answer.text


def test_the_whole_release_is_one_file_that_can_be_verified(client: Any, register: Context, tmp_path: Path) -> None:
    done = services.publish(register)
    page = client.get(f"/releases/{done.name}").text
    assert f'href="/releases/{done.name}.zip"' in page
    assert f"<code>councilkit verify {done.name}</code>" in page
    for _ in range(2):
        answer = client.get(f"/releases/{done.name}.zip")
        assert (answer.status_code, answer.content_type) == (200, "application/zip")
    zipfile.ZipFile(BytesIO(answer.data)).extractall(tmp_path / "taken")
    assert verify(tmp_path / "taken" / str(done.name)) == []
    assert verify(done.folder) == []
    assert client.get("/releases/2020-01-01-1.zip").status_code == 404


def test_publishing_has_a_second_step(sign_in: Callable[..., Any], register: Context) -> None:
    browser = sign_in("publisher")
    assert 'href="/office/publish/confirm"' in browser.get("/office/publish").text
    page = browser.get("/office/publish/confirm").text
    assert "Publish these tables now?" in page
    assert 'action="/office/publish"' in page
    assert services.shelf(register.config).all() == []
    assert sign_in("registrar").get("/office/publish/confirm").status_code == 403
