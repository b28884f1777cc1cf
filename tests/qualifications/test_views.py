"""The public catalogue and the office's forecast: what is typed is kept, faults are told, others may not look."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.register.services import people
from councilkit.register.services.registrations import find_registration

from .conftest import DIPLOMA, UNMATCHED

SignIn = Callable[..., Any]


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_anybody_reads_what_a_qualification_is_good_for(client: Any) -> None:
    text = client.get("/qualifications").text
    assert "Level 2 Certificate in Safe and Effective Practice" in text
    assert "Proposed, not law" in text
    assert "603/5212/7 (BIIAB)" in text
    assert "From 12 December 2024." in text
    assert 'href="/qualifications"' in client.get("/").text


def test_the_catalogue_can_be_narrowed_to_a_part(client: Any) -> None:
    text = client.get("/qualifications?part=ni.social_care_worker").text
    assert "Level 2 Certificate" in text
    assert "Nursing qualification" not in text
    unknown = client.get("/qualifications?part=nonsense")
    assert unknown.status_code == 404
    assert "There is no such part of the register here." in unknown.text


def test_the_page_says_that_it_is_no_law_and_who_stands_where(sign_in: SignIn, staff: dict[str, str]) -> None:
    office = sign_in("registrar")
    text = office.get("/office/qualifications").text
    assert "A draft for trial. It is not law." in text
    assert "No source shows it as law" in text
    assert "Transition: Start now, qualify by. Everybody. 24 months from registration." in text
    assert "Stated in a presentation, not found elsewhere." in text
    assert f'">{UNMATCHED}</a></th><td class="number" data-label="People">1</td>' in text
    assert "3 people count as unqualified today." in text
    assert '<a href="/office/qualifications">' in office.get("/office").text


def test_the_forecast_and_the_trial_of_the_draft_tell_its_transition_in_the_same_words(
    sign_in: SignIn, staff: dict[str, str]
) -> None:
    office = sign_in("registrar")
    pages = ("/office/qualifications", "/office/law/impact?draft=ni_qbr/qbr&event=renewal&look=changed")
    forecast, trial = (re.findall(r"<h3>Transition: .*?</dl>", office.get(page).text, re.DOTALL) for page in pages)
    assert forecast == trial
    assert "First registered before 1 January 2026" in forecast[0]
    assert "Until 31 December 2030" in forecast[0]
    assert "24 months from registration" in forecast[1]


def test_whoever_must_be_judged_is_named_and_settled(
    sign_in: SignIn, ana: Context, staff: dict[str, str], monkeypatch: pytest.MonkeyPatch, qualify: Callable[..., str]
) -> None:
    qualify("Abe", UNMATCHED)
    office = sign_in("registrar")
    path = "/office/qualifications/judge?award=Level+2+Diploma+in+Health+and+Social+Care"
    text = office.get(path).text
    assert text.index("Abe Worker") < text.index("Doubtful Worker")
    assert "2 people" in text
    monkeypatch.setattr("councilkit.qualifications.services.A_PAGE", 1)
    assert "Abe Worker" not in office.get(f"{path}&page=2").text
    person = find_registration(ana, staff["Doubtful"])["person_id"]
    people.add_qualification(ana, person, {"award": DIPLOMA, "country": "GB"})
    assert "Doubtful Worker" not in office.get(path).text
    assert office.get("/office/qualifications/judge?award=%3Cb%3E").status_code == 404


def test_what_is_supposed_changes_the_places(sign_in: SignIn, staff: dict[str, str]) -> None:
    asked = "years=1&joiners=0&leavers=0&arriving=0&judged=0&passed=1&started=2"
    office = sign_in("assessor")
    assert "It takes 4 training places in all." in office.get(f"/office/qualifications?{asked}").text
    text = office.get(f"/office/qualifications?{asked}&places=2").text
    assert "Too few places: 1 person would still be unqualified at the end." in text
    assert 'name="started" value="2"' in text
    assert "&amp;places=2" in text


def test_an_employer_may_be_able_to_use_few_places(sign_in: SignIn, staff: dict[str, str]) -> None:
    asked = "years=1&joiners=0&leavers=0&passed=1&started=1&by=employer"
    office = sign_in("registrar")
    rows = {row["employer"]: row for row in rows_of(office.get(f"/office/qualifications.csv?{asked}&each=1"))}
    assert [rows[name]["places_year_1"] for name in ("Lagan Homecare", "Not known", "all")] == ["1", "1", "2"]
    text = office.get(f"/office/qualifications?{asked}&each=1").text
    assert "Too few places: 1 person would still be unqualified at the end." in text
    assert "Staff an organisation could have funded for the Level 2 Certificate: 2 people." in text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("years=0", "Enter 1 or more."),
        ("years=many", "is not a number"),
        ("joiners=-1", "Enter 0 or more."),
        ("judged=101", "Enter 100 or less."),
        ("passed=20&started=19", "No more can pass than start."),
        ("passed=17&started=", "Enter both numbers"),
        ("by=colour", "is not on the list: part, employer, area."),
        ("as_of-day=31&as_of-month=2&as_of-year=2026", "31 February does not exist"),
    ],
)
def test_what_cannot_be_supposed_is_told_and_kept(
    sign_in: SignIn, staff: dict[str, str], asked: str, sentence: str
) -> None:
    answer = sign_in("registrar").get(f"/office/qualifications?{asked}&leavers=7.25")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="7.25"' in answer.text
    assert "There is a problem" in answer.text


def test_files_have_every_group_and_hide_small_counts_outside(sign_in: SignIn, staff: dict[str, str]) -> None:
    office = sign_in("registrar")
    whole = rows_of(office.get("/office/qualifications.csv?by=employer&years=2"))
    assert [row["employer"] for row in whole] == ["Not known", "Lagan Homecare", "Rathmore Care", "all"]
    assert (whole[-1]["all"], whole[-1]["transition"]) == ("7", "2")
    assert whole[1]["places_year_1"] == "2"
    outside = rows_of(office.get("/office/qualifications-to-share.csv?by=employer"))
    assert {row["all"] for row in outside[:-1]} == {"hidden"}
    assert "places_year_1" not in outside[0]
    assert all(value in ("hidden", "0", "7") for row in outside for key, value in row.items() if key != "employer")


def test_another_day_is_asked(sign_in: SignIn, staff: dict[str, str]) -> None:
    text = sign_in("registrar").get("/office/qualifications?as_of=2025-12-31").text
    assert "Where everybody stands on 31 December 2025" in text
    assert "Not asked on this day" in text


def test_a_day_to_come_says_who_is_not_counted(sign_in: SignIn, staff: dict[str, str]) -> None:
    office = sign_in("registrar")
    sentence = "This day is to come. Registrations whose term ends before it are not counted."
    later = office.get("/office/qualifications?as_of=2034-12-31").text
    assert sentence in later
    assert "Unqualified on 31 December 2034: 0." in later
    assert "unqualified today." not in later
    assert sentence not in office.get("/office/qualifications").text


def test_an_employer_runs_nothing_in_a_file(sign_in: SignIn, qualify: Callable[..., str]) -> None:
    qualify("Mary", employer="=<b>cmd")
    office = sign_in("registrar")
    assert "=&lt;b&gt;cmd" in office.get("/office/qualifications?by=employer").text
    assert "\n'=<b>cmd," in office.get("/office/qualifications.csv?by=employer").text


def test_the_years_are_told_by_their_days(sign_in: SignIn, staff: dict[str, str]) -> None:
    text = sign_in("registrar").get("/office/qualifications?as_of=2026-11-22&years=2").text
    assert "22 November 2026 to 21 November 2027" in text
    assert "22 November 2027 to 21 November 2028" in text


def test_whoever_has_two_awards_to_judge_is_said_to_stand_twice(sign_in: SignIn, qualify: Callable[..., str]) -> None:
    sentence = "Somebody with two awards stands under both."
    qualify("One", UNMATCHED)
    assert sentence not in sign_in("registrar").get("/office/qualifications").text
    qualify("Two", UNMATCHED, "Diploma of something")
    assert sentence in sign_in("registrar").get("/office/qualifications").text


def test_an_empty_council_has_a_page(sign_in: SignIn) -> None:
    text = sign_in("registrar").get("/office/qualifications").text
    assert "Nobody is on the register in a part that the draft is about." in text


def test_many_groups_are_in_the_file(
    sign_in: SignIn, qualify: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("councilkit.qualifications.views.MOST_GROUPS", 1)
    for name, area in (("A", "GB-BFS"), ("B", "GB-BFS"), ("C", "GB-DRS")):
        qualify(name, area=area, on=date(2024, 4, 1))
    text = sign_in("registrar").get("/office/qualifications?by=area").text
    assert "1 smaller group is in the file." in text
    assert "Belfast" in text
    assert "Derry" not in text


OUTSIDE = ("/office/qualifications", "/office/qualifications-to-share.csv")
OFFICE = ("/office/qualifications.csv", "/office/qualifications/judge?award=x")


@pytest.mark.parametrize("path", [*OUTSIDE, *OFFICE])
def test_the_forecast_is_for_the_office(sign_in: SignIn, client: Any, path: str) -> None:
    assert client.get(path).status_code == 302
    for role in ("registrant", "employer", *(("analyst",) if path in OFFICE else ())):
        assert sign_in(role).get(path).status_code == 403


def test_an_analyst_reads_what_is_for_readers_outside(sign_in: SignIn, qualify: Callable[..., str]) -> None:
    for number in range(6):
        qualify(f"Listed{number}", DIPLOMA, on=date(2026, 1, 1), employer="Rathmore Care")
    qualify("Doubtful", UNMATCHED, on=date(2026, 1, 1), employer="Lagan Homecare")
    analyst = sign_in("analyst")
    text = analyst.get("/office/qualifications?by=employer&as_of=2026-06-15").text
    assert '<td class="number" data-label="All">7</td>' in text
    assert '<span class="soft">hidden</span>' in text
    assert "Counts of fewer than 5 people are hidden" in text
    assert re.search(r"Where everybody stands on 1 \w+ 20", text)
    assert "Awards that a person must judge" not in text
    assert "Training places" not in text
    assert "qualifications.csv" not in text
    rows = rows_of(analyst.get("/office/qualifications-to-share.csv?by=employer"))
    assert {row["judge"] for row in rows} == {"hidden"}
    assert analyst.get("/office/qualifications?by=zzz").status_code == 404
    assert '<a href="/office/qualifications">' in analyst.get("/office/law/impact").text
    assert "/office/qualifications" not in sign_in("employer").get("/office/law/impact").text


@pytest.mark.parametrize("path", ["/office/qualifications.csv", "/office/qualifications-to-share.csv"])
def test_a_file_of_other_groups_is_not_there(sign_in: SignIn, staff: dict[str, str], path: str) -> None:
    office = sign_in("registrar")
    answer = office.get(f"{path}?by=zzz")
    assert answer.status_code == 404
    assert "There are no such groups here." in answer.text
    wrong = office.get(f"{path}?years=0")
    assert (wrong.status_code, "Enter 1 or more." in wrong.text) == (422, True)


def test_a_plan_that_is_not_there_is_told(sign_in: SignIn) -> None:
    assert sign_in("registrar").get("/office/qualifications?plan=xx.no").status_code == 404
