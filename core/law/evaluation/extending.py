"""Until when somebody has time for a requirement: the last day that a deferral or a decision about them gives."""

from datetime import date

import polars as pl

from councilkit.law.evaluation.environment import Environment
from councilkit.law.evaluation.measures import collected, with_measures
from councilkit.law.evaluation.trees import binding, binds, last_day
from councilkit.law.facts import Facts
from councilkit.law.model import Law
from councilkit.law.requirements import Requirement

GIVING = ("extension", "undertaking")


def time_given(requirement: Requirement, facts: Facts, *, law: Law, as_of: date) -> pl.DataFrame:
    """For each registrant the last day of the time that is given for a requirement itself.

    Columns: registrant and `until`, null where there is no more time or where its end is not known.
    """
    env = Environment(law, as_of)
    base = with_measures(facts["registrants"].lazy(), facts, binding(requirement, env))
    days = [
        pl.when(binds(each.applies, env, f"{requirement.code}/bound{place}")).then(last_day(each, env))
        for place, each in enumerate(requirement.deferrals, 1)
    ]
    ruled = base.select("registrant", ruled=pl.max_horizontal(days) if days else pl.lit(None, pl.Date()))
    found = ruled.join(_decided(requirement, facts, as_of), on="registrant", how="left", maintain_order="left")
    last = pl.max_horizontal("ruled", "decided")
    return collected(found.select("registrant", until=pl.when(last >= as_of).then(last)), facts)


def _decided(requirement: Requirement, facts: Facts, as_of: date) -> pl.LazyFrame:
    """The last day of what was decided about a person."""
    begun = pl.col("starts_on").is_null() | (pl.col("starts_on") <= as_of)
    rows = facts["decisions"].lazy().filter(pl.col("requirement") == requirement.code, pl.col("kind").is_in(GIVING))
    return rows.filter(begun).group_by("registrant").agg(decided=pl.col("ends_on").max())
