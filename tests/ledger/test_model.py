"""The chain finds every edited, removed or inserted entry by its number; replay gives the rows back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.ledger.model import GENESIS, Entry, chain_hash, encode, leaf_hash, replay, timestamp, verify


def chain(length: int) -> list[Entry]:
    entries, head = [], GENESIS
    for seq in range(1, length + 1):
        recorded = timestamp(datetime(2026, 1, 1, 0, 0, seq, tzinfo=UTC))
        snapshot = encode({"persons": [{"id": f"p{seq % 3}", "name": f"Name {seq}"}]})
        leaf = leaf_hash(f"salt{seq}", snapshot)
        head = chain_hash(head, seq, recorded, "actor", "act", "subject", date(2026, 1, 1), leaf)
        entries.append(
            Entry(seq, recorded, "actor", "act", "subject", date(2026, 1, 1), snapshot, f"salt{seq}", leaf, head)
        )
    return entries


def end(entries: list[Entry]) -> tuple[int, str]:
    return (entries[-1].seq, entries[-1].head) if entries else (0, GENESIS)


def found(entries: list[Entry], ending: tuple[int, str]) -> set[int]:
    return {finding.seq for finding in verify(entries, ending)}


@given(st.integers(0, 12))
def test_an_untouched_chain_is_sound(length: int) -> None:
    entries = chain(length)
    assert found(entries, end(entries)) == set()


CHANGES = {
    "snapshot": '{"persons":[]}',
    "salt": "other",
    "leaf": "f" * 64,
    "head": "e" * 64,
    "actor": "somebody else",
    "action": "other",
    "subject": "other",
    "effective_on": date(2020, 1, 1),
    "recorded_at": "2020-01-01T00:00:00.000000Z",
}


@given(st.integers(0, 7), st.sampled_from(sorted(CHANGES)))
def test_any_edited_field_is_found_at_its_number(index: int, field: str) -> None:
    entries = chain(8)
    ending = end(entries)
    entries[index] = replace(entries[index], **{field: CHANGES[field]})
    assert index + 1 in found(entries, ending)


@given(st.integers(0, 7))
def test_a_removed_entry_is_named(index: int) -> None:
    entries = chain(8)
    ending = end(entries)
    del entries[index]
    assert found(entries, ending) == {index + 1}


def test_a_shortened_and_a_lengthened_chain_are_found() -> None:
    entries = chain(8)
    assert found(entries[:5], end(entries)) == {6, 7, 8}
    assert found(entries, end(entries[:7])) >= {8}


def test_a_rewritten_end_is_found() -> None:
    entries = chain(3)
    assert found(entries, (3, "a" * 64)) == {3}


def test_redaction_keeps_the_proof() -> None:
    entries = chain(4)
    ending = end(entries)
    entries[1] = replace(entries[1], snapshot=None, salt=None)
    assert found(entries, ending) == set()


def test_replay_keeps_the_last_row_and_forgets_the_deleted() -> None:
    entries = chain(5)
    rows = replay(entries)
    assert rows["persons"]["p2"]["name"] == "Name 5"
    gone = replace(entries[4], snapshot=encode({"persons": [{"id": "p2", "_deleted": True}]}))
    assert "p2" not in replay([*entries[:4], gone])["persons"]


def test_a_snapshot_refuses_what_cannot_be_written_down() -> None:
    with pytest.raises(TypeError, match="set"):
        encode({"persons": [{"id": "x", "odd": {1}}]})
