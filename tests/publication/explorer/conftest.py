"""A published register, its explorer and a reader's browser."""

from collections.abc import Callable

import pytest
from werkzeug.test import Client

from councilkit.context import Context
from councilkit.publication import services
from councilkit.publication.explorer.frame import frame
from councilkit.publication.explorer.swap import Explorer


@pytest.fixture
def register(ctx: Context, entered: Callable[..., str]) -> Context:
    """Twelve people, among them one Thai name; the learning of one part is hidden."""
    for number in range(11):
        entered(ctx, "Ștefan", f"Țurcanu {number}", number=f"N{number}", public_id=f"SW-{number}")
    entered(ctx, "สมชาย", "ใจดี", number="T1", part="th.social_worker", public_id="SW-TH")
    return ctx


@pytest.fixture
def explorer(register: Context) -> Explorer:
    services.publish(register)
    return Explorer(services.shelf(register.config), frame(register.config))


@pytest.fixture
def browser(explorer: Explorer) -> Client:
    return Client(explorer)
