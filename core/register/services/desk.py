"""The office's work: what waits, for whom, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store
from councilkit.register.clocks import PROMISE, clock_of, due_on
from councilkit.register.decisions import state
from councilkit.register.happenings import Happening, for_office
from councilkit.register.model import WorkItem, full_name, name_of
from councilkit.register.services.orders import dated
from councilkit.wording import N_

Row = Mapping[str, Any]

TABS = {
    "mine": N_("Mine"),
    "unassigned": N_("Unassigned"),
    "waiting": N_("Waiting on them"),
    "second": N_("Needs second person"),
    "all": N_("All"),
}
KINDS = {
    "entry": N_("Application"),
    "renewal": N_("Renewal"),
    "restoration": N_("Return to the register"),
    "order": N_("New order"),
    "change": N_("Change of an order"),
    "lift": N_("Lifting of an order"),
    "removal": N_("Removal"),
    "lapse": N_("End of a renewal that is held open"),
    "stay": N_("Taking back of an end"),
    "appeal": N_("Appeal"),
    "passed_on": N_("Passed on by an audit"),
    "more_time": N_("An employer needs more time"),
    "never_worked": N_("Never worked there, says the employer"),
}
GROUPS = {"overdue": N_("Overdue"), "week": N_("Due this week"), "new": N_("New"), "other": N_("Other")}


@dataclass(frozen=True)
class Queue:
    """A tab of the desk: its items by group, how many each tab holds, and the names behind the ids."""

    tab: str
    groups: Mapping[str, Sequence[WorkItem]]
    counts: Mapping[str, int]
    names: Mapping[str, str]
    duplicates: int
    officers: Sequence[Row]


def read_queue(ctx: Context, tab: str, kind: str = "") -> Queue:
    """The work of a tab, the oldest first in each group."""
    require(ctx, "register.read")
    elsewhere = ctx.council.hooks.work(ctx)
    with ctx.reading() as connection:
        items = [_application(ctx, row) for row in store.open_applications(connection)]
        items += [_proposal(row) for row in store.open_proposals(connection)]
        items += [_appeal(ctx, row) for row in store.open_appeals(connection)]
        items += [_report(row) for row in store.open_reports(connection)]
        items += elsewhere
        names = store.account_names(connection, [id for item in items for id in (item.owner, item.proposed_by) if id])
        pairs, officers = len(store.open_duplicates(connection)), store.officers(connection)
    counts = {each: sum(in_tab(item, each, ctx.actor.id) for item in items) for each in TABS}
    shown = [item for item in items if in_tab(item, tab, ctx.actor.id) and kind in ("", item.kind)]
    return Queue(tab, _grouped(shown, ctx.today()), counts, names, pairs, officers)


def in_tab(item: WorkItem, tab: str, actor_id: str) -> bool:
    """Whether an item shows under a tab for this officer."""
    if tab == "mine":
        return item.owner == actor_id and item.state == "open"
    if tab == "unassigned":
        return item.owner is None and item.state == "open"
    if tab == "waiting":
        return item.state == "asked"
    return item.state == "proposed" if tab == "second" else True


def _grouped(items: Sequence[WorkItem], today: date) -> dict[str, list[WorkItem]]:
    found: dict[str, list[WorkItem]] = {group: [] for group in GROUPS}
    for item in sorted(items, key=lambda i: (i.due, i.received, i.id)):
        found[item.group(today)].append(item)
    return found


def _application(ctx: Context, row: Row) -> WorkItem:
    received = row["received_at"].date()
    name = name_of(row["details"], None) or row["name"] or row["reference"]
    return WorkItem(
        row["id"],
        row["kind"],
        name,
        row["reference"],
        row["part"],
        state(row),
        due_on(row, clock_of(ctx.catalogue, ctx.law, row["part"], row["kind"], received)),
        received,
        row["owner"],
        row["proposed_by"],
        "application",
    )


def _proposal(row: Row) -> WorkItem:
    received = row["proposed_at"].date()
    due = received + timedelta(days=PROMISE.number // 4)
    return WorkItem(
        row["id"],
        row["kind"],
        full_name(row),
        row["number"],
        row["part"],
        "proposed",
        due,
        received,
        None,
        row["proposed_by"],
        "proposal",
    )


def _appeal(ctx: Context, row: Row) -> WorkItem:
    """An appeal that the council has not answered yet, or whose outcome it has not carried out."""
    received = row["outcome_on"] or row["received_on"]
    clock = PROMISE if row["outcome"] else clock_of(ctx.catalogue, ctx.law, row["part"], "appeal", received)
    due = clock.due(received)
    about = (name_of(row["details"], row) or row["number"], row["number"], row["part"])
    return WorkItem(row["id"], "appeal", *about, "open", due, received, row["owner"], None, "appeal")


def _report(row: Row) -> WorkItem:
    """What an employer reported and no officer has dealt with."""
    received, about = row["reported_on"], (full_name(row), row["public_id"], row["part"])
    due, owner = PROMISE.due(received), row["owner"]
    return WorkItem(row["id"], row["kind"], *about, "open", due, received, owner, None, "report")


def history_of(ctx: Context, application: Row) -> list[Happening]:
    """What happened to an application, newest first."""
    require(ctx, "register.read")
    subjects = {application["id"], application["person_id"] or application["id"]}
    with ctx.reading() as connection:
        entries = [e for subject in subjects for e in read_ledger(connection, subject=subject)]
        mine = [entry for entry in entries if _is_about(entry.rows, application["id"])]
        names = store.account_names(connection, (e.actor for e in mine))
    return [for_office(entry, names) for entry in sorted(mine, key=lambda e: e.seq, reverse=True)]


def _is_about(rows: Mapping[str, Sequence[Row]], application_id: str) -> bool:
    """Whether an entry of the ledger wrote an application, or an appeal against its refusal."""
    written = {row["id"] for row in rows.get("applications", ())}
    return application_id in written | {row.get("application_id") for row in rows.get("appeals", ())}


def person_version(ctx: Context, person_id: str, version: int) -> Row:
    """A person's row as it was in a version; empty where the ledger does not tell it."""
    require(ctx, "register.read", person_id)
    with ctx.reading() as connection:
        entries = list(read_ledger(connection, subject=person_id))
    rows = [row for entry in entries for row in entry.rows.get("persons", ())]
    found = next((row for row in rows if row["id"] == person_id and row.get("version") == version), {})
    born = found.get("date_of_birth")
    return {**found, "date_of_birth": date.fromisoformat(born)} if born else found


def order_versions(ctx: Context, person_id: str, order_id: str) -> list[tuple[Happening, Row]]:
    """Every version of an order, newest first, with who wrote it."""
    with ctx.reading() as connection:
        ids = store.same_person_ids(connection, person_id)
        entries = sorted((e for id in ids for e in read_ledger(connection, subject=id)), key=lambda e: -e.seq)
        names = store.account_names(connection, (e.actor for e in entries))
    found = [(entry, row) for entry in entries for row in entry.rows.get("orders", []) if row["id"] == order_id]
    return [(for_office(entry, names), dated(row)) for entry, row in found]
