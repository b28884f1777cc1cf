"""Pages of draft laws: choose one, see who would be judged otherwise, and who they are."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context, Council
from councilkit.database import new_id
from councilkit.register.services import people
from councilkit.register.tables import qualifications
from tests.impact.conftest import LONG_AGO, fill

SignIn = Callable[..., Any]
PAGE = "/office/law/impact"
TRIED = f"{PAGE}?draft=ni_qbr/qbr&event=renewal&look=changed"
QUERY = TRIED.partition("?")[2]


def words(answer: Any) -> str:
    """The text of a page without its marks, blanks squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_page_offers_the_drafts_that_plugins_ship(sign_in: SignIn) -> None:
    answer = sign_in("registrar").get(PAGE)
    assert answer.status_code == 200
    assert '<option value="ni_qbr/qbr" selected>Qualification-based register' in answer.text
    assert "How people would be judged" not in answer.text


def test_a_draft_of_the_councils_own_is_for_the_office(
    sign_in: SignIn, council: Council, crowd: None, qbr_folder: Path
) -> None:
    own = council.config.home / "drafts" / "mine"
    shutil.copytree(qbr_folder, own)
    (own / "draft.yaml").write_text("title: Our own <draft>\n", encoding="utf-8")
    office = sign_in("registrar")
    assert '<option value="council/mine">Our own &lt;draft&gt;' in office.get(PAGE).text
    assert "16 of them would lose" in words(office.get(TRIED.replace("ni_qbr/qbr", "council/mine")))
    assert "Our own" not in sign_in("analyst").get(PAGE).text
    assert sign_in("analyst").get(TRIED.replace("ni_qbr/qbr", "council/mine")).status_code == 422


def test_a_broken_draft_is_told_with_file_and_line(sign_in: SignIn, council: Council) -> None:
    own = council.config.home / "drafts" / "mine"
    own.mkdir(parents=True)
    (own / "law.yaml").write_text("a: 1\n", encoding="utf-8")
    answer = sign_in("registrar").get(TRIED.replace("ni_qbr/qbr", "council/mine"))
    assert answer.status_code == 422
    assert "law.yaml, line 1" in words(answer)


def test_a_run_says_what_the_draft_says_and_who_would_lose(sign_in: SignIn, crowd: None) -> None:
    answer = sign_in("registrar").get(TRIED)
    said = words(answer)
    assert "Proposed: this is not law" in said
    assert "Chosen for trying the draft; in no source" in said
    assert "Level 2 Diploma in Health and Social Care" in said
    assert "28 people were judged. 16 of them would lose. With the transition it would be 9." in said
    assert "First day of the qualification-based register Unknown 1 January 2026" in said
    assert "9 people are in parts of the register that the draft leaves as they are." in said
    assert "Met 28 12 19" in said
    assert "Not met 0 16 9" in said
    assert "Belfast City 0 7 12 19" in said
    assert "Present job began before 1 January 2026" in said
    assert "A qualification that the register asks for 9 7 16" in said
    assert len(answer.data) < 60_000


def test_whom_a_person_must_judge_is_told_with_the_transition_too(sign_in: SignIn, ctx: Context, crowd: None) -> None:
    made = fill(ctx, 6, area="GB-BFS", employer="Northside Trust", since=LONG_AGO)
    with ctx.change("test.fill", new_id()) as change:
        for person in made:
            change.insert(qualifications, {"person_id": person, "award": "A certificate of care"})
    said = words(sign_in("registrar").get(TRIED))
    assert "6 of them would be for a person to judge. With the transition it would be 0." in said


def test_a_count_leads_to_its_people_and_a_file(sign_in: SignIn, crowd: None) -> None:
    office = sign_in("assessor")
    found = re.search(
        r'href="([^"]*/people[^"]*group=Southside\+Care[^"]*kind=met-unmet-unmet[^"]*)">6<', office.get(TRIED).text
    )
    assert found
    address = found[1].replace("&amp;", "&")
    answer = office.get(address)
    assert answer.text.count('href="/office/people/') == 6
    assert "Southside Care: Would lose" in words(answer)
    file = office.get(address.replace("/people?", "/people.csv?"))
    rows = list(csv.DictReader(io.StringIO(file.text.removeprefix("\ufeff"))))
    assert len(rows) == 6
    assert {row["employer"] for row in rows} == {"Southside Care"}
    assert {row["would_lack"] for row in rows} == {"A qualification that the register asks for"}
    assert {(row["now"], row["draft"], row["draft_with_transition"]) for row in rows} == {("met", "unmet", "unmet")}


def test_many_people_are_split_into_pages(sign_in: SignIn, crowd: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("councilkit.impact.views.A_PAGE", 10)
    office = sign_in("registrar")
    assert office.get(f"{PAGE}/people?{QUERY}").text.count('href="/office/people/') == 10
    assert office.get(f"{PAGE}/people?{QUERY}&page=3").text.count('href="/office/people/') == 8
    assert office.get(f"{PAGE}/people?{QUERY}&page=99").text.count('href="/office/people/') == 8


def test_a_transition_of_ones_own_is_tried(sign_in: SignIn, crowd: None) -> None:
    office = sign_in("registrar")
    days = "&in_post_before-day=1&in_post_before-month=6&in_post_before-year=2026&qualify_by=2029-01-01"
    said = words(office.get(TRIED + days))
    assert "With the transition it would be 3." in said
    assert "Present job began before 1 June 2026" in said
    assert "Typed here" in said
    assert "Draft with the transition" not in words(office.get(TRIED + "&without=yes"))
    assert "With the transition it would be 0." in words(office.get(TRIED + "&qualify_by=2029-01-01&everybody=yes"))


def test_what_they_would_lack_is_called_as_in_their_part(sign_in: SignIn, council: Council, crowd: None) -> None:
    own = council.config.home / "drafts" / "hours"
    own.mkdir(parents=True)
    value = "    2026-10-01: {value: 0, source: A bill}\n"
    text = f"ni.prtl.hours:\n  title: Learning\n  unit: hours\n  values:\n{value}"
    (own / "hours.yaml").write_text(text, encoding="utf-8")
    office = sign_in("registrar")
    said = words(office.get(TRIED.replace("ni_qbr/qbr", "council/hours")))
    assert "37 people were judged. 0 of them would lose." in said
    (own / "hours.yaml").write_text(text + value.replace("10-01", "11-01").replace("0,", "5,"), encoding="utf-8")
    said = words(office.get(TRIED.replace("ni_qbr/qbr", "council/hours") + "&look=changed"))
    assert "Stays not met" in said
    assert "Continuing education while the licence is valid" not in said


def test_what_is_looked_at_and_when_may_be_chosen(sign_in: SignIn, crowd: None) -> None:
    office = sign_in("registrar")
    assert "0 of them would lose." in words(office.get(TRIED.replace("changed", "whole")))
    early = words(office.get(TRIED + "&as_of=2025-12-31"))
    assert "On this day the draft does not hold yet. It begins on 1 January 2026." in early
    assert "16 of them would lose" in words(office.get(TRIED + "&as_of=2025-12-31&holds_from=2025-06-01"))
    later = words(office.get(TRIED + "&as_of=2027-01-31"))
    assert "This day is to come. Registrations whose term ends before it are not counted." in later


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("&as_of-day=31&as_of-month=2&as_of-year=2026", "31 February does not exist"),
        ("&in_post_before=2026-01-01", "Choose the day until which they have time."),
        ("&in_post_before=2026-01-01&qualify_by=2025-01-01", "Choose a day after 1 January 2026."),
        ("&qualify_by=2029-01-01", "Say who has the time: choose the day before which they began, or tick the box"),
        ("&everybody=yes", "Choose the day until which they have time."),
        ("&in_post_before=2026-01-01&qualify_by=2029-01-01&everybody=yes", "You chose a day and everybody."),
        ("&qualify_by=2029-01-01&without=yes", "You chose days and no transition."),
        ("&holds_from=1866-10-14", "The date must be 1 January 1900 or later."),
        ("&event=practice", "The draft changes nothing that “Practice” asks."),
        ("&event=nonsense", "nonsense"),
    ],
)
def test_what_cannot_be_meant_is_told_and_what_was_typed_stays(sign_in: SignIn, typed: str, sentence: str) -> None:
    address = f"{PAGE}?draft=ni_qbr/qbr{typed}"
    answer = sign_in("registrar").get(address)
    assert answer.status_code == 422
    assert sentence in words(answer)
    if "as_of-day" in typed:
        assert 'value="31"' in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PAGE}?draft=no/such", 422),
        (f"{PAGE}?draft=../../etc", 422),
        (f"{PAGE}/people?{QUERY}&in=name", 404),
        (f"{PAGE}/people", 404),
        (f"{PAGE}/table.csv?{QUERY}&by=name", 404),
        (f"{PAGE}?{QUERY}&by=zzz", 404),
        (f"{PAGE}/people?{QUERY}&in=area&group=nowhere", 200),
    ],
)
def test_an_address_that_is_made_up_is_answered_plainly(sign_in: SignIn, path: str, status: int) -> None:
    assert sign_in("registrar").get(path).status_code == status


def test_outside_the_office_small_counts_are_hidden_and_nobody_is_named(sign_in: SignIn, crowd: None) -> None:
    analyst = sign_in("analyst")
    answer = analyst.get(TRIED + "&qualify_by=2029-01-01&as_of=2026-11-22")  # days of one's own are not for them
    said = words(answer)
    assert "Tried on the register of 1 November 2026." in said
    assert "Outside the office a draft is tried as it stands" in said
    assert "With the transition it would be 9." in said
    assert "Antrim and Newtownabbey hidden 0 0 hidden" in said
    assert "All with fewer than 5 people, together hidden 0 0 hidden" in said
    assert "/people?" not in answer.text
    assert "Other days" not in said
    table = analyst.get(f"{PAGE}/table.csv?{QUERY}&by=area").text
    assert "GB-ANN,Antrim and Newtownabbey,hidden,0,0,hidden" in table
    assert analyst.get(f"{PAGE}/people?{QUERY}").status_code == 403
    assert analyst.get(f"{PAGE}/people.csv?{QUERY}").status_code == 403


def test_an_employer_is_told_of_no_other_employer(sign_in: SignIn, ctx: Context, crowd: None) -> None:
    with ctx.change("test.organisation", new_id()) as change:
        organisation = people.insert_organisation(change, "Northside Trust")
    answer = sign_in("employer", organisation_id=organisation).get(TRIED)
    assert "Northside Trust" in answer.text
    assert "Southside" not in answer.text
    assert "/people?" not in answer.text
    assert "Southside" not in sign_in("employer").get(TRIED).text


def test_the_pages_are_for_who_may_see_them(sign_in: SignIn, client: Any) -> None:
    for path in (PAGE, f"{PAGE}/people?{QUERY}", f"{PAGE}/people.csv?{QUERY}", f"{PAGE}/table.csv?{QUERY}&by=part"):
        assert client.get(path).status_code == 302
        for role in ("registrant", "interviewer", "publisher"):
            assert sign_in(role).get(path).status_code == 403


def test_names_are_escaped_and_files_run_nothing(sign_in: SignIn, ctx: Context) -> None:
    fill(ctx, 2, employer="=cmd<b>", since=LONG_AGO)
    office = sign_in("registrar")
    text = office.get(TRIED).text
    assert "=cmd&lt;b&gt;" in text
    assert "=cmd<b>" not in text
    assert ",'=cmd<b>," in office.get(f"{PAGE}/people.csv?{QUERY}").text
    assert "'=cmd<b>" in office.get(f"{PAGE}/table.csv?{QUERY}&by=employer").text


def test_a_long_table_has_a_page_of_its_own(sign_in: SignIn, ctx: Context) -> None:
    for number in range(15):
        fill(ctx, 1, employer=f"Home {number:02}", since=LONG_AGO)
    office = sign_in("registrar")
    text = office.get(TRIED).text
    assert "All 15 lines" in text
    assert "Home 14" not in text
    assert "Home 14" in office.get(TRIED + "&by=employer").text


def test_nobody_on_the_register_is_told(sign_in: SignIn) -> None:
    assert "So few people are concerned that nothing can be shown." in words(sign_in("registrar").get(TRIED))
    assert "So few people are concerned that nothing can be shown." in words(sign_in("analyst").get(TRIED))
