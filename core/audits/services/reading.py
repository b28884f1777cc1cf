"""Reading audits: the list, one audit, one case with all that its review needs, and what waits for a registrant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from councilkit.accounts.model import permitted
from councilkit.accounts.services import require
from councilkit.audits import model, store
from councilkit.context import Context
from councilkit.cpd.reading import Learning, learning
from councilkit.errors import NotFound, Problem
from councilkit.law import Reason
from councilkit.law.requirements import Amount, AtLeastOne, Count, Covers, Kinds, Ratio
from councilkit.ledger.store import read as read_ledger
from councilkit.register import store as register_store
from councilkit.register.happenings import Happening, for_office
from councilkit.register.store import Row
from councilkit.standing.answers import Asked
from councilkit.standing.assessing import assess, sets_for
from councilkit.standing.timeline import ELSEWHERE
from councilkit.wording import N_, Sentence

NO_CASE = N_("There is no such audit case, or it is not yours to see. Go back and look again.")
OF_LEARNING = (Amount, AtLeastOne, Count, Covers, Kinds, Ratio)  # fees and declarations are no matter of an audit
USUAL = N_("Tick the learning that we should look at, and make sure that its evidence is there.")


@dataclass(frozen=True)
class Case:
    """A case with its audit, deadlines and reviews, and how it stands today."""

    row: Row
    audit: Row
    deadlines: Sequence[Row]
    reviews: Sequence[Row]
    state: str

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def due(self) -> date | None:
        return model.due_on(self.deadlines)

    @property
    def wish(self) -> Row | None:
        return model.wish(self.deadlines)

    @property
    def first(self) -> Row | None:
        return model.look(self.reviews, 1)

    @property
    def second(self) -> Row | None:
        return model.look(self.reviews, 2)

    @property
    def current(self) -> Row | None:
        """The look that is to be made now."""
        return model.look(self.reviews, model.wanted_look(self.reviews))

    def next_deadline(self, due_on: date, state: str, made_at: datetime) -> dict[str, Any]:
        """The row of a further deadline."""
        place = {"audit_case_id": self.id, "position": len(self.deadlines)}
        return place | {"due_on": due_on, "state": state, "made_at": made_at}

    @property
    def asked(self) -> str:
        """What is asked of the registrant, in words."""
        return self.row["asked"] or self.audit["asked"] or Sentence(USUAL)


def public_audits(ctx: Context) -> list[Row]:
    """What everybody may know of every audit: commitment, frame hash, sizes, and the seed once it is revealed."""
    with ctx.reading() as connection:
        return store.every_audit(connection)


def list_audits(ctx: Context) -> tuple[list[Row], dict[str, dict[str, int]], list[Case]]:
    """Every audit, how many cases of each stand how, and the actor's own cases that wait for a look."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        audits = store.every_audit(connection)
        found = [case for audit in audits for case in _seen(ctx, connection, audit)]
    counts: dict[str, dict[str, int]] = {audit["id"]: dict.fromkeys(model.STATES, 0) for audit in audits}
    for case in found:
        counts[case.audit["id"]][case.state] += 1
    return audits, counts, [case for case in found if _waits_for(case, ctx.actor.id)]


def _waits_for(case: Case, account: str) -> bool:
    current = case.current
    mine = current is not None and current["reviewer"] == account and not current["outcome"]
    return mine and case.state in ("sent", "late", "second", "time")


def _seen(ctx: Context, connection: Any, audit: Row) -> list[Case]:
    return _cases(ctx, connection, store.cases_of_audit(connection, audit["id"]), {audit["id"]: audit})


def _cases(ctx: Context, connection: Any, rows: Sequence[Row], audits: Mapping[str, Row]) -> list[Case]:
    ids = [row["id"] for row in rows]
    dates, looks = store.deadlines_of(connection, ids), store.reviews_of(connection, ids)
    return [
        Case(row, audits[row["audit_id"]], dates[id], looks[id], model.state(row, dates[id], looks[id], ctx.today()))
        for row, id in zip(rows, ids, strict=True)
    ]


def read_audit(ctx: Context, audit_id: str) -> tuple[Row, list[Case], dict[str, str]]:
    """One audit, its cases, and the names of the officers."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        audit = next((each for each in store.every_audit(connection) if each["id"] == audit_id), None)
        if audit is None:
            raise NotFound("There is no such audit. Choose one from the list.")
        found = _seen(ctx, connection, audit)
        ids = {row["reviewer"] for case in found for row in case.reviews}
        officers = {audit[name] for name in ("committed_by", "drawn_by", "revealed_by")}
        return audit, found, register_store.account_names(connection, ids | officers)


def read_case(ctx: Context, case_id: str) -> Case:
    """A case, for officers and for the registrant it is about; NotFound for anybody else."""
    with ctx.reading() as connection:
        return _one(ctx, connection, case_id)


def locked(ctx: Context, connection: Any, case_id: str) -> Case:
    """The same inside a change, kept from other writers until the commit."""
    store.locked_case(connection, case_id)
    return _one(ctx, connection, case_id)


def _one(ctx: Context, connection: Any, case_id: str) -> Case:
    row = store.case(connection, case_id)
    own = row is not None and permitted(ctx.actor, "audits.answer", row["person_id"])
    if row is None or not (own or permitted(ctx.actor, "audits.read")):
        raise NotFound(NO_CASE)
    audit = next(each for each in store.every_audit(connection) if each["id"] == row["audit_id"])
    return _cases(ctx, connection, [row], {audit["id"]: audit})[0]


def read_learning(ctx: Context, case: Case) -> Learning | None:
    """What was logged in the period of learning that the audit looks at; None where its plugin is not loaded."""
    person, registration = case.row["person_id"], case.row["registration_id"]
    try:
        found = learning(ctx, person, registration_id=registration)
        period = next((each for each in found.periods if case.audit["as_of"] in each), None)
        if period is None or period == found.period:
            return found
        return learning(ctx, person, registration_id=registration, start=period.start)
    except Problem:
        return None


def read_findings(ctx: Context, case: Case) -> list[Reason]:
    """What the law asks of learning at a renewal and finds on the audit's day; empty where no law is known."""
    if case.row["part"] not in sets_for(ctx, "renewal"):
        return []
    judged = assess(ctx, case.row["registration_id"], "renewal", case.audit["as_of"])
    return [reason for reason in judged.verdict.reasons if isinstance(reason.requirement, OF_LEARNING)]


def read_history(ctx: Context, case: Case) -> tuple[list[Happening], dict[str, str]]:
    """What happened to a case, newest first, with the names of its reviewers."""
    require(ctx, "audits.read")
    with ctx.reading() as connection:
        ids = register_store.same_person_ids(connection, case.row["person_id"])
        told = [e for id in ids for e in read_ledger(connection, subject=id) if e.action.startswith("audits.")]
        mine = [entry for entry in told if _about(entry.rows, case.id)]
        names = register_store.account_names(
            connection, {*(e.actor for e in mine), *(row["reviewer"] for row in case.reviews)}
        )
    lines = sorted(mine, key=lambda entry: -entry.seq)
    return [for_office(entry, names, ELSEWHERE) for entry in lines], names


def _about(rows: Mapping[str, Sequence[Mapping[str, Any]]], case_id: str) -> bool:
    own = any(row["id"] == case_id for row in rows.get("audit_cases", ()))
    return own or any(row.get("audit_case_id") == case_id for table in rows.values() for row in table)


def asked_of(ctx: Context, person_id: str) -> list[Asked]:
    """What audits wait for from a person, until when, and where to answer; nothing for whom it does not concern."""
    if not (permitted(ctx.actor, "audits.answer", person_id) or permitted(ctx.actor, "audits.read")):
        return []
    return [
        Asked(case.row["registration_id"], case.due, _words(case), "audits.my_case", {"case_id": case.id}, model.FORM)
        for case in _open_cases(ctx, person_id)
        if case.state in model.WAITING and case.due is not None
    ]


def _open_cases(ctx: Context, person_id: str) -> list[Case]:
    with ctx.reading() as connection:
        ids = register_store.same_person_ids(connection, person_id)
        rows = store.open_cases(connection, ids)
        audits = {each["id"]: each for each in store.every_audit(connection)} if rows else {}
        return _cases(ctx, connection, rows, audits)


def _words(case: Case) -> Sentence:
    return Sentence(
        "Your learning is looked at in audit %(reference)s. It does not change your registration.",
        reference=case.audit["reference"],
    )
