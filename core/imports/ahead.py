"""Works out the next item of a generator while the caller waits for the disk."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """The same items in order. `begin()` sets a thread to work on the next; otherwise that is made when asked for.

    Two threads in Python hinder each other; one that waits for the disk hinders nobody. So `begin` is called before.
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._source = iter(items)
        self._context = copy_context()
        self._pool = ThreadPoolExecutor(1)
        self._coming: Future[tuple[T, ...]] | None = None

    def begin(self) -> None:
        """Begin with the next item, unless that was begun already."""
        if self._coming is None:
            self._coming = self._pool.submit(self._in_context(self._next))

    def __iter__(self) -> Iterator[T]:
        with self._pool:
            while True:
                self.begin()
                assert self._coming is not None
                item, self._coming = self._coming.result(), None
                if not item:
                    return
                yield item[0]

    def _next(self) -> tuple[T, ...]:
        return tuple(islice(self._source, 1))

    def _in_context(self, work: Callable[[], tuple[T, ...]]) -> Callable[[], tuple[T, ...]]:
        return lambda: self._context.run(work)
