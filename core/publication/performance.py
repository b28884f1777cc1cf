"""How fast the council decides, by part, kind and year: its own figures, held against its own clocks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from statistics import median
from typing import Any

from councilkit.context import Context
from councilkit.publication import store
from councilkit.publication.model import Column, Counts, ForeignKey, Publication, Question
from councilkit.register.clocks import clock_of, due_on
from councilkit.wording import N_

Row = Mapping[str, Any]


def decided(ctx: Context, as_of: date) -> Iterator[Row]:
    """Applications decided up to a day: how many, how many of them in time, and the median of the days they took."""
    found: dict[tuple[str, str, int], list[tuple[int, bool]]] = defaultdict(list)
    with ctx.reading() as connection:
        rows = store.decided_applications(connection)
    for row in rows:
        came, done = (row[name].astimezone(ctx.config.zone).date() for name in ("received_at", "decided_at"))
        if done <= as_of:
            due = due_on(row, clock_of(ctx.catalogue, ctx.law, row["part"], row["kind"], came))
            found[row["part"], row["kind"], done.year].append(((done - came).days, done <= due))
    for (part, kind, year), each in sorted(found.items()):
        told = {"decided": len(each), "in_time": sum(timely for _, timely in each)}
        days = median(days for days, _ in each)
        yield {"part": part, "kind": kind, "year": year, **told, "median_days": float(days), "flag": None}


PERFORMANCE = Publication(
    "decisions_in_time",
    N_("How fast applications are decided"),
    "Applications that officers decided, by part, kind and year, and how many of them by the day that the law or the "
    "council's own promise sets. What was asked of an applicant stops the clock until the day given for the answer.",
    (
        Column("part", "text", "Part of the register"),
        Column("kind", "text", "Kind of application: entry, renewal or restoration"),
        Column("year", "integer", "Calendar year of the decision"),
        Column("decided", "integer", "Applications decided", unit="applications"),
        Column("in_time", "integer", "Of these, decided in time", unit="applications"),
        Column("median_days", "number", "Half of them took so many days or fewer", unit="days"),
        Column("flag", "text", "c: hidden to protect people"),
    ),
    decided,
    key=("part", "kind", "year"),
    protection=Counts("decided", by=("part", "kind", "year"), flag="flag", also=("in_time", "median_days")),
    foreign_keys=(ForeignKey("part", "register_parts"),),
    facets=("part", "kind", "year"),
    sort="-year",
    questions=(
        Question(
            "decided_in_time",
            "How many applications are decided in time?",
            "select year, kind, sum(decided) as decided,\n"
            "round(100.0 * sum(in_time) / sum(decided), 1) as percent_in_time\n"
            "from decisions_in_time where flag is null group by year, kind order by year desc, kind",
            "Over the parts that are shown",
        ),
    ),
    order=40,
)
