"""Nobody comes back to a registration that runs, and whoever comes back loses nothing of what they sent."""

from collections.abc import Callable

import pytest

from councilkit.context import Context
from councilkit.errors import Problem
from councilkit.register.services import applications, orders, registrations
from councilkit.standing.services import standing_of
from tests.conftest import both_databases
from tests.register.services.test_applications import decide, propose
from tests.register.services.test_entering import left, person, results

__all__ = ["person"]
BACK = {"declaration": "yes", "reason": "A mistake."}


def taken_back(ana: Context, tom: Context, entry: str) -> None:
    version = registrations.find_registration(ana, entry)["version"]
    proposal = orders.propose_stay(ana, entry, {"reason": "Another person.", "version": version})
    orders.decide_proposal(tom, proposal, {"decision": "agree", "version": 1})


@both_databases
@pytest.mark.parametrize("proposed", [False, True])
def test_nobody_comes_back_to_a_registration_whose_end_was_taken_back(
    ana: Context, tom: Context, person: str, register: Callable[..., str], proposed: bool
) -> None:
    entry = register(person)
    left(ana, entry)
    sent = applications.apply_back(ana, entry, BACK)
    assert results(ana, sent)["There is a registration to come back to"] == ("met", "It has ended")
    if proposed:
        propose(ana, sent)
    taken_back(ana, tom, entry)
    before = standing_of(ana, entry)
    with pytest.raises(Problem, match="This registration has not ended, so there is nothing to come back to"):
        decide(tom, sent) if proposed else propose(ana, sent)
    assert results(ana, sent)["There is a registration to come back to"][0] == "not_met"
    assert standing_of(ana, entry) == before
    if proposed:
        assert decide(tom, sent, "send_back", note="It runs.") == "sent_back"
    propose(ana, sent, "refuse", reasons="It runs.")
    assert decide(tom, sent) == "refused"
