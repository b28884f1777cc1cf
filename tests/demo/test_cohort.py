"""The invented cohort of the demonstration: of the size that the pilot had, with a report that hides and shows."""

from councilkit.cohorts import services, surveys, telling
from councilkit.context import Context
from councilkit.demo.services import fill


def test_a_cohort_is_on_its_way(ctx: Context) -> None:
    made = fill(ctx, 60, 3)
    (row,) = services.all_cohorts(ctx)
    assert "Invented" in row["title"]
    cohort = services.read_cohort(ctx, row["code"])
    assert (len(cohort.sites), len(cohort.learners)) == (3, 19)
    far = {each.wave.code: each for each in surveys.progress(ctx, cohort)}
    assert [(far[code].state, far[code].sent) for code in ("start", "mid", "end")] == [
        ("closed", 19),
        ("closed", 14),
        ("open", 12),
    ]
    assert {each.form for each in made.invited} >= {"learner_end", "provider", "manager"}
    report = telling.report_of(ctx, row["code"]).report
    assert (report.learners, report.count("finished"), report.count("left")) == (19, 12, None)
    assert all(change.n == 12 for change in report.changes)
    assert any(change.mean and change.mean > 0 for change in report.changes)
