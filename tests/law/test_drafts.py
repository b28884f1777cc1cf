"""Drafts and their transitions: what a folder says, what is wrong with it, and from which day it would hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from councilkit.law.drafts import changes, first_day, held_from, load_draft, over
from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.law.references import references, touched
from councilkit.law.requirements import AllOf, Amount, AnyOf, Holds
from councilkit.law.selection import Applies
from councilkit.law.transition import Provision, deferred, kept, typed, with_figures
from councilkit.law.yamltree import LawError

LAW = Law({"hours": Parameter("hours", "Hours", "hours", (DatedValue(30, date(2020, 1, 1), Source("A", "An Act")),))})
HOURS = """sources:
  BILL: {title: "A bill"}
hours:
  title: Hours
  unit: hours
  values:
    2020-01-01: {value: 30, source: "An Act"}
    2027-01-01: {value: 40, source: BILL, article: "1"}
    2028-01-01: {value: 50, source: BILL, article: "1"}
"""
ABOUT = """title: More hours
about: Forty hours, then fifty.
transition:
  - {title: In post, requirements: learning, in_post_before: 2027-01-01, qualify_by: 2029-01-01, source: BILL}
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def files(hours: str = HOURS, about: str = ABOUT) -> Path:
        (tmp_path / "hours.yaml").write_text(hours, encoding="utf-8")
        if about:
            (tmp_path / "draft.yaml").write_text(about, encoding="utf-8")
        return tmp_path

    return files


def test_a_folder_says_what_is_proposed(write: Write) -> None:
    draft = load_draft(write())
    assert (draft.title, draft.about) == ("More hours", "Forty hours, then fifty.")
    (found,) = changes(LAW, draft, date(2026, 11, 22))
    assert found.now is not None
    assert found.now.value == 30
    assert [(each.start, each.value) for each in found.proposed] == [(date(2027, 1, 1), 40), (date(2028, 1, 1), 50)]
    assert draft.transition[0].source == Source("BILL", "A bill")
    assert over(LAW, draft).value("hours", date(2028, 6, 1)) == 50


def test_without_words_of_its_own_a_draft_is_called_like_its_folder(write: Write, tmp_path: Path) -> None:
    draft = load_draft(write(about=""))
    assert (draft.title, draft.code, draft.transition) == (tmp_path.name, tmp_path.name, ())


def test_a_letter_changes_the_mark(write: Write) -> None:
    first = load_draft(write()).mark
    assert load_draft(write()).mark == first
    assert load_draft(write(about=ABOUT + " ")).mark != first


def test_the_law_stands_until_the_draft_begins(write: Write) -> None:
    short = "hours:\n  title: Hours\n  unit: hours\n  values:\n    2027-01-01: {value: 40, source: A bill}\n"
    draft = load_draft(write(hours=short, about=""))
    proposed = over(LAW, draft)
    assert [proposed.value("hours", day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [30, 40]
    seen = replace(LAW.get("hours").values[0], start=date(2027, 5, 1), start_known=False)
    unread = Law({"hours": replace(LAW.get("hours"), values=(seen,))})
    proposed = over(unread, draft)
    days = (date(2019, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 1))
    assert [proposed.value("hours", day) for day in days] == [30, 30, 40, 40]


def test_days_move_together(write: Write) -> None:
    draft = load_draft(write())
    assert first_day(LAW, draft) == date(2027, 1, 1)
    moved = held_from(LAW, draft, date(2026, 1, 1))
    values = [(each.start, each.value) for each in over(LAW, moved).get("hours").values]
    assert values == [(date(2020, 1, 1), 30), (date(2026, 1, 1), 40), (date(2027, 1, 1), 50)]
    assert moved.transition[0].in_post_before == date(2026, 1, 1)
    assert moved.transition[0].qualify_by == date(2028, 1, 2)


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ("titel: X\n", "draft.yaml, line 1: “titel” is not known here; use title, about, transition, sources"),
        ("transition: 2029-01-01\n", "line 1: “transition” must be a list"),
        ("transition:\n  - {who: all}\n", "line 2: “who” is not known under “transition”"),
        ("transition:\n  - {in_post_before: 2027-01-01}\n", "line 2: name either “qualify_by”"),
        ("transition:\n  - qualify_by: soon\n", "line 2: “qualify_by” must be a date"),
        ("transition:\n  - within: 1.5\n", "line 2: “within” must be a whole number"),
        ("transition:\n  - {within: 6, roles: [1]}\n", "“roles” must be a text or a list of texts"),
        (
            "transition:\n  - {within: 6, source: NOPE}\n",
            "the source “NOPE” of “transition” is not in a “sources” block",
        ),
        ("transition:\n  - {within: 6, since: birth}\n", "line 2: “since” says what the months of “within” count from"),
        ("transition:\n  - {qualify_by: 2029-01-01, since: registration}\n", "line 2: “since” says what"),
        (
            "transition:\n  - title: Time\n    qualify_by: 2029-01-01\n",
            "draft.yaml, line 2: it does not say whom it gives time: add in_post_before, joined_before, tenure_from, "
            "roles, or “everybody”.",
        ),
        ("transition:\n  - within: 6\n    everybody: false\n", "line 3: “everybody” can only be true"),
        (
            "transition:\n  - within: 6\n    everybody: true\n    roles: [Manager]\n",
            "line 3: “everybody” leaves nobody out: leave it out, or “roles”.",
        ),
        (
            "transition:\n  - in_post_before: 2029-01-01\n    qualify_by: 2028-01-01\n",
            "line 3: “qualify_by” (2028-01-01) must be later than “in_post_before”",
        ),
    ],
)
def test_what_is_wrong_with_its_words_is_told_with_the_line(write: Write, about: str, sentence: str) -> None:
    with pytest.raises(LawError) as told:
        load_draft(write(about=about))
    assert sentence in str(told.value)


def test_a_draft_of_nothing_and_one_of_something_unknown_are_told(write: Write) -> None:
    with pytest.raises(LawError, match="there is no law here"):
        load_draft(write(hours=""))
    with pytest.raises(LawError, match=r"hours.yaml, line 3: The law has no parameter “hours”.*mend the id"):
        over(Law({}), load_draft(write()))


LEARNING = Amount(code="learning", title="Learning", basis="hours")
DIPLOMA = Holds(code="diploma", title="Diploma", qualifications=("q",), applies=Applies(rule="asked"))
OTHER = Amount(code="other", title="Other", basis="few")


def test_only_what_hangs_on_the_changed_figures_is_looked_at() -> None:
    routes = AnyOf(code="routes", title="Routes", parts=(DIPLOMA, OTHER))
    whole = AllOf(code="whole", title="Whole", parts=(LEARNING, OTHER, routes))
    assert touched(whole, {"none"}) is None
    assert [node.code for node in touched(whole, {"hours"}).walk()] == ["learning", "whole"]  # type: ignore[union-attr]
    found = touched(whole, {"asked"})
    assert [node.code for node in found.walk()] == ["diploma", "other", "routes", "whole"]  # type: ignore[union-attr]


def test_what_has_time_is_met_by_the_law_now_as_well() -> None:
    whole = AllOf(code="whole", title="Whole", parts=(LEARNING, DIPLOMA))
    changed = kept(whole, [Provision(within=6)], {"hours"})
    assert [node.code for node in changed.children] == ["learning", "diploma"]
    assert isinstance(changed.children[0], AnyOf)
    assert changed.children[1] is DIPLOMA
    assert sorted(id for node in changed.walk() for _, _, id in references(node)) == ["asked", "hours", "now.hours"]
    codes = [node.code for node in changed.walk()]
    assert len(codes) == len(set(codes))
    named = kept(whole, [Provision(requirements=("diploma",), within=6)], {"hours"})
    assert [isinstance(node, AnyOf) for node in named.children] == [False, True]


def test_time_is_given_for_what_a_provision_names_or_for_all() -> None:
    starts = Provision(requirements=("learning",), within=6, since="registration")
    everything = Provision(qualify_by=date(2029, 1, 1))
    given = deferred(LEARNING, [starts, everything]).deferrals
    assert [(each.within, each.until, each.since) for each in given] == [
        ("transition.0.within", "", "registration"),
        ("", "transition.1.qualify_by", "role"),
    ]
    assert len(deferred(OTHER, [starts, everything]).deferrals) == 1
    assert with_figures(LAW, [starts]).months("transition.0.within", date(2026, 1, 1)) == 6


def test_a_provision_may_be_typed_with_what_its_months_count_from() -> None:
    given = typed("within=24,since=registration,everybody=yes")
    assert given == Provision(within=24, since="registration", everybody=True)
    with pytest.raises(LawError, match="role or registration"):
        typed("within=24,since=birth")


def test_a_draft_in_another_unit_than_the_law_is_named_with_its_place(write: Write) -> None:
    draft = load_draft(write(HOURS.replace("unit: hours", "unit: credits")))
    with pytest.raises(
        LawError, match=r"hours.yaml, line 3: the law has “hours” in hours, not in credits: mend “unit”"
    ):
        over(LAW, draft)


def test_a_draft_need_not_write_the_unit_again(write: Write) -> None:
    draft = load_draft(write(HOURS.replace("  unit: hours\n", "")))
    assert over(LAW, draft).get("hours").unit == "hours"
    assert [each.parameter.unit for each in changes(LAW, draft, date(2026, 11, 22))] == ["hours"]
