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
TO_RENEW = ("due", "held")  # answers under which my page lists what is left
SHOWN_ELSEWHERE = (Amount, Fulfilled, NoOrder, Paid)  # hours have their bar; conditions and orders their own lines


@dataclass(frozen=True)
class Ahead:
    """Conditions that are not fulfilled, and what else the next renewal asks; `titles` and `confirmers` by kind.

    `listed` are those that the answer's own list names already, by the code of the task.
    """

    conditions: tuple[Row, ...]
    listed: Mapping[str, tuple[Row, ...]]
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
    listed = _listed(ctx, entry, open_)
    apart = tuple(row for row in open_ if all(row not in rows for rows in listed.values()))
    tasks = tuple(_tasks(verdict)) if verdict else ()
    return Ahead(apart, listed, tasks, dict(recording.condition_kinds(ctx, part)), recording.confirmers(ctx, part))


def _listed(ctx: Context, entry: OwnEntry, open_: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    """The open conditions that my page names in the list of what is left of a renewal."""
    if entry.answer.code not in TO_RENEW:
        return {}
    left = {task.code for task in entry.tasks if not task.done}
    nodes = recording.requirements(ctx, entry.registration["part"])
    return {
        node.code: tuple(row for row in open_ if row["kind"] == node.condition)
        for node in nodes
        if isinstance(node, Fulfilled) and node.code in left
    }


def _tasks(verdict: Verdict) -> Iterator[Task]:
    for reason in asked(verdict):
        if reason.met is False and not isinstance(reason.requirement, SHOWN_ELSEWHERE):
            yield task_of(reason)
