"""Works out the next item of a generator while the caller is busy with the one before."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, each begun in a thread of its own when the one before is handed out."""
    source, context = iter(items), copy_context()

    def following() -> tuple[T, ...]:
        return tuple(islice(source, 1))

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(lambda: context.run(following))
        while item := coming.result():
            coming = pool.submit(lambda: context.run(following))
            yield item[0]
