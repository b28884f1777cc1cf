"""Renewals that have begun: fees that came in, signatures that wait for the fee, newcomers in their first year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from councilkit.context import Context
from councilkit.demo.careers import Career
from councilkit.demo.chance import chance, day_between, new_id
from councilkit.demo.columns import Keys, Row
from councilkit.demo.lives import Life
from councilkit.demo.rows import Writer
from councilkit.law.months import add_months
from councilkit.law.requirements import Fulfilled, Paid, Requirement
from councilkit.register.tables import registration_events
from councilkit.register.terms import renewal_opens
from councilkit.standing.assessing import sets_for
from councilkit.standing.recording import by_its_name
from councilkit.standing.renewal_store import SIGNATURE
from councilkit.standing.renewing import PAID, SIGNED
from councilkit.standing.tables import conditions, declarations, payments

NEWCOMER_DAYS = 400


@dataclass
class Begun:
    """Adds what a renewal needs to the rows of a demonstration."""

    ctx: Context
    writer: Writer
    today: date

    def add(self, keyed: Sequence[tuple[Life, Keys]]) -> None:
        """Fees and signatures of those whose renewal is open, and conditions of those who are new."""
        asked = {part: list(found.requirement.walk()) for part, found in sets_for(self.ctx, "renewal").items()}
        for life, keys in keyed:
            career, id = life.careers[0], keys.registrations[0]
            needed = asked.get(career.part, [])
            if not career.ended and needed:
                self._condition(career, id, keys.person, needed)
                self._renewal(life, id, keys.person, needed)

    def _condition(self, career: Career, id: str, person: str, needed: Sequence[Requirement]) -> None:
        known = any(row["registration_id"] == id for row in self.writer.rows.of(conditions))
        if known or (self.today - career.registered_on).days > NEWCOMER_DAYS or career.happenings:
            return
        for node in needed:
            if isinstance(node, Fulfilled) and "employer" in node.confirmers:
                begun = career.registered_on
                due = by_its_name(self.ctx.law, node, begun, self.today)
                row = {"kind": node.condition, "imposed_on": begun, "due_on": due, "wording": node.title}
                self._tell(begun, "standing.condition", id, person, (conditions, row))

    def _renewal(self, life: Life, id: str, person: str, needed: Sequence[Requirement]) -> None:
        career = life.careers[0]
        due = career.until
        if due is None or career.sanctions or not renewal_opens(due) < self.today <= due:
            return
        rng = chance(self.writer.seed, "renewal", id)
        chosen, day = rng.random(), day_between(rng, renewal_opens(due), self.today - timedelta(days=1))
        learnt = life.done_since(add_months(due, -(life.asked.months or 12)) + timedelta(days=1))
        paid = list(self._payments(needed, day))
        if paid and chosen < 0.4:
            self._tell(day, "standing.payment", id, person, *paid, self._held(career, day, PAID))
        elif chosen < 0.7 and learnt >= float(life.asked.target or 0):
            signature = (declarations, {"kind": SIGNATURE, "signed_on": day})
            self._tell(day, "standing.sign", id, person, signature, self._held(career, day, SIGNED))

    def _payments(self, needed: Sequence[Requirement], day: date) -> Iterator[tuple[Any, Row]]:
        for node in needed:
            if isinstance(node, Paid):
                money = {"amount": Decimal(self.ctx.law.number(node.basis, day)), "currency": self._unit(node)}
                yield payments, {"fee": node.fee, "paid_on": day, **money}

    def _unit(self, node: Paid) -> str:
        return str(self.ctx.law.get(node.basis).unit)

    def _held(self, career: Career, day: date, reason: str) -> tuple[Any, Row]:
        """The event that holds the term open."""
        event = {"kind": "extended", "effective_on": day, "until": None, "reason": reason}
        return registration_events, {**event, "position": len(career.happenings) + 1}

    def _tell(self, on: date, action: str, id: str, person: str, *written: tuple[Any, Row]) -> None:
        rng = chance(self.writer.seed, action, id)
        rows = ((table, [{"id": new_id(rng), "registration_id": id, **row}]) for table, row in written)
        self.writer.rows.tell(on, action, person, *rows)
