"""A transitional provision in words, and as it is written."""

from datetime import date

from councilkit.law.model import Source
from councilkit.law.provisions import facts_of, one_line, told
from councilkit.law.transition import Provision

TITLES = {"learning": "Continuing learning"}
STARTS = Provision("Start now", ("learning", "other"), within=24, since="registration", note="Chosen.")


def test_whom_it_gives_time_how_long_and_for_what() -> None:
    words = told(STARTS, TITLES)
    assert [str(each) for each in words.who] == ["Everybody"]
    assert str(words.time) == "24 months from registration"
    assert [str(each) for each in words.requirements] == ["Continuing learning", "other"]
    assert (words.title, words.source, words.note) == ("Start now", "", "Chosen.")


def test_everybody_it_names_is_told() -> None:
    source = Source("X", "A bill")
    one = Provision(
        roles=("Manager",),
        in_post_before=date(2026, 1, 1),
        joined_before=date(2025, 1, 1),
        tenure_from=1,
        qualify_by=date(2030, 12, 31),
        source=source,
        article="s. 4",
    )
    words = told(one, TITLES)
    assert [str(each) for each in words.who] == [
        "Present job began before 1 January 2026",
        "First registered before 1 January 2025",
        "Registered for 1 month",
        "Works as Manager",
    ]
    assert (str(words.time), words.source) == ("Until 31 December 2030", "A bill, s. 4")
    assert str(told(Provision(within=1), {}).time) == "1 month from the first day of the job"


def test_one_line_says_it_as_it_is_written() -> None:
    assert one_line(STARTS) == "Start now: requirements learning or other, within 24, since registration"
    decree = Provision(qualify_by=date(2030, 12, 31), everybody=True)
    assert one_line(decree) == "qualify_by 2030-12-31, everybody"
    assert facts_of(Provision(qualify_by=date(2030, 12, 31))) == {"qualify_by": date(2030, 12, 31)}
