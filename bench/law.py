"""Evaluate a renewal requirement with four conditions over 1,000,000 registrants and 10,000,000 learning records.

The baseline is the bare polars join and group-by over the same frames: records joined to their registrant's period,
those inside it summed. At most 4 times as long is the bar, under 6 GB of memory. Reading the frames is told apart.
`--registrants N` takes another size (ten records each).
"""

import argparse
import json
import resource
import time
from datetime import date

import polars as pl

from councilkit.law import Facts, evaluate
from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.law.requirements import AllOf, Amount, AtLeastOne, Kinds
from councilkit.law.selection import Cap, Where

AS_OF = date(2026, 3, 31)
INVENTED = Source("INVENTED", "Invented for this measurement")


def law() -> Law:
    """Four invented figures."""
    figures = {"hours": 90, "formal": 30, "reading": 20, "kinds": 3}
    return Law(
        {
            id: Parameter(id, id, "hours", (DatedValue(value, date(2017, 4, 1), INVENTED),))
            for id, value in figures.items()
        }
    )


def requirement() -> AllOf:
    """Ninety hours with a cap, thirty of them formal, three categories, one talked over with a peer."""
    return AllOf(
        code="renewal",
        title="Renewal",
        parts=(
            Amount(code="hours", title="Hours", basis="hours", caps=(Cap(("reading",), "reading"),)),
            Amount(code="formal", title="Formal hours", basis="formal", of=Where(kind="formal")),
            Kinds(
                code="kinds", title="Categories", basis="kinds", categories=("course", "reading", "research", "talk")
            ),
            AtLeastOne(code="peer", title="Talked over", of=Where(peer_reflection=True)),
        ),
    )


def chance(count: int, seed: int, choices: int) -> pl.Series:
    """Repeatable numbers from 0 to below `choices`."""
    return pl.select((pl.int_range(count).hash(seed) % choices).cast(pl.Int64).alias("chance")).to_series()


def days_before(count: int, seed: int, most: int) -> pl.Series:
    """Repeatable days, at most so many before the day that is asked about."""
    return ((AS_OF - date(1970, 1, 1)).days - chance(count, seed, most)).cast(pl.Int32).cast(pl.Date)


def frames(count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """An invented register in terms of three years, and ten records each."""
    rows = 10 * count
    ids = pl.select(pl.int_range(count).cast(pl.String).alias("id")).to_series()
    registrants = pl.DataFrame(
        {"registrant": ids, "person": ids, "registered_on": days_before(count, 1, 1095)}
    ).with_columns(
        part=pl.lit("x.social_worker"),
        term_start="registered_on",
        term_end=pl.col("registered_on").dt.offset_by("3y").dt.offset_by("-1d"),
    )
    learning = pl.DataFrame(
        {
            "registrant": ids.gather(chance(rows, 2, count)),
            "id": pl.select(pl.int_range(rows).cast(pl.String).alias("id")).to_series(),
            "on": days_before(rows, 3, 1500),
            "amount": (chance(rows, 4, 27) + 1) * 50,
            "category": pl.Series(["course", "reading", "research", "talk"]).gather(chance(rows, 5, 4)),
            "kind": pl.Series(["formal", "informal"]).gather(chance(rows, 6, 2)),
            "peer_reflection": chance(rows, 7, 9) == 0,
            "fingerprint": chance(rows, 8, 2**40).cast(pl.String),
        }
    )
    return registrants, learning


def bare(facts: Facts) -> pl.DataFrame:
    """The baseline."""
    spans = facts["registrants"].lazy().select("registrant", "term_start", "term_end")
    inside = (pl.col("on") >= pl.col("term_start")) & (pl.col("on") <= pl.col("term_end"))
    joined = facts["learning"].lazy().join(spans, on="registrant").filter(inside)
    return joined.group_by("registrant").agg(pl.col("amount").sum()).collect()


def timed(work):
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--registrants", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    registrants, learning = frames(given.registrants)
    built, facts = timed(lambda: Facts.of(registrants=registrants, learning=learning))
    figures, rule = law(), requirement()
    turns = []
    for _ in range(given.repeat):
        base, _ = timed(lambda: bare(facts))
        ours, verdicts = timed(lambda: evaluate(rule, facts, law=figures, as_of=AS_OF))
        turns.append({"bare_s": round(base, 2), "ours_s": round(ours, 2), "ratio": round(ours / base, 2)})
    met = verdicts.met["met"].sum()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"registrants": given.registrants, "records": learning.height, "met": met, "facts_s": round(built, 2)}
    ratio = sorted(turn["ratio"] for turn in turns)[len(turns) // 2]
    print(json.dumps(told | {"ratio": ratio, "bar": "<= 4", "peak_mb": peak, "turns": turns}))


if __name__ == "__main__":
    main()
