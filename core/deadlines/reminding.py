"""Sends reminders about renewal: each is claimed, sent and marked, so that a crash neither forgets nor repeats it.

The claim is committed before the letter goes, the mark after it. A letter whose sender died in between is sent again by
the next run under the same message id, which readers of mail take for one letter: better that than none.
"""

import smtplib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy.exc import IntegrityError

from councilkit import mail
from councilkit.accounts.services import require
from councilkit.context import Context
from councilkit.database import new_id
from councilkit.deadlines import store
from councilkit.deadlines.employer_letters import told_by_law
from councilkit.deadlines.letters import compose
from councilkit.deadlines.model import Deadline, Letter, Planned, for_employers, planned
from councilkit.deadlines.reading import deadlines
from councilkit.deadlines.tables import reminder_runs, reminders
from councilkit.errors import Conflict, Problem
from councilkit.register.model import full_name
from councilkit.standing.following import settle_all
from councilkit.wording import N_

Row = Mapping[str, Any]
LEASE = timedelta(minutes=10)  # after which a run or a letter that nobody finished is taken over
BEAT = timedelta(minutes=1)  # how often a run says that it is at work
IN_A_ROW = 3  # letters that the mail server does not take at all, until a run stops

REMINDED = ("deadlines.remind", "deadlines.fail")  # what is written of a letter that went out, and of one that did not
EMPLOYER_TOLD = ("deadlines.tell_employer", "deadlines.employer_not_told")
NO_ADDRESS = N_("There is no address to write to.")
AT_WORK = N_("Reminders are being sent at this moment. Try again in ten minutes.")
OWN_DAY = N_("Letters go out on their own day. Those of another day can only be looked at.")


@dataclass(frozen=True)
class Told:
    """What became of one reminder: sent, failed (with the problem), unreachable, or (in a dry run) planned."""

    plan: Planned
    state: str
    problem: str = ""
    server: bool = False  # the mail server itself failed, not this one address

    @property
    def record(self) -> dict[str, Any]:
        """As names and plain values."""
        found = self.plan.deadline
        return {
            "number": found.row["number"],
            "name": full_name(found.row),
            "due": found.due.isoformat(),
            "step": self.plan.step.code,
            "missed": [step.code for step in self.plan.missed],
            "address": found.address,
            "state": self.state,
            "problem": self.problem,
        }


@dataclass
class Run:
    """One run: what became of each reminder, and why it stopped before its end where it did."""

    day: date
    told: list[Told] = field(default_factory=list)
    problem: str = ""

    def count(self, state: str) -> int:
        """How many reminders came to this."""
        return sum(each.state == state for each in self.told)

    @property
    def counts(self) -> dict[str, int]:
        return {state: self.count(state) for state in ("sent", "failed", "unreachable")}

    @property
    def server_is_down(self) -> bool:
        """Whether the mail server took none of the last letters."""
        last = self.told[-IN_A_ROW:]
        return len(last) == IN_A_ROW and all(each.server for each in last)


def plans(ctx: Context, as_of: date | None = None) -> list[Planned]:
    """The reminders that are to go out on a day, those due first before the others; then letters to employers."""
    require(ctx, "register.read")
    day = as_of or ctx.today()
    with ctx.reading() as connection:
        found = deadlines(ctx, connection, day)
        known = store.reminders_about(connection, [each.id for each in found])
        lapsed = [each for each in found if each.lapsed and told_by_law(ctx, each.row["part"])]
        employers = store.employers_of(connection, [each.row["person_id"] for each in lapsed], day)

    def before(each: Deadline) -> Sequence[Row]:
        return known.get((each.id, each.due), ())

    chosen = (planned(each, before(each), day) for each in found)
    told = (for_employers(each, employers.get(each.row["person_id"], ()), before(each)) for each in lapsed)
    return [*(each for each in chosen if each is not None), *chain.from_iterable(told)]


def dry_run(ctx: Context, as_of: date | None = None) -> Run:
    """What a run on a day would send; nothing is written."""
    day = as_of or ctx.today()
    run = Run(day)
    for plan in plans(ctx, day):
        if compose(ctx, plan, day) is not None:
            run.told.append(Told(plan, "planned" if plan.deadline.address else "unreachable"))
    return run


def run(ctx: Context, as_of: date | None = None, *, daily: bool = False) -> Run | None:
    """Send what is due; None where `daily` is asked and today's run is done.

    Raises Problem while another process sends. Only a demonstration sends the letters of another day than today.
    """
    require(ctx, "deadlines.remind")
    day = as_of or ctx.today()
    if day != ctx.today() and not ctx.config.demo:
        raise Problem(OWN_DAY)
    row = _begin(ctx, day, daily)
    if row is not None:
        settle_all(ctx)
    return None if row is None else _go(ctx, Run(day), row)


def _begin(ctx: Context, day: date, daily: bool) -> Row | None:
    """Take the run of a day, from a process that died too; None where it is done."""
    with ctx.reading() as connection:
        found = store.run_of(connection, day)
    if found and daily and found["finished_at"] and not found["problem"]:
        return None
    if found and not found["finished_at"] and ctx.now() - found["seen_at"] < LEASE:
        raise Problem(AT_WORK)
    values = {"started_at": ctx.now(), "seen_at": ctx.now(), "finished_at": None, "problem": ""}
    try:
        with ctx.change("deadlines.begin", f"reminders {day}") as change:
            if found is not None:
                return dict(change.update(reminder_runs, found["id"], values, version=found["version"]))
            id = change.insert(reminder_runs, {**values, "day": day})
            return {"id": id, **values, "sent": 0, "failed": 0, "unreachable": 0}
    except (IntegrityError, Conflict):  # another process was faster
        raise Problem(AT_WORK) from None


def _go(ctx: Context, run: Run, row: Row) -> Run:
    seen: datetime = row["seen_at"]
    for told in _each(ctx, run.day):
        run.told.append(told)
        if run.server_is_down:
            run.problem = told.problem
            break
        if ctx.now() - seen >= BEAT:
            seen = _write(ctx, row, run, {})
    _write(ctx, row, run, {"finished_at": ctx.now(), "problem": run.problem})
    return run


def _each(ctx: Context, day: date) -> Iterator[Told]:
    for plan in plans(ctx, day):
        told = _remind(ctx, plan, day)
        if told is not None:
            yield told


def _write(ctx: Context, row: Row, run: Run, values: Row) -> datetime:
    """Write how far a run has come; of several runs on one day the sums."""
    now = ctx.now()
    sums = {name: row[name] + count for name, count in run.counts.items() if name != "unreachable"}
    with ctx.change("deadlines.run", f"reminders {run.day}") as change:
        unreachable = run.count("unreachable")
        change.update(reminder_runs, row["id"], {**sums, "unreachable": unreachable, "seen_at": now, **values})
    return now


def _remind(ctx: Context, plan: Planned, day: date) -> Told | None:
    """Claim, send and mark one reminder; None where nothing is to be said, or another process says it."""
    letter = compose(ctx, plan, day)
    if letter is None:
        return None
    if not plan.deadline.address:
        if plan.row is None:
            _insert(ctx, plan, "deadlines.no_address", problem=NO_ADDRESS)
        return Told(plan, "unreachable", NO_ADDRESS)
    id = _claim(ctx, plan)
    return _send(ctx, plan, id, letter) if id else None


def _claim(ctx: Context, plan: Planned) -> str | None:
    """The id of the reminder, from now on this process's to send; None where it is another's."""
    row = plan.row
    try:
        if row is None:
            return _insert(ctx, plan, "deadlines.claim", tries=1)
        if not row["problem"] and ctx.now() - row["claimed_at"] < LEASE:
            return None
        values = {"address": plan.deadline.address, "claimed_at": ctx.now(), "problem": "", "tries": row["tries"] + 1}
        with ctx.change("deadlines.claim", plan.deadline.row["person_id"]) as change:
            change.update(reminders, row["id"], values, version=row["version"])
        return str(row["id"])
    except (IntegrityError, Conflict):
        return None


def _insert(ctx: Context, plan: Planned, action: str, **values: Any) -> str:
    found = plan.deadline
    missed = " ".join(step.code for step in plan.missed)
    about = {"registration_id": found.id, "due_on": found.due, "step": plan.step.code, "missed": missed}
    row = {**about, "id": new_id(), "address": found.address, "claimed_at": ctx.now(), **values}
    with ctx.change(action, found.row["person_id"]) as change:
        return str(change.insert(reminders, row))


def _send(ctx: Context, plan: Planned, id: str, letter: Letter) -> Told:
    told = Told(plan, "sent")
    try:
        mail.send(ctx.config, plan.deadline.address, letter.subject, letter.text, id)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        told = Told(plan, "failed", f"{type(error).__name__}: {error}"[:300], not mail.refused(error))
    values = {"problem": told.problem} if told.problem else {"sent_at": ctx.now()}
    sent, failed = EMPLOYER_TOLD if plan.employer else REMINDED
    with ctx.change(failed if told.problem else sent, plan.deadline.row["person_id"]) as change:
        change.update(reminders, id, values)
    return told
