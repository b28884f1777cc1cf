"""What a registrant should know of long before the renewal opens: conditions, and what takes more than hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from councilkit.context import Context
from councilkit.law import Verdict
from councilkit.law.requirements import Amount, Fulfilled, NoOrder, Paid
from councilkit.standing import recording
from councilkit.standing.own import OwnEntry
from councilkit.standing.remembered import renewal_verdict
from councilkit.standing.renewal import Task, asked, task_of
from councilkit.standing.renewal_store import recorded

Row = Mapping[str, Any]
SHOWN_ELSEWHERE = (Amount, Fulfilled, NoOrder, Paid)  # hours have their bar; conditions and orders their own lines


@dataclass(frozen=True)
class Ahead:
    """Conditions that are not fulfilled, and what else the next renewal asks; `titles` and `confirmers` by kind."""

    conditions: tuple[Row, ...]
    tasks: tuple[Task, ...]
    titles: Mapping[str, str]
    confirmers: Mapping[str, tuple[str, ...]]


def ahead(ctx: Context, entry: OwnEntry) -> Ahead | None:
    """What stands before the next renewal of an entry of the actor's own; None for one that is not on the register."""
    if not entry.standing.on_register:
        return None
    part = entry.registration["part"]
    with ctx.reading() as connection:
        held = recorded(connection, entry.id)["conditions"]
        verdict = None if entry.tasks else renewal_verdict(ctx, connection, entry.registration)
    open_ = tuple(row for row in held if not row["fulfilled_on"])
    tasks = tuple(_tasks(verdict)) if verdict else ()
    return Ahead(open_, tasks, dict(recording.condition_kinds(ctx, part)), recording.confirmers(ctx, part))


def _tasks(verdict: Verdict) -> Iterator[Task]:
    for reason in asked(verdict):
        if reason.met is False and not isinstance(reason.requirement, SHOWN_ELSEWHERE):
            yield task_of(reason)
