"""Holds an audit in the demonstration: drawn and partly reviewed, a case in every state, one left to the visitor."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from math import ceil

from councilkit.audits.sampling import Frame, drawn
from councilkit.audits.services import answering, drawing, reading, reviewing
from councilkit.audits.services.reading import Case
from councilkit.context import Actor, Context
from councilkit.demo.signins import account_id
from councilkit.register.store import registrations_of

LEAST = 12  # who are drawn, so that every state has somebody
REPLY = timedelta(days=38)
TRIALS = 5000
SHORT = "The hours are there, but nothing shows what most of them were: no certificate and no line of a manager."
LATER = "I am on sick leave until the new year."
MORE = "A certificate of the course that you name, or a line of your manager."
# what becomes of the cases besides the visitor's own, in their order; the others stay unanswered
FATES = ("met", "second", "sent", "time", "more", "not_met", "conflict", "met", "sent")
Step = tuple[date, Callable[[Context], None]]


@dataclass(frozen=True)
class Audit:
    """An audit that draws the person who signs in as the registrant."""

    seed: int
    person_id: str

    def steps(self, today: date) -> Iterator[Step]:
        """Each step with its day."""
        verbs = ((30, self._commit), (24, self._draw), (12, self._answer), (6, self._review), (3, self._look_again))
        for ago, verb in verbs:
            yield today - timedelta(days=ago), verb

    def _officer(self, ctx: Context, login: str) -> Context:
        role = "assessor" if login == "assessor" else "registrar"
        return ctx.acting(Actor(account_id(self.seed, login), login, frozenset({role})))

    def _commit(self, ctx: Context) -> None:
        registrar = self._officer(ctx, "registrar")
        with ctx.reading() as connection:
            mine = registrations_of(connection, self.person_id)[0]
        found = drawing.plan(registrar, mine["part"]).eligible
        fraction = max(Decimal("0.1"), min(Decimal(1), Decimal(ceil(100 * LEAST / found.count)) / 100))
        plan = drawing.plan(registrar, mine["part"], fraction)
        drawing.commit(registrar, plan, seed=self._seed(found.frame, fraction, mine["number"]))

    def _seed(self, frame: Frame, fraction: Decimal, number: str) -> str:
        """A seed that draws the visitor: what the commitment alone cannot rule out, and no honest council does."""
        for trial in count():
            seed = hashlib.sha256(f"demonstration {self.seed} {trial}".encode()).hexdigest()
            chosen = drawn(frame, seed, "", fraction).values()
            if trial == TRIALS or any(number in numbers for numbers in chosen):
                break
        return seed

    def _draw(self, ctx: Context) -> None:
        registrar = self._officer(ctx, "registrar")
        audit = drawing.only(registrar, "committed")
        drawing.draw(registrar, audit["id"], due_on=ctx.today() + REPLY)
        drawing.reveal(registrar, audit["id"])

    def _fated(self, ctx: Context) -> list[tuple[Case, str]]:
        audit = drawing.only(ctx, "revealed")
        others = [c for c in reading.read_audit(ctx, audit["id"])[1] if c.row["person_id"] != self.person_id]
        return list(zip(others, FATES, strict=False))

    def _answer(self, ctx: Context) -> None:
        for case, fate in self._fated(ctx):
            version = case.row["version"]
            if fate == "time":
                wish = {"due_on": case.due + timedelta(days=28) if case.due else None, "reason": LATER}
                answering.ask_for_time(ctx, case.id, {**wish, "version": version})
                continue
            known = [row["id"] for row in answering.choices(ctx, case) if row["on"] <= ctx.today()]
            words = "" if known else "I was on parental leave and logged nothing in this period."
            answering.answer(ctx, case.id, {"records": known[:4], "answer": words, "version": version})

    def _review(self, ctx: Context) -> None:
        first, nok = self._officer(ctx, "registrar"), self._officer(ctx, "assessor")
        for case, fate in self._fated(ctx):
            who = nok if fate in ("sent", "conflict") else first
            reviewing.assign(first, case.id, who.actor.id)
            if fate in ("sent", "conflict"):
                continue
            _declare(who, case)
            if fate != "time":
                _find(who, case, fate)

    def _look_again(self, ctx: Context) -> None:
        second, nok = self._officer(ctx, "registrar2"), self._officer(ctx, "assessor")
        for case, fate in self._fated(ctx):
            if fate == "conflict":
                word = {"declaration": "conflict", "conflict": "We studied together.", "version": _version(nok, case)}
                reviewing.declare(nok, case.id, word)
                reviewing.assign(second, case.id, account_id(self.seed, "registrar"))
            if fate in ("second", "not_met"):
                reviewing.assign(second, case.id, second.actor.id)
            if fate == "not_met":
                _declare(second, case)
                reviewing.look_again(second, case.id, {"second": "agree", "version": _version(second, case)})


def _version(ctx: Context, case: Case) -> int:
    return int(reading.read_case(ctx, case.id).row["version"])


def _declare(ctx: Context, case: Case) -> None:
    reviewing.declare(ctx, case.id, {"declaration": "none", "version": _version(ctx, case)})


def _find(ctx: Context, case: Case, fate: str) -> None:
    outcome = {"met": "met", "more": "more"}.get(fate, "not_met")
    more = {"more": MORE, "more_until": ctx.today() + timedelta(days=21)} if outcome == "more" else {}
    reasons = {"reasons": SHORT} if outcome == "not_met" else {}
    reviewing.review(ctx, case.id, {"outcome": outcome, **more, **reasons, "version": _version(ctx, case)})
