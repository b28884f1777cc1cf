"""What is guessed first is refused; a few words together are taken."""

from typing import Any

import pytest

from councilkit.accounts import services
from councilkit.accounts.passwords import guessable
from councilkit.context import Context

ABOUT = ["Ana Pop-Ionescu", "ana.ionescu@example.org"]


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2024!",
        "Passwordpassword1",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "1234567890",
        "20240101202401",
        "anaionescu1980",
        "Ana.Ionescu1",
        "Ionescu2026!",
        "ana.ionescu@example.org",
    ],
)
def test_what_is_guessed_first(password: str) -> None:
    assert guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password", ["a quiet long evening", "another long evening", "ceai verde rece", "x8Kq-ptw!Zr4"]
)
def test_what_is_not(password: str) -> None:
    assert not guessable(password, ABOUT)


def test_the_page_refuses_it_with_a_sentence(ctx: Context, client: Any) -> None:
    token = services.invite(ctx, "ana.ionescu@example.org", "Ana Ionescu", ["registrar"])
    for password in ("password1234", "anaionescu1980"):
        answer = client.post(f"/welcome/{token}", data={"password": password})
        assert (answer.status_code, "one of the first that others try" in answer.text) == (422, True)
    assert client.post(f"/welcome/{token}", data={"password": "a quiet long evening"}).status_code == 302
