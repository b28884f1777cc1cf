"""What the register's pages show to whom: only what the reader may do, and names instead of codes."""

from collections.abc import Callable
from typing import Any

from councilkit.context import Context
from councilkit.register.services import applications


def test_administrators_are_offered_only_what_they_may_do(
    sign_in: Callable[..., Any], ana: Context, application: dict[str, Any]
) -> None:
    applications.apply(ana, application)
    refused = ("Add a person", "Enter an application", "Give the ticked ones to", 'name="item"')
    administrator = sign_in("administrator")
    for address in ("/office?tab=all", "/office/people", "/office/people?q=nobody"):
        page = administrator.get(address)
        assert page.status_code == 200
        for words in refused:
            assert words not in page.text, (address, words)
    assert all(words in sign_in("registrar").get("/office?tab=all").text for words in refused)
