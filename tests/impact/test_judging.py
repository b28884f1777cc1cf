"""Three readings of the same facts: the transition never makes anybody's verdict worse, and spares nobody else."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councilkit.impact.judging import Question, judged
from councilkit.law.facts import SCHEMAS, Facts
from councilkit.law.model import Law
from councilkit.law.transition import Provision
from tests.law.random_register import laws, registers, trees

DAY = date(2024, 6, 30)
WORSE = {"met": 0, "judge": 1, "unmet": 2}
PROVISIONS = st.lists(
    st.builds(
        Provision,
        roles=st.sampled_from([(), ("manager",)]),
        joined_before=st.none() | st.just(date(2021, 1, 1)),
        in_post_before=st.none() | st.just(date(2021, 1, 1)),
        qualify_by=st.sampled_from([date(2024, 6, 29), DAY, date(2030, 1, 1)]),
    ),
    min_size=1,
    max_size=2,
)


def facts_of(rows: dict[str, list[dict[str, Any]]]) -> Facts:
    frames = {}
    for name, each in rows.items():
        used = {column: dtype for column, dtype in SCHEMAS[name].items() if any(column in row for row in each)}
        frames[name] = pl.DataFrame(each, schema=used) if each else pl.DataFrame()
    return Facts.of(**frames)


def asked(data: st.DataObject, transition: tuple[Provision, ...]) -> tuple[Question, Facts]:
    node, now, draft = data.draw(trees()), data.draw(laws()), data.draw(laws())
    ids = frozenset(id for id in now.parameters if now.get(id) != draft.get(id))
    return Question(node, now, Law(draft.parameters), ids, transition), facts_of(data.draw(registers(node)))


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whoever_has_time_is_judged_no_worse_than_by_either_law(data: st.DataObject) -> None:
    question, facts = asked(data, (Provision(qualify_by=date(2030, 1, 1)),))
    for row in judged(question, facts, DAY).iter_rows(named=True):
        assert WORSE[row["then"]] <= min(WORSE[row["before"]], WORSE[row["after"]])


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data(), PROVISIONS)
def test_a_transition_changes_nothing_for_others(data: st.DataObject, provisions: list[Provision]) -> None:
    question, facts = asked(data, tuple(provisions))
    about = facts["registrants"].rows_by_key("registrant", named=True, unique=True)
    for row in judged(question, facts, DAY).iter_rows(named=True):
        assert WORSE[row["then"]] <= WORSE[row["after"]]
        if not any(in_scope(about[row["registrant"]], one) for one in provisions):
            assert row["then"] == row["after"]


def in_scope(me: dict[str, Any], one: Provision) -> bool:
    return (
        one.qualify_by is not None
        and one.qualify_by >= DAY
        and (not one.roles or me["role"] in one.roles)
        and (one.joined_before is None or me["registered_on"] < one.joined_before)
        and (one.in_post_before is None or (me["role_since"] is not None and me["role_since"] < one.in_post_before))
    )


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whoever_is_judged_worse_is_told_why(data: st.DataObject) -> None:
    question, facts = asked(data, ())
    codes = {node.code for node in question.requirement.walk()}
    for row in judged(question, facts, DAY).iter_rows(named=True):
        assert set(filter(None, row["reason"].split("+"))) <= codes
        if WORSE[row["after"]] > WORSE[row["before"]]:
            assert row["reason"]
