"""Pure parts of audits: what plugins declare of them, how a case stands, and who may not review it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from councilkit.law.months import add_months
from councilkit.law.requirements import Requirement, RequirementSet
from councilkit.wording import N_, Sentence

Row = Mapping[str, Any]
REPLY_DAYS = 28  # that a registrant has to answer; the council's own promise, no law
LONGEST_REPLY = 12  # months that the council gives at most, against slips of the year; no law
STRATA = ("area", "step", "role")

OUTCOMES = {
    "met": N_("Met"),
    "not_met": N_("Not met"),
    "passed_on": N_("Passed on"),
    "released": N_("Released from this audit"),
}
STATES = {
    "waiting": N_("Waiting for the registrant"),
    "late": N_("Past its date"),
    "time": N_("Asks for more time"),
    "sent": N_("To be reviewed"),
    "second": N_("Needs a second look"),
    "closed": N_("Closed"),
}
FORM = "audit_form"  # the kind of condition of renewal that an audit is while it waits
WAITING = ("waiting", "late", "time")

OWN_CASE = N_("This is about the reviewer. Choose another reviewer.")
DECLARED = N_("This reviewer declared a conflict of interest in this case. Choose another reviewer.")
SAME_REVIEWER = N_("The second look needs somebody else than the first. Choose another reviewer.")
SAME_EMPLOYER = N_("The reviewer and the registrant both work for %(employer)s. Choose another reviewer.")


@dataclass(frozen=True)
class Exemption:
    """Why somebody is not drawn: `when` is met and `unless`, where given, is not. What nobody knows exempts nobody."""

    code: str
    title: str
    when: Requirement
    unless: Requirement | None = None


@dataclass(frozen=True)
class AuditRule:
    """What the law says of the audits of a part; `fraction` is the id of a parameter in per cent."""

    code: str
    part: str
    fraction: str
    exemptions: tuple[Exemption, ...] = ()

    @property
    def sets(self) -> tuple[RequirementSet, ...]:
        """The requirements of the exemptions, to be tried: by the codes of both, with `.unless` for what bars."""
        asked = {f"{self.code}.{each.code}": each.when for each in self.exemptions}
        asked |= {f"{self.code}.{each.code}.unless": each.unless for each in self.exemptions if each.unless}
        return tuple(RequirementSet(code, "audit", self.part, requirement) for code, requirement in asked.items())


def stage(audit: Row) -> str:
    """How far a draw is: committed, drawn or revealed."""
    if audit["revealed_at"]:
        return "revealed"
    return "drawn" if audit["drawn_at"] else "committed"


def due_on(deadlines: Iterable[Row]) -> date | None:
    """The day by which the registrant must answer: the one that was set or granted last."""
    held = [row for row in deadlines if row["state"] in ("set", "granted")]
    last = max(held, key=lambda row: row["position"], default=None)
    return last["due_on"] if last else None


def wish(deadlines: Iterable[Row]) -> Row | None:
    """The wish for more time that nobody decided yet."""
    return next((row for row in deadlines if row["state"] == "asked"), None)


def look(reviews: Iterable[Row], number: int) -> Row | None:
    """The first or second look at a case, by whoever has it now."""
    return next((row for row in reviews if row["look"] == number and row["ended_at"] is None), None)


def needs_second(outcome: str) -> bool:
    """Whether an outcome holds only after somebody else has looked: all but “met”."""
    return outcome != "met"


def state(case: Row, deadlines: Sequence[Row], reviews: Sequence[Row], today: date) -> str:
    """How a case stands, one of STATES."""
    if case["outcome"]:
        return "closed"
    first = look(reviews, 1)
    if first is not None and first["outcome"]:
        return "second"
    if case["answered_at"]:
        return "sent"
    if wish(deadlines) is not None:
        return "time"
    due = due_on(deadlines)
    return "late" if due is not None and due < today else "waiting"


def wanted_look(reviews: Sequence[Row]) -> int:
    """Which look a case waits for: the second once the first has an outcome."""
    first = look(reviews, 1)
    return 2 if first is not None and first["outcome"] else 1


def against_reviewing(
    reviewer: Row, person_id: str, reviews: Sequence[Row], number: int, employer: str | None
) -> Sentence | None:
    """Why an account may not review a case, None when it may; `employer` names one that both worked for."""
    if reviewer["person_id"] == person_id:
        return Sentence(OWN_CASE)
    theirs = [row for row in reviews if row["reviewer"] == reviewer["id"]]
    if any(row["declaration"] == "conflict" for row in theirs):
        return Sentence(DECLARED)
    if number == 2 and any(row["look"] == 1 and row["ended_at"] is None for row in theirs):
        return Sentence(SAME_REVIEWER)
    return Sentence(SAME_EMPLOYER, employer=employer) if employer else None


def allowed(outcome: str, at: str) -> Sentence | None:
    """Why an outcome cannot be given to a case as it stands, None when it can."""
    if at in ("closed", "second"):
        return Sentence("This case has an outcome already. Look again.")
    if at in ("waiting", "time") and outcome != "released":
        return Sentence("Nothing was sent yet, and the date is not past. Wait for it, or release the registrant.")
    return None


def latest_reply(drawn_on: date) -> date:
    """The latest day that those who are drawn can be given: what nobody can move later is not left to a slip."""
    return add_months(drawn_on, LONGEST_REPLY)


def reply_by(drawn_on: date) -> date:
    """The day by which those who are drawn must answer, unless the council chooses another."""
    return drawn_on + timedelta(days=REPLY_DAYS)
