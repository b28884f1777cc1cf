"""Searching is limited by address, and forgotten after a while."""

import pytest

from councilkit.errors import TooMany
from councilkit.standing.limits import MANY, Limiter, network


def test_so_many_in_so_long() -> None:
    now = [0.0]
    limiter = Limiter(3, 60, lambda: now[0])
    for _ in range(3):
        limiter.take("192.0.2.1")
    with pytest.raises(TooMany) as refused:
        limiter.take("192.0.2.1")
    assert refused.value.retry_after == 60
    limiter.take("192.0.2.2")
    now[0] = 60.0
    limiter.take("192.0.2.1")


def test_quiet_addresses_are_forgotten() -> None:
    now = [0.0]
    limiter = Limiter(1, 60, lambda: now[0])
    for number in range(MANY + 1):
        limiter.take(str(number))
    now[0] = 61.0
    limiter.take("new")
    assert len(limiter._calls) == 1


def test_one_customer_of_ipv6_is_one_address() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("unknown") == "unknown"
