"""Works out the next item of a generator while the caller is busy with the one before."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")
_END = object()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, each begun in a thread of its own when the one before is handed out."""
    source, context = iter(items), copy_context()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(context.run, next, source, _END)
        while (item := coming.result()) is not _END:
            coming = pool.submit(context.run, next, source, _END)
            yield item  # type: ignore[misc]
