"""When a renewal that is held open can be let lapse, by the notice that a law names and where it names none."""

from datetime import date
from pathlib import Path

import pytest

from councilkit.context import Context
from councilkit.law import load
from councilkit.register.lapsing import against_day, notice_of, told_notice

TODAY = date(2027, 2, 1)
NOTICE = """
sources:
  RULES: {title: Rules of the council}
xx.lapse.notice:
  title: Notice before a registration lapses
  unit: weeks
  values:
    2020-01-01: {value: 4, source: RULES, article: "r.8", certainty: V, checked: 2026-11-22}
"""


@pytest.mark.parametrize(("on", "too_soon"), [(date(2027, 3, 1), True), (date(2027, 3, 2), False)])
def test_the_notice_that_the_law_names_is_left(tmp_path: Path, on: date, too_soon: bool) -> None:
    (tmp_path / "rules.yaml").write_text(NOTICE, encoding="utf-8")
    notice = notice_of(load(tmp_path), "xx.social_worker", TODAY)
    assert "4 weeks: Notice before a registration lapses (Rules of the council)" in told_notice(notice)
    assert bool(against_day(notice, on, TODAY)) is too_soon


def test_where_the_law_is_silent_that_is_said_and_any_later_day_will_do(ctx: Context) -> None:
    notice = notice_of(ctx.law, "ni.social_worker", TODAY)
    assert "names no notice before a registration lapses" in told_notice(notice)
    assert (
        against_day(notice, TODAY, TODAY)
        == "Choose 2 February 2027 or a later day, so that the person can still renew."
    )
    assert against_day(notice, date(2027, 2, 2), TODAY) is None
