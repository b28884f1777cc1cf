"""How often one address may search: enough for people, too little to copy the register."""

import ipaddress
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from councilkit.errors import TooMany

MANY = 10_000  # addresses remembered before those that are quiet are forgotten


@dataclass
class Limiter:
    """At most `most` calls in any `seconds` from one address; kept in memory only, and forgotten after that time."""

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _calls: dict[str, deque[float]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, address: str) -> None:
        """Count a call; raises TooMany with the seconds to wait when it is one too many."""
        now, key = self.clock(), network(address)
        with self._lock:
            if len(self._calls) > MANY:
                self._forget(now)
            calls = self._calls.setdefault(key, deque())
            while calls and calls[0] <= now - self.seconds:
                calls.popleft()
            if len(calls) >= self.most:
                wait = max(1, round(calls[0] + self.seconds - now))
                raise TooMany("Too many searches from your address. Wait a moment, then search again.", wait)
            calls.append(now)

    def _forget(self, now: float) -> None:
        quiet = [key for key, calls in self._calls.items() if not calls or calls[-1] <= now - self.seconds]
        for key in quiet:
            del self._calls[key]


def network(address: str) -> str:
    """The address, or for IPv6 the network of one customer (/64)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else address
