"""Tells the plugins of committed imports, without building what nobody reads."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from councilkit.context import Context
from councilkit.imports.model import Written
from councilkit.ledger.model import Event


class _Rows(Mapping[str, Sequence[Mapping[str, Any]]]):
    """The rows of a snapshot, read when somebody looks at them."""

    def __init__(self, snapshot: str) -> None:
        self.snapshot = snapshot

    @cached_property
    def _read(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = json.loads(self.snapshot)
        return found

    def __getitem__(self, table: str) -> Sequence[Mapping[str, Any]]:
        return self._read[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def tell(ctx: Context, numbered: Iterable[tuple[Written, Sequence[int]]]) -> None:
    """One event for each entry, as after any other change; where no plugin listens, none is made."""
    manager = getattr(ctx.council.hooks, "manager", None)
    if manager is not None and not manager.hook.event_recorded.get_hookimpls():
        return
    happened = ctx.council.hooks.happened
    for written, numbers in numbered:
        for seq, (subject, day, snapshot) in zip(numbers, written.changes, strict=True):
            happened(Event(seq, written.action, subject, date.fromisoformat(day), ctx.actor.id, _Rows(snapshot)))
