"""Records of learning that count in the unit of a requirement, and hours that are worth so many of it."""

from decimal import Decimal

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import Fault
from councilkit.law.requirements import Amount
from councilkit.wording import N_, Plural, Sentence

HOUR = "hour"
AMOUNT = pl.col("amount")
_PLAIN, _TOLD = (
    Plural("%(hours)s hour with reflection", "%(hours)s hours with reflection", "hours"),
    Plural("%(hours)s hour with reflection and impact", "%(hours)s hours with reflection and impact", "hours"),
)
_WORTH = {
    "credit": Plural("%(done)s credit", "%(done)s credits", "done"),
    "piece": Plural("%(done)s piece", "%(done)s pieces", "done"),
    "day": Plural("%(done)s day", "%(done)s days", "done"),
}


def counted_amount(requirement: Amount, env: Environment) -> pl.Expr:
    """What a record counts, in hundredths of the unit: its amount, or what its hours are worth, rounded down."""
    worth = env.worth(requirement.worth) if requirement.worth else None
    if worth is None:
        return AMOUNT
    an_hour = pl.when("impact").then(_hundredths(worth.impact)).otherwise(_hundredths(worth.reflection))
    return pl.when(pl.col("unit") == HOUR).then(AMOUNT * an_hour // 100).otherwise(AMOUNT)


def _hundredths(figure: Decimal) -> pl.Expr:
    return pl.lit(int(figure * 100), pl.Int64())


def measured(unit: str) -> list[Fault]:
    """The faults of a record whose amount cannot be summed; where records are counted, the amount says nothing."""
    return [_NOTHING, (N_("it is counted in another unit"), pl.col("unit") != unit)] if unit else []


_NOTHING: Fault = (N_("its amount is not above nothing"), AMOUNT <= 0)


def amounting(requirement: Amount, env: Environment) -> list[Fault]:
    """The same for an amount: hours count where the law says what they are worth, and only with a reflection."""
    if not requirement.worth:
        return measured(requirement.unit)
    of_hours = pl.col("unit") == HOUR
    return [
        _NOTHING,
        (N_("it is counted in another unit"), ~pl.col("unit").is_in([requirement.unit, HOUR])),
        (N_("the law does not say what an hour is worth"), of_hours & (env.worth(requirement.worth) is None)),
        (N_("it has no reflection"), of_hours & ~pl.col("reflection")),
    ]


def in_words(unit: str, hours: Decimal, impact: bool, worth: Decimal) -> Sentence:
    """How what a record counts was worked out: 2 hours with reflection: 4 credits."""
    told = Sentence(_TOLD if impact else _PLAIN, hours=hours)
    return Sentence(N_("%(hours)s: %(worth)s"), hours=told, worth=Sentence(_WORTH[unit], done=worth))
