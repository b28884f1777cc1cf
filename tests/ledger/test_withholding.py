"""What is not told of a row: by column, by state, and by the state of what it belongs to."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilkit.ledger.withholding import Until, Withheld, is_deliberation, told_row

RULE = Withheld(
    staff_only=("note", "details.private"),
    until=(Until("outcome", ("agreed",), ("reasons",)),),
    deliberation=("room.propose_*",),
)
rows = st.fixed_dictionaries(
    {
        "id": st.text(max_size=3),
        "note": st.text(),
        "reasons": st.text(),
        "outcome": st.sampled_from([None, "", "agreed", "sent_back"]),
        "details": st.dictionaries(st.sampled_from(["private", "open"]), st.text()),
    }
)


@given(rows)
def test_what_is_left_is_as_it_was(row: dict[str, Any]) -> None:
    told = told_row(RULE, row, {})
    assert told is not None
    assert "note" not in told
    assert "private" not in told["details"]
    assert ("reasons" in told) == (row["outcome"] == "agreed")
    assert told["details"].items() <= row["details"].items()
    assert {name: told[name] for name in told if name != "details"}.items() <= row.items()


@given(rows)
def test_without_a_rule_a_row_is_told_as_it_is(row: dict[str, Any]) -> None:
    assert told_row(Withheld(), row, {}) == row


@given(rows)
def test_a_whole_row_waits_for_its_outcome(row: dict[str, Any]) -> None:
    rule = Withheld(until=(Until("outcome", ("agreed",)),))
    assert (told_row(rule, row, {}) is None) == (row["outcome"] != "agreed")


def test_a_row_may_wait_for_its_parent() -> None:
    rule = Withheld(until=(Until("cases.outcome"),))
    row = {"id": "1", "case_id": "c"}
    assert told_row(rule, row, {}) is None
    assert told_row(rule, row, {"cases": [{"id": "c", "outcome": None}]}) is None
    assert told_row(rule, row, {"cases": [{"id": "d", "outcome": "met"}]}) is None
    assert told_row(rule, row, {"cases": [{"id": "c", "outcome": "met"}]}) == row


def test_deliberation_is_known_by_its_action() -> None:
    assert is_deliberation("room.propose_order", [Withheld(), RULE])
    assert not is_deliberation("room.order_agreed", [RULE])
