"""Two records of one person: propose, settle, merge, and undo a merge."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table, select

from councilkit.accounts.services import require
from councilkit.accounts.tables import accounts
from councilkit.context import Context
from councilkit.database import metadata
from councilkit.errors import Conflict, Problem
from councilkit.register import schemas, store
from councilkit.register.decisions import taken_over
from councilkit.register.names import NAMED
from councilkit.register.services.making import NO_PERSON, once, present
from councilkit.register.services.orders import plain
from councilkit.register.services.recusal import require_officer
from councilkit.register.tables import duplicates, merges, person_names, persons
from councilkit.wording import N_

Row = Mapping[str, Any]
LEFT_ALONE = {"persons", "merges", "duplicate_proposals"}
NO_MERGE = N_("There is no such merge. Go back and look again.")
UNDONE = "They were merged, and that was undone"
NO_PAIR = N_("This pair is not there any more. Go back and look again.")


def belongings() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every room and plugin that says whose a row is."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table.name not in LEFT_ALONE and any(key.column is persons.c.id for key in column.foreign_keys):
                yield table, column


def merge_people(ctx: Context, kept_id: str, merged_id: str, reason: str) -> str:
    """Make two records one: everything of the merged one moves to the kept one, and both ids go on answering.

    Returns the merge's id, by which it can be undone.
    """
    require_officer(ctx, "register.merge", kept_id, merged_id)
    given = schemas.checked(schemas.MergeSchema(), {"kept_id": kept_id, "reason": reason}, ctx.today())
    if kept_id == merged_id:
        raise Problem("These are the same record. Choose another.")
    with ctx.change("register.merge", kept_id) as change:
        kept, merged = _standing_alone(change, kept_id), _standing_alone(change, merged_id)
        moved = _move(change, kept_id, merged_id)
        added = _keep_name(change, kept, merged)
        filled = taken_over(kept, merged)
        change.update(persons, kept_id, filled)
        change.update(persons, merged_id, {"merged_into": kept_id})
        row = {
            "kept_id": kept_id,
            "merged_id": merged_id,
            "moved": {"rows": moved, "names": added, "filled": plain(filled)},
            "merged_at": ctx.now(),
        }
        merge_id = str(change.insert(merges, row | {"reason": given["reason"]}))
        _settle(change, kept_id, merged_id)
    return merge_id


def _standing_alone(change: Any, id: str) -> Row:
    found = present(store.row(change.connection, persons, id, lock=True), NO_PERSON)
    if found["merged_into"]:
        raise Conflict("One of these records was merged into another already. Look again.")
    return found


def _move(change: Any, kept_id: str, merged_id: str) -> list[list[str]]:
    """Hand every row over; returns [table, column, id] of each. An account stays where the kept person has one."""
    moved = []
    for table, column in belongings():
        if table is accounts and _ids(change, table, column, kept_id):
            continue
        for id in _ids(change, table, column, merged_id):
            change.update(table, id, {column.name: kept_id})
            moved.append([table.name, column.name, id])
    return moved


def _ids(change: Any, table: Table, column: Column[Any], person_id: str) -> list[str]:
    return list(change.connection.execute(select(table.c.id).where(column == person_id).order_by(table.c.id)).scalars())


def _keep_name(change: Any, kept: Row, merged: Row) -> list[str]:
    """The merged record's name becomes a former name, so that the public search finds it still."""
    if merged["search_name"] == kept["search_name"]:
        return []
    named = {name: merged[name] for name in NAMED}
    return [str(change.insert(person_names, named | {"person_id": kept["id"], "kind": "previous", "until": None}))]


def _settle(change: Any, first_id: str, second_id: str) -> None:
    for pair in store.duplicates_of(change.connection, first_id):
        if second_id in (pair["first_id"], pair["second_id"]):
            change.update(duplicates, pair["id"], {"settled": "merged"})


def undo_merge(ctx: Context, merge_id: str) -> str:
    """Take a merge back: what moved goes home; what was written since stays with the kept record.

    Returns the id of the person who is apart again.
    """
    require(ctx, "register.merge")
    with ctx.reading() as connection:
        kept_id = present(store.row(connection, merges, merge_id), NO_MERGE)["kept_id"]
    require_officer(ctx, "register.merge", kept_id)
    with ctx.change("register.undo_merge", kept_id) as change:
        merge = present(store.row(change.connection, merges, merge_id, lock=True), NO_MERGE)
        if merge["undone_at"]:
            raise Conflict("This merge was undone already.")
        if present(store.person(change.connection, kept_id), NO_PERSON)["merged_into"]:
            raise Conflict("The kept record was itself merged later. Undo that merge first.")
        _give_back(change, merge)
        _empty_again(change, merge)
        change.update(persons, merge["merged_id"], {"merged_into": None})
        change.update(merges, merge_id, {"undone_at": ctx.now()})
        _reopen(change, merge)
    return str(merge["merged_id"])


def _give_back(change: Any, merge: Row) -> None:
    for table_name, column, id in merge["moved"]["rows"]:
        table = metadata.tables[table_name]
        found = store.row(change.connection, table, id)
        if found is not None and found[column] == merge["kept_id"]:
            change.update(table, id, {column: merge["merged_id"]})
    for id in merge["moved"]["names"]:
        if store.row(change.connection, person_names, id) is not None:
            change.delete(person_names, id)


def _empty_again(change: Any, merge: Row) -> None:
    """What the kept record took over goes, unless somebody has changed it since."""
    kept = present(store.person(change.connection, merge["kept_id"]), NO_PERSON)
    now, filled = plain(kept), merge["moved"].get("filled", {})
    empty = {name: None if name == "date_of_birth" else "" for name in filled if now[name] == filled[name]}
    change.update(persons, merge["kept_id"], empty)


def _reopen(change: Any, merge: Row) -> None:
    """Two records again: somebody looks once more and settles whether they are two people."""
    pairs = store.pair(change.connection, merge["kept_id"], merge["merged_id"])
    for pair in pairs:
        change.update(duplicates, pair["id"], {"settled": None})
    if not pairs:
        pair = {"first_id": merge["kept_id"], "second_id": merge["merged_id"], "why": UNDONE}
        change.insert(duplicates, pair)


def propose_duplicate(ctx: Context, first_id: str, second_id: str, why: str) -> str:
    """Say that two records may be one person; somebody decides later."""
    require_officer(ctx, "register.propose", first_id, second_id)
    if first_id == second_id:
        raise Problem("These are the same record. Choose another.")
    with ctx.reading() as connection:
        there = store.pair(connection, first_id, second_id)
        present(store.person(connection, first_id), NO_PERSON)
        present(store.person(connection, second_id), NO_PERSON)
    if there:
        return str(there[0]["id"])

    def make(id: str) -> None:
        with ctx.change("register.propose_duplicate", first_id) as change:
            change.insert(duplicates, {"id": id, "first_id": first_id, "second_id": second_id, "why": why[:200]})

    return once(ctx, duplicates, None, make)


def settle_different(ctx: Context, duplicate_id: str, version: int) -> None:
    """Say that two records are two people."""
    require(ctx, "register.merge")
    with ctx.reading() as connection:
        pair = present(store.duplicate(connection, duplicate_id), NO_PAIR)
    require_officer(ctx, "register.merge", pair["first_id"], pair["second_id"])
    with ctx.change("register.settle_duplicate", pair["first_id"]) as change:
        change.update(duplicates, duplicate_id, {"settled": "different"}, version=version)


def read_pair(ctx: Context, duplicate_id: str) -> Row:
    """A possible duplicate, NotFound when it is gone."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return present(store.duplicate(connection, duplicate_id), NO_PAIR)


def list_duplicates(ctx: Context) -> list[Row]:
    """Pairs that nobody settled yet, with both names."""
    require(ctx, "register.read")
    with ctx.reading() as connection:
        return store.open_duplicates(connection)
