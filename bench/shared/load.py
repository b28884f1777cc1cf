"""Asks a server for addresses over and over, as fast as it answers; shared by the figures about serving."""

import asyncio
import itertools
import multiprocessing
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

CLIENTS = 16


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as an answer is complete."""

    def __init__(self, requests: Iterator[bytes], until: float) -> None:
        self.requests, self.until = requests, until
        self.times: list[float] = []
        self.bad = 0
        self.buffer = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.start = time.perf_counter()
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        if len(body) < length:
            return
        now = time.perf_counter()
        self.times.append(now - self.start)
        self.bad += not head.startswith(b"HTTP/1.1 200")
        self.buffer = b""
        if now < self.until:
            self._ask()
        else:
            self.transport.close()
            self.done.set_result(None)


async def _run(port: int, paths: Sequence[str], seconds: float, clients: int) -> tuple[list[float], int]:
    until = time.perf_counter() + seconds
    asked = (f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n" for path in paths)
    requests = itertools.cycle([each.encode() for each in asked])
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(lambda: _Client(requests, until), "127.0.0.1", port) for _ in range(clients)]
    await asyncio.gather(*(client.done for _, client in made))
    times = [each for _, client in made for each in client.times]
    return times, sum(client.bad for _, client in made)


def rate(port: int, paths: Sequence[str], seconds: float = 4.0, clients: int = CLIENTS) -> dict[str, float]:
    """Requests a second, the 95th percentile of the wait in ms, and how many answers were not 200."""
    times, bad = asyncio.run(_run(port, paths, seconds, clients))
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    return {"per_second": round(len(times) / seconds, 1), "p95_ms": round(p95, 2), "not_200": bad}


@contextmanager
def served(app: str, port: int, workers: int = 2) -> Iterator[None]:
    """A WSGI application, made by the function "module:name", on the same server that councilkit ships with."""
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(app, port, workers))
    process.start()
    wait(port)
    yield
    process.terminate()
    process.join()


def _serve(app: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from councilkit.server import THREADS

    Granian(
        app,
        "127.0.0.1",
        port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=1024,
        log_level=LogLevels.error,
    ).serve()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int) -> None:
    """Wait until something listens on the port."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")
