"""The slow, obvious reading of a requirement: one registrant, one record, one day at a time, in plain Python."""

import re
import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from councilkit.law.model import Law, LawLookupError
from councilkit.law.requirements import (
    AllOf,
    Amount,
    AnyOf,
    AtLeastOne,
    Count,
    Covers,
    Declared,
    Fulfilled,
    Holds,
    Kinds,
    NoOrder,
    Paid,
    Practised,
    Ratio,
    Requirement,
)
from councilkit.law.selection import Applies, Deferral, Where
from councilkit.law.windows import Anchored, Calendar, Cycle, Ever, InRole, Rolling, Term

Row = dict[str, Any]
DAY = timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """The same day some months on, found by walking back from the 31st."""
    place = day.year * 12 + day.month - 1 + months
    for number in (day.day, 31, 30, 29, 28):
        if number <= day.day:
            try:
                return date(place // 12, place % 12 + 1, number)
            except ValueError:
                continue
    raise AssertionError(day)


def months_after(day: date, months: int) -> date:
    """The day on which so many months from `day` are over: the first of the next month where theirs has no such day."""
    found = months_on(day, months)
    return found if found.day == day.day else found + DAY


def words(role: str) -> str:
    """The words of a position, however they were typed."""
    return " ".join(re.split(r"[\s\-\u2010-\u2015]+", unicodedata.normalize("NFKC", role).lower().strip()))


class Reference:
    """The state of every requirement for one registrant."""

    def __init__(self, law: Law, as_of: date, me: Row, facts: dict[str, list[Row]]) -> None:
        self.law, self.as_of, self.me, self.facts = law, as_of, me, facts

    def mine(self, frame: str) -> list[Row]:
        return [row for row in self.facts.get(frame, []) if row["registrant"] == self.me["registrant"]]

    def figure(self, id: str) -> Any:
        """A value of the law for this registrant, None when unknown."""
        try:
            value = self.law.value(id, self.as_of)
        except LawLookupError:
            return None
        if not hasattr(value, "items"):
            return value
        role = {words(code): code for code in value}.get(words(self.me.get("role") or ""))
        for code in (self.me["part"], self.me["part"].split(".")[-1], role, self.me.get("step")):
            if code in value:
                return value[code]
        return None

    def worth(self, id: str) -> Any:
        """What the law says of an hour, the same for everybody; None when unknown."""
        try:
            return self.law.value(id, self.as_of)
        except LawLookupError:
            return None

    def length(self, id: str) -> int | None:
        try:
            return self.law.months(id, self.as_of)
        except LawLookupError:
            return None

    def span(self, window: Any, back: int = 0) -> tuple[date, date | None] | None:
        if isinstance(window, Term):
            return (self.me["term_start"], self.me["term_end"]) if not back and self.me["term_start"] else None
        if isinstance(window, InRole):
            return (self.me["role_since"], self.as_of) if not back and self.me["role_since"] else None
        if isinstance(window, Ever):
            return (self.me["registered_on"], self.as_of) if not back else None
        if isinstance(window, Cycle):
            value = self.figure(window.spans)
            return (value["start"], value["end"]) if value and not back else None
        months = self.length(window.length)
        if not months:
            return None
        if isinstance(window, Rolling):
            return months_on(self.as_of, -months * (back + 1)) + DAY, months_on(self.as_of, -months * back)
        if isinstance(window, Calendar):
            anchor = self.law.value(window.anchor, self.as_of)
        else:
            assert isinstance(window, Anchored)
            anchor = self.me["registered_on"]
            if anchor > self.as_of:
                return None
        begins = months_after if isinstance(window, Anchored) else months_on
        number = 0
        while begins(anchor, months * (number + 1)) <= self.as_of:
            number += 1
        while begins(anchor, months * number) > self.as_of:
            number -= 1
        number -= back
        if isinstance(window, Anchored) and number < 0:
            return None
        return begins(anchor, months * number), begins(anchor, months * (number + 1)) - DAY

    def inside(self, day: date, window: Any, back: int = 0) -> bool:
        found = self.span(window, back)
        if found is None or day > self.as_of or (self.me["born_on"] and day <= self.me["born_on"]):
            return False
        return found[0] <= day and (found[1] is None or day <= found[1])

    def learning(self, window: Any, unit: str, of: Where, back: int = 0, more: tuple[str, ...] = ()) -> list[Row]:
        assert back or self.span(window) is not None
        return [
            row
            for row in self.mine("learning")
            if not self.said_before(row)
            and (row["amount"] > 0 or not unit)
            and self.inside(row["on"], window, back)
            and (not unit or row["unit"] in (unit, *more))
            and self.chosen(row, of)
        ]

    def said_before(self, row: Row) -> bool:
        """Whether the same person has the same content in an earlier line."""
        owners = {each["registrant"]: each["person"] for each in self.facts["registrants"]}
        for other in self.facts["learning"]:
            if other is row:
                return False
            same = other["fingerprint"] == row["fingerprint"] and row["fingerprint"] is not None
            if same and owners[other["registrant"]] == owners[row["registrant"]]:
                return True
        raise AssertionError(row)

    def chosen(self, row: Row, of: Where) -> bool:
        if of.categories and row["category"] not in of.categories:
            return False
        if of.kind and row["kind"] != of.kind:
            return False
        if of.standards and not set(of.standards) & set(row["standards"]):
            return False
        if of.helper_status and not any(
            held["person"] == row["helper"]
            and held["status"] == of.helper_status
            and held["starts_on"] <= row["on"]
            and (held["ends_on"] is None or row["on"] <= held["ends_on"])
            for held in self.facts["statuses"]
        ):
            return False
        return all(row[name] for name in ("peer_reflection", "reflection", "impact") if getattr(of, name))

    def days(self, rows: list[Row], first: date, last: date) -> int:
        """Hundredths of full-time days, day by day."""
        total, day = 0, first
        while day <= last:
            share = sum(
                row["share"]
                for row in rows
                if row["starts_on"] and row["starts_on"] <= day and (row["ends_on"] is None or day <= row["ends_on"])
            )
            total += min(100, share)
            day += DAY
        return total

    def met(self, node: Requirement) -> bool | None:
        if hasattr(node, "window") and self.span(node.window) is None:
            return None
        return getattr(self, "met_" + type(node).__name__.lower())(node)

    def met_amount(self, node: Amount) -> bool | None:
        needed = self.needed(node)
        if needed is None or self.span(node.window) is None:
            return None
        cycles = self.figure(node.carry.spans) or 0 if node.carry else 0
        carried: Fraction | None = Fraction(0)
        for back in range(cycles, -1, -1):
            total = self.total(node, back)
            if total is None:
                return None
            if back:
                started = self.span(node.window, back) is not None
                over = max(Fraction(0), total + carried - needed) if started else Fraction(0)
                if node.carry and node.carry.most:
                    most = self.figure(node.carry.most)
                    over = min(over, Fraction(str(most))) if most is not None else over
                carried = over
            else:
                return total + carried >= needed
        raise AssertionError(node)

    def total(self, node: Amount, back: int) -> Fraction | None:
        rows = self.learning(node.window, node.unit, node.of, back, ("hour",) if node.worth else ())
        total, left = Fraction(0), list(rows)
        for cap in node.caps:
            most = self.figure(cap.most)
            if most is None:
                return None
            group = [row for row in left if row["category"] in cap.categories]
            left = [row for row in left if row not in group]
            total += min(sum((self.counts(node, row) for row in group), Fraction(0)), Fraction(str(most)))
        return total + sum((self.counts(node, row) for row in left), Fraction(0))

    def counts(self, node: Amount, row: Row) -> Fraction:
        """What one record counts: its amount, or what its hours are worth, no more than whole hundredths."""
        if not node.worth or row["unit"] != "hour":
            return Fraction(row["amount"], 100)
        if not row["reflection"]:
            return Fraction(0)
        an_hour = self.worth(node.worth)["with_impact" if row["impact"] else "with_reflection"]
        return Fraction(floor(row["amount"] * Fraction(str(an_hour))), 100)

    def needed(self, node: Amount) -> Fraction | None:
        value = self.figure(node.basis)
        if value is None or (node.worth and self.worth(node.worth) is None):
            return None
        needed = Fraction(str(value))
        if node.percent:
            percent = self.figure(node.percent)
            if percent is None:
                return None
            needed = Fraction(ceil(needed * Fraction(str(percent))), 100)
        found = self.span(node.window)
        if node.prorated and found is not None:
            start, end = found
            if end is None:
                return None
            whole = (end - start).days + 1
            away = 0
            if "leave" in node.prorated:
                rows = [{**row, "share": 100} for row in self.mine("leave")]
                away += self.days(rows, start, end) // 100
            if "entry" in node.prorated:
                away += max(0, (self.me["registered_on"] - start).days)
            needed = Fraction(ceil(needed * 100 * Fraction(max(0, whole - away), whole)), 100)
        return needed

    def met_count(self, node: Count) -> bool | None:
        value = self.figure(node.basis)
        return None if value is None else len(self.learning(node.window, "", node.of)) >= value

    def met_atleastone(self, node: AtLeastOne) -> bool:
        return bool(self.learning(node.window, "", node.of))

    def met_ratio(self, node: Ratio) -> bool | None:
        value = self.figure(node.basis)
        if value is None:
            return None
        some = sum(row["amount"] for row in self.learning(node.window, node.unit, node.of))
        whole = sum(row["amount"] for row in self.learning(node.window, node.unit, Where()))
        return some * 100 >= whole * Fraction(str(value))

    def met_kinds(self, node: Kinds) -> bool | None:
        value = self.figure(node.basis)
        found = {row["category"] for row in self.learning(node.window, "", Where())} & set(node.categories)
        return None if value is None else len(found) >= value

    def met_covers(self, node: Covers) -> bool | None:
        value = self.figure(node.basis)
        found = {code for row in self.learning(node.window, "", Where()) for code in row["standards"]}
        return None if value is None else len(found & set(node.standards)) >= value

    def met_practised(self, node: Practised) -> bool | None:
        years, last = self.length(node.basis), self.length(node.last)
        if years is None or last is None:
            return None
        rows = [row for row in self.mine("employment") if row["attested"] or not node.attested]
        found = self.days(rows, months_on(self.as_of, -last) + DAY, self.as_of)
        return found >= (self.as_of - months_on(self.as_of, -years)).days * 100

    def met_holds(self, node: Holds) -> bool | None:
        codes = node.qualifications
        if node.codes:
            codes = self.figure(node.codes)
            if codes is None:
                return None
        held = [r for r in self.mine("qualifications") if r["awarded_on"] is None or r["awarded_on"] <= self.as_of]
        if any(row["code"] in codes for row in held):
            return True
        return None if any(not row["code"] for row in held) else False

    def met_noorder(self, node: NoOrder) -> bool:
        return not any(row["effect"] in node.effects and self.holds_today(row) for row in self.mine("orders"))

    def holds_today(self, row: Row) -> bool:
        begun = row["starts_on"] is None or row["starts_on"] <= self.as_of
        return begun and (row["ends_on"] is None or self.as_of <= row["ends_on"])

    def met_fulfilled(self, node: Fulfilled) -> bool:
        for row in self.mine("conditions"):
            later = self.due_after_the_term(row["due_on"])
            begun = row["imposed_on"] is None or row["imposed_on"] <= self.as_of
            if row["kind"] == node.condition and begun and not later:
                done = row["fulfilled_on"] is not None and row["fulfilled_on"] <= self.as_of
                if not done or (node.confirmers and row["confirmed_by"] not in node.confirmers):
                    return False
        return True

    def due_after_the_term(self, due: date | None) -> bool:
        end = self.me["term_end"]
        return due is not None and end is not None and due > max(end, self.as_of)

    def met_paid(self, node: Paid) -> bool | None:
        value = self.figure(node.basis)
        paid = sum(
            row["amount"]
            for row in self.mine("payments")
            if row["fee"] == node.fee and self.inside(row["paid_on"], node.window)
        )
        return None if value is None else Fraction(paid, 100) >= Fraction(str(value))

    def met_declared(self, node: Declared) -> bool:
        return any(
            row["kind"] == node.declaration and self.inside(row["signed_on"], node.window)
            for row in self.mine("declarations")
        )

    def met_allof(self, node: AllOf) -> bool | None:
        states = [self.state(part) for part in node.parts]
        return False if "unmet" in states else None if "unknown" in states else True

    def met_anyof(self, node: AnyOf) -> bool | None:
        states = [self.state(part) for part in node.parts]
        if any(state in ("met", "exempt", "deferred") for state in states) or set(states) == {"does not apply"}:
            return True
        return None if "unknown" in states else False

    def state(self, node: Requirement) -> str:
        if node.basis and node.basis in self.law:
            values = self.law.get(node.basis).values
            if values and values[-1].ends is not None and values[-1].ends < self.as_of:
                return "does not apply"
        bound = self.binds(node.applies)
        if bound is False:
            return "does not apply"
        decisions = [row for row in self.mine("decisions") if row["requirement"] == node.code and self.holds_today(row)]
        if any(row["kind"] == "exemption" for row in decisions):
            return "exempt"
        met = self.met(node)
        if met:
            return "met"
        if any(row["kind"] in ("extension", "undertaking") for row in decisions):
            return "deferred"
        for each in node.deferrals:
            if self.in_time(each) and self.binds(each.applies):
                return "deferred"
        return "unknown" if met is None or bound is None else "unmet"

    def in_time(self, deferral: Deferral) -> bool:
        if not deferral.within:
            until = self.figure(deferral.until)
            return until is not None and self.as_of <= until
        since = self.me["role_since" if deferral.since == "role" else "registered_on"]
        months = self.length(deferral.within)
        return months is not None and since is not None and self.as_of < months_on(since, months)

    def binds(self, applies: Applies) -> bool | None:
        """False as soon as one test is false; None when none is and one is unknown."""
        tests = list(self.tests(applies))
        return False if False in tests else None if None in tests else True

    def tests(self, applies: Applies):
        me = self.me
        for name, codes in (("part", applies.parts), ("step", applies.steps)):
            if codes:
                yield me[name] in codes
        if applies.roles:
            yield me["role"] is not None and words(me["role"]) in [words(role) for role in applies.roles]
        if applies.rule:
            yield self.figure(applies.rule)
        if applies.tenure_from:
            months = self.length(applies.tenure_from)
            yield None if months is None else me["registered_on"] <= months_on(self.as_of, -months)
        if applies.age_below:
            months = self.length(applies.age_below)
            unknown = months is None or me["born_on"] is None
            yield None if unknown else months_on(me["born_on"], months) > self.as_of
        if applies.joined_from:
            day = self.figure(applies.joined_from)
            yield None if day is None else me["registered_on"] >= day
        if applies.joined_before:
            day = self.figure(applies.joined_before)
            yield None if day is None else me["registered_on"] < day
        if applies.in_post_before:
            day, since = self.figure(applies.in_post_before), me["role_since"]
            jobless = since is None and me["role"] is None
            yield False if jobless else None if day is None or since is None else since < day
        if applies.after_first_term:
            yield None if me["term_start"] is None else me["term_start"] > me["registered_on"]
        if applies.condition:
            since = self.figure(applies.condition_from) if applies.condition_from else date.min
            days = [row["fulfilled_on"] for row in self.mine("conditions") if row["kind"] == applies.condition]
            done = [day for day in days if day is not None and day <= self.as_of]
            yield None if done and since is None else any(since <= day for day in done)
