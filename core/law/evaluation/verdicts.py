"""Verdicts with their reasons: what was asked, found and missing, by which text, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from councilkit.law.evaluation import trees
from councilkit.law.evaluation.counted import Counted, counted_rows
from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.extending import time_given
from councilkit.law.evaluation.steps import next_step, unit_of
from councilkit.law.facts import Facts
from councilkit.law.model import DatedValue, Law, LawLookupError
from councilkit.law.requirements import AnyOf, Requirement
from councilkit.wording import Sentence

FREED = ("does not apply", "exempt")
_MET = {"does not apply": True, "exempt": True, "met": True, "deferred": True, "unknown": None, "unmet": False}


@dataclass(frozen=True)
class Reason:
    """One requirement of a verdict.

    `state` is one of trees.STATES; `found`, `needed` and `missing` are in `unit` (None for trees and where unknown).
    `value` is what the law says, with source, article and whether it was checked; `unknown` says why it says nothing.
    `step` is the next thing to do; `rows` are the records that counted and those that did not, with the reason. `until`
    is the last day of the time that is given for it, where it is put off and a day is known.
    """

    requirement: Requirement
    state: str
    found: Decimal | None = None
    needed: Decimal | None = None
    unit: str = ""
    value: DatedValue | None = None
    unknown: str = ""
    step: Sentence | None = None
    rows: tuple[Counted, ...] = ()
    reasons: tuple["Reason", ...] = ()
    until: date | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is met, or need not be; None where a person must judge."""
        return _MET[self.state]

    @property
    def missing(self) -> Decimal | None:
        """What is still missing, at least nothing; None too where nothing is asked."""
        if self.found is None or self.needed is None or self.state in FREED:
            return None
        return max(Decimal(0), self.needed - self.found)

    @property
    def article(self) -> str:
        """Source and article in one line; empty where the law gives none."""
        if self.value is None:
            return ""
        return ", ".join(filter(None, (self.value.source.title, self.value.article)))

    @property
    def checked(self) -> bool:
        """Whether what the law says was compared with its source, here and in everything below."""
        own = self.value is None or self.value.checked is not None
        return own and all(reason.checked for reason in self.reasons)

    def walk(self) -> Iterator["Reason"]:
        """This reason and all below it, from the top."""
        yield self
        for reason in self.reasons:
            yield from reason.walk()


@dataclass(frozen=True)
class Verdict:
    """The answer for one registrant: met, not met, or (None) for a person to judge."""

    registrant: str
    as_of: date
    reason: Reason

    @property
    def met(self) -> bool | None:
        return self.reason.met

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every requirement of the tree, from the top."""
        return tuple(self.reason.walk())

    @property
    def steps(self) -> tuple[Reason, ...]:
        """What is left to do: of alternatives the one with the fewest things left, and then the least of them."""
        return tuple(_left(self.reason))


def _left(reason: Reason) -> list[Reason]:
    if reason.met is not False:
        return []
    if not reason.reasons:
        return [reason]
    below = [_left(each) for each in reason.reasons if each.met is False]
    if isinstance(reason.requirement, AnyOf):
        return min(below, key=_effort)
    return [each for left in below for each in left]


def _effort(left: Sequence[Reason]) -> tuple[int, Decimal]:
    """How much is left: the number of things, then the parts of the whole that are missing."""
    parts = [each.missing / each.needed if each.missing and each.needed else Decimal(1) for each in left]
    return len(left), sum(parts, Decimal(0))


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on many registrants; `table` is as `run.table` makes it."""

    table: pl.DataFrame
    requirement: Requirement
    facts: Facts
    law: Law
    as_of: date

    def __len__(self) -> int:
        return self.table.height

    def __iter__(self) -> Iterator[Verdict]:
        return (self.of(registrant) for registrant in self.table["registrant"])

    def of(self, registrant: str, *, rows: bool = True) -> Verdict:
        """The verdict on one registrant with all its reasons; KeyError for somebody who is not among them.

        Without `rows` nobody looks up which records counted, which takes as long as the rest.
        """
        found = self.table.filter(pl.col("registrant") == registrant)
        if found.is_empty():
            raise KeyError(registrant)
        facts = self.facts.only([registrant])
        env = Environment(self.law, self.as_of)
        return Verdict(registrant, self.as_of, _reason(self.requirement, found.row(0, named=True), facts, env, rows))

    def brief(self) -> Iterator[Verdict]:
        """The verdict on everybody by states and figures alone, without records, texts of the law and next steps.

        Whoever stands alike shares one reason, so that a whole register is told in a second.
        """
        units = {node.code: unit_of(node, Environment(self.law, self.as_of)) for node in self.requirement.walk()}
        columns, known = self.table.columns[1:], dict[tuple[object, ...], Reason]()
        for registrant, *cells in self.table.iter_rows():
            key = tuple(cells)
            if key not in known:
                known[key] = _brief(self.requirement, dict(zip(columns, key, strict=True)), units)
            yield Verdict(registrant, self.as_of, known[key])

    def briefly(self) -> Iterator[Verdict]:
        """The verdict on each, of which the states alone are told: no figures, records, steps or sources."""
        for row in self.table.iter_rows(named=True):
            yield Verdict(row["registrant"], self.as_of, _state_of(self.requirement, row))

    @property
    def met(self) -> pl.DataFrame:
        """For each registrant whether the whole is met; null where a person must judge."""
        return self.table.select("registrant", met=_as_met(pl.col(f"{self.requirement.code}=")))

    @property
    def states(self) -> pl.DataFrame:
        """For each registrant the state of the whole, one of trees.STATES."""
        return self.table.select("registrant", state=_as_word(pl.col(f"{self.requirement.code}=")))

    @property
    def long(self) -> pl.DataFrame:
        """One row a registrant and requirement: state, met, and found, needed and missing as numbers."""
        parts = []
        for node in self.requirement.walk():
            state, found, needed = (pl.col(f"{node.code}{sign}") for sign in "=#!")
            parts.append(
                self.table.select(
                    "registrant",
                    requirement=pl.lit(node.code),
                    state=_as_word(state),
                    met=_as_met(state),
                    found=found / 100,
                    needed=needed / 100,
                    missing=pl.when(_asks(state)).then((needed - found).clip(lower_bound=0) / 100),
                )
            )
        return pl.concat(parts).sort("registrant", maintain_order=True)


def _asks(state: pl.Expr) -> pl.Expr:
    return ~_as_word(state).is_in(FREED)


def _as_met(state: pl.Expr) -> pl.Expr:
    return pl.when(state == trees.UNKNOWN).then(None).otherwise(state < trees.UNKNOWN)


def _as_word(state: pl.Expr) -> pl.Expr:
    return state.cast(pl.Int64).replace_strict(dict(enumerate(trees.STATES)), return_dtype=pl.String)


def _told(node: Requirement, row: Mapping[str, object]) -> tuple[str, Decimal | None, Decimal | None]:
    """State, found and needed of a requirement as a row of the table has them."""
    found, needed = (_amount(row[f"{node.code}{sign}"]) for sign in "#!")
    return trees.STATES[int(str(row[f"{node.code}="]))], found, needed


def _brief(node: Requirement, row: Mapping[str, object], units: Mapping[str, str]) -> Reason:
    below = tuple(_brief(child, row, units) for child in node.children)
    return Reason(node, *_told(node, row), unit=units[node.code], reasons=below)


def _reason(node: Requirement, row: Mapping[str, object], facts: Facts, env: Environment, rows: bool) -> Reason:
    state, found, needed = _told(node, row)
    value, unknown = _value(node, env)
    unit = unit_of(node, env)
    to_do = state == "unmet" and not node.children
    return Reason(
        node,
        state,
        found,
        needed,
        unit,
        value,
        unknown,
        next_step(node, found, needed, unit, facts["registrants"], env) if to_do else None,
        counted_rows(node, facts, env) if rows else (),
        tuple(_reason(child, row, facts, env, rows) for child in node.children),
        _time_given(node, facts, env) if state == "deferred" else None,
    )


def _time_given(node: Requirement, facts: Facts, env: Environment) -> date | None:
    """Until when one registrant has time for a requirement."""
    found: date | None = time_given(node, facts, law=env.law, as_of=env.as_of)["until"].item()
    return found


def _state_of(node: Requirement, row: dict[str, object]) -> Reason:
    below = tuple(_state_of(child, row) for child in node.children)
    return Reason(node, trees.STATES[int(str(row[f"{node.code}="]))], reasons=below)


def _amount(hundredths: object) -> Decimal | None:
    return None if hundredths is None else Decimal(str(hundredths)) / 100


def _value(node: Requirement, env: Environment) -> tuple[DatedValue | None, str]:
    """What the law says of a requirement, or why it says nothing."""
    if not node.basis:
        return None, ""
    try:
        return env.law.find(node.basis, env.as_of), ""
    except LawLookupError as error:
        return None, str(error)
