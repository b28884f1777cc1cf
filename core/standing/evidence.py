"""What the law finds about an application of somebody who is or was on the register, for the officers who decide it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from councilkit.context import Context
from councilkit.law import Reason, Verdict
from councilkit.law.requirements import Declared
from councilkit.register.decisions import Check
from councilkit.register.returning import Wait, wait_after
from councilkit.standing.assessing import verdict_in
from councilkit.standing.renewal import asked, figures
from councilkit.standing.services import standing_of
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
EVENTS = ("renewal", "restoration")  # what the law is asked about, by the kind of application
RESULTS = {True: "met", False: "not_met", None: "judge"}
STATES = {
    "met": N_("Met"),
    "exempt": N_("Exempt"),
    "deferred": N_("Put off"),
    "unknown": N_("A person must judge"),
    "unmet": N_("Not met"),
}
NOT_COMPARED = Sentence("Not yet compared with the source.")
WAIT = N_("Wait after removal before coming back")
WAITS = N_("Removed on %(removed)s; from %(earliest)s this can be asked for.")
MAY_WAIT = N_(
    "Removed on %(removed)s, not by an order. After an order this can be asked for from %(earliest)s; "
    "whether that holds here is not known."
)


def evidence_on(ctx: Context, application: Row) -> list[Check]:
    """One line a requirement of the application's event; none for somebody new to the register.

    Whoever applied has signed; a renewal without an application, which has no id, is asked for the signature too.
    """
    if application["registration_id"] is None or application["kind"] not in EVENTS or application["outcome"]:
        return []
    registration = {"id": application["registration_id"], **{k: application[k] for k in ("part", "person_id")}}
    with ctx.reading() as connection:
        verdict = verdict_in(ctx, connection, registration, application["kind"])
    found = [_check(reason) for reason in asked(verdict)] if verdict else []
    if verdict and application["id"] is None:
        found += [_check(reason) for reason in _signatures(verdict)]
    return [*found, *(_wait(ctx, registration) if application["kind"] == "restoration" else ())]


def _signatures(verdict: Verdict) -> Iterator[Reason]:
    """What must be declared, as far as it applies."""
    for reason in verdict.reason.walk():
        if isinstance(reason.requirement, Declared) and reason.state != "does not apply":
            yield reason


def _check(reason: Reason) -> Check:
    told = reason.unknown or figures(reason) or STATES[reason.state]
    return Check(reason.requirement.title, RESULTS[reason.met], told, _source(reason.article, reason.checked))


def _source(article: str, checked: bool) -> str:
    return article if checked or not article else Sentence("%(read)s. %(not_yet)s", read=article, not_yet=NOT_COMPARED)


def _wait(ctx: Context, registration: Row) -> Iterator[Check]:
    """How long somebody who was removed must wait by the law of the part's country, where it says so."""
    standing = standing_of(ctx, registration["id"])
    if standing.status != "removed" or standing.ended_on is None:
        return
    found = wait_after(ctx.law, registration["part"], standing.ended_on, standing.barred_until)
    if found is not None:
        yield _waited(standing.ended_on, found, ctx.today(), by_order=standing.removed_by_order)


def _waited(removed: date, found: Wait, today: date, *, by_order: bool) -> Check:
    """The wait that follows an order; whether it follows another removal too is for a person to judge."""
    told = Sentence(WAITS if by_order else MAY_WAIT, removed=removed, earliest=found.earliest)
    result = RESULTS[today >= found.earliest if found.checked and by_order else None]
    return Check(WAIT, result, told, _source(found.source, found.checked))
