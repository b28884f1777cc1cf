"""The registrars' desk of the demonstration has something in every tab, and the real pages' services read it."""

import pytest

from councilkit.accounts.store import by_email
from councilkit.context import Actor, Context
from councilkit.demo.services import fill
from councilkit.register.services.applications import decide, read, read_checks
from councilkit.register.services.desk import history_of, read_queue
from councilkit.register.services.orders import decide_proposal, read_proposal
from councilkit.register.store import open_duplicates


@pytest.fixture
def registrar(ctx: Context) -> Context:
    fill(ctx, 150, 3)
    with ctx.reading() as connection:
        account = by_email(connection, "registrar@example.org")
    assert account is not None
    return ctx.acting(Actor(account["id"], account["name"], frozenset(account["roles"])))


def test_every_tab_has_something(registrar: Context) -> None:
    queue = read_queue(registrar, "all")
    assert all(queue.counts[tab] for tab in ("mine", "unassigned", "waiting", "second", "all"))
    assert all(queue.groups[group] for group in ("overdue", "week", "new", "other"))
    assert queue.duplicates == 3


def test_a_second_officer_can_decide(registrar: Context) -> None:
    items = [item for group in read_queue(registrar, "second").groups.values() for item in group]
    outcomes = set()
    for item in items:
        if item.page == "application":
            case = read(registrar, item.id)
            assert read_checks(registrar, case)[0]
            outcomes.add(decide(registrar, item.id, {"decision": "agree", "version": case["version"]}))
        else:
            case = read_proposal(registrar, item.id)
            outcomes.add(decide_proposal(registrar, item.id, {"decision": "agree", "version": case["version"]}))
    assert outcomes == {"admitted", "refused", "agreed"}


def test_twins_are_the_same_person_written_differently(registrar: Context) -> None:
    with registrar.reading() as connection:
        pairs = open_duplicates(connection)
    assert all(pair["first_date_of_birth"] == pair["second_date_of_birth"] for pair in pairs)
    assert all(pair["first_family_name"] != pair["second_family_name"] for pair in pairs)


def test_the_history_tells_the_same_moments_as_the_applications(registrar: Context) -> None:
    items = [
        item for group in read_queue(registrar, "all").groups.values() for item in group if item.page == "application"
    ]
    for item in items:
        case = read(registrar, item.id)
        *later, first = history_of(registrar, case)
        assert (first.title, first.when) == ("Application sent", case["received_at"])
        assert bool(later) == (case["owner"] is not None)
        if case["proposed_at"]:
            assert (later[0].when, later[0].who) == (case["proposed_at"], case["names"][case["proposed_by"]])
