"""The demonstration's audit: a case in every state, the visitor's own among them, and a draw that verifies."""

from councilkit.audits import proof
from councilkit.audits.model import STATES
from councilkit.audits.services import drawing, reading
from councilkit.context import Actor, Context
from councilkit.demo.services import fill
from councilkit.demo.signins import account_id


def test_every_state_has_a_case_but_the_past_date(ctx: Context) -> None:
    fill(ctx, 150, 3)
    audits, counts, _ = reading.list_audits(ctx)
    assert {state for state, count in counts[audits[0]["id"]].items() if count} == set(STATES) - {"late"}
    told = proof.read(drawing.proof_of(ctx, audits[0]["id"]))
    assert list(proof.findings(told, audits[0]["commitment"])) == []
    for login in ("registrar", "registrar2", "assessor"):
        role = "assessor" if login == "assessor" else "registrar"
        waiting = reading.list_audits(ctx.acting(Actor(account_id(3, login), login, frozenset({role}))))[2]
        assert waiting, login
