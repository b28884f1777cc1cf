"""The office's pages of cohorts in a browser's eyes, and a learner's on a phone."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from councilkit.cohorts import services, surveys
from councilkit.context import Context
from tests.cohorts.conftest import COHORT, PROGRAMME, SITES, answer_wave, fill_in

LOW = dict.fromkeys(("standards", "communication", "safety", "person", "records", "prepared", "support"), "2")
DAYS = {"starts_on-day": "1", "starts_on-month": "9", "starts_on-year": "2026",
        "ends_on-day": "18", "ends_on-month": "Dec", "ends_on-year": "2026"}  # fmt: skip
TYPED = {name: COHORT[name] for name in ("programme", "code", "title", "sites")} | DAYS
Make = Callable[..., list[str]]
SignIn = Callable[..., Any]


def test_a_programme_and_a_cohort_are_made(sign_in: SignIn) -> None:
    office = sign_in("registrar")
    assert "There is no programme yet." in office.get("/office/cohorts").text
    typed = PROGRAMME | {"qualification": "ni.l2_certificate_sep"}
    bad = office.post("/office/cohorts/programmes/new", data=typed | {"code": "L2 Certificate"})
    assert bad.status_code == 422
    assert 'value="L2 Certificate"' in bad.text
    assert '<option value="ni.l2_certificate_sep" selected>' in bad.text
    unknown = office.post("/office/cohorts/programmes/new", data=typed | {"qualification": "Basket weaving"})
    assert unknown.status_code == 422
    assert "is not on the list." in unknown.text
    done = office.post("/office/cohorts/programmes/new", data=typed, follow_redirects=True)
    assert "Leads to: Level 2 Certificate in Safe and Effective Practice." in done.text
    taken = office.post("/office/cohorts/programmes/new", data=typed)
    assert "There is one with the code &#39;l2&#39; already." in taken.text
    wrong = office.post("/office/cohorts/new", data=TYPED | {"ends_on-year": "2025"})
    assert wrong.status_code == 422
    assert "The planned last day is before the first day." in wrong.text
    assert SITES[2] in wrong.text
    made = office.post("/office/cohorts/new", data=TYPED, follow_redirects=True).text
    assert "<h1>First pilot</h1>" in made
    assert "Nobody is enrolled yet." in made
    assert "First pilot" in office.get("/office/cohorts").text


@pytest.mark.parametrize("code", ["new", "programmes", "-", "a" * 25])
def test_codes_that_cannot_be(sign_in: SignIn, code: str, cohort: Make) -> None:
    cohort()
    assert sign_in("registrar").post("/office/cohorts/new", data=TYPED | {"code": code}).status_code == 422


def test_a_learner_is_enrolled_and_finishes(cohort: Make, sign_in: SignIn, registrar: Context) -> None:
    cohort()
    office = sign_in("registrar")
    site = services.read_cohort(registrar, "pilot").sites[0]["id"]
    day = {"started_on-day": "1", "started_on-month": "9", "started_on-year": "2026"}
    empty = office.post("/office/cohorts/pilot/enrol", data={"site": site} | day)
    assert empty.status_code == 422
    assert "Enter a registration number or a name." in empty.text
    unknown = office.post("/office/cohorts/pilot/enrol", data={"site": site, "number": "77"} | day)
    assert "Nobody on the register has the number &#39;77&#39;." in unknown.text
    typed = {"site": site, "name": "Mary <b>Smyth</b>"} | day
    years_before = office.post("/office/cohorts/pilot/enrol", data=typed | {"started_on-year": "2019"})
    assert years_before.status_code == 422
    assert "The cohort begins on 1 September 2026: choose that day or a later one." in years_before.text
    done = office.post("/office/cohorts/pilot/enrol", data=typed, follow_redirects=True).text
    assert "Mary &lt;b&gt;Smyth" in done
    (mark,) = re.findall(r"mark is ([0-9A-Z]{8})", done)
    again = office.post("/office/cohorts/pilot/enrol", data=typed)
    assert "is enrolled here already" in again.text
    address = f"/office/cohorts/pilot/learners/{mark}"
    finished = {"version": "1", "status": "finished", "on-day": "20", "on-month": "11", "on-year": "2026"}
    early = office.post(address, data=finished | {"on-month": "8"})
    assert "They began on 1 September 2026" in early.text
    assert "Enter the day." in office.post(address, data={"version": "1", "status": "finished"}).text
    assert "Saved." in office.post(address, data=finished, follow_redirects=True).text
    assert office.post(address, data=finished | {"on-day": "21"}).status_code == 409
    why = office.post(address, data=finished | {"version": "2", "status": "left"})
    assert "Write in a few words why they left." in unescape(why.text)
    assert office.get("/office/cohorts/pilot/learners/ZZZZZZZZ").status_code == 404


def test_learners_come_in_by_file(cohort: Make, sign_in: SignIn) -> None:
    cohort()
    office = sign_in("registrar")
    rows = ["site,registration_number,name,email,started_on"]
    rows += [f"{SITES[0]},,Anna One,anna@example.org,2026-09-01", f"{SITES[1].upper()},,Bert Two,,2026-09-01"]
    rows += ["Nowhere,,Carl Three,,2026-09-01", f"{SITES[0]},,Dora Four,,1 Sept", f"{SITES[0]},99,,,2026-09-01"]
    rows += [f"{SITES[0]},,Eva Five,,2019-09-01"]

    def send(lines: list[str]) -> Any:
        file = (BytesIO("\n".join(lines).encode()), "learners.csv")
        return office.post("/office/cohorts/pilot/enrol-file", data={"file": file}, follow_redirects=True)

    first = send(rows)
    shown = unescape(first.text)
    assert first.status_code == 422
    assert "2 learners are enrolled." in shown
    for line, said in (
        (4, "“Nowhere” is no site of this cohort."),
        (5, "started_on"),
        (6, "Nobody on the register"),
        (7, "The cohort begins on 1 September 2026"),
    ):
        assert f">{line}</th>" in shown
        assert said in shown
    assert "Anna One" in office.get("/office/cohorts/pilot").text
    assert "is enrolled here already" in send(rows[:2]).text
    assert "Enrolled: 1." in send([rows[0], f"{SITES[2]},,Eva Five,,2026-09-02"]).text
    wrong = send(["where,who", "a,b"])
    assert wrong.status_code == 422
    assert "The columns must be: site, registration_number, name, email, started_on." in wrong.text
    assert office.post("/office/cohorts/pilot/enrol-file", data={}).status_code == 422


def test_a_learner_answers_by_the_link_that_the_office_made(cohort: Make, sign_in: SignIn, client: Any,
                                                            registrar: Context) -> None:  # fmt: skip
    cohort(2)
    office = sign_in("registrar")
    assert "The survey is open." in office.post("/office/cohorts/pilot/surveys/start/open", follow_redirects=True).text
    made = office.post("/office/cohorts/pilot/surveys/start/links", data={}).text
    assert "2 links are made" in made
    links = re.findall(r"/census/([0-9A-Z-]{19})", made)
    assert len(links) == 2
    hub = client.get(f"/census/{links[0]}")
    assert hub.status_code == 200
    assert "Level 2 Certificate in Safe and Effective Practice" in hub.text
    assert "Learner A" not in hub.text
    first = client.get(f"/census/{links[0]}/1").text
    assert "No published questions of the pilot" in first
    fill_in(registrar, links[0], LOW)
    listed = office.get("/office/cohorts/pilot/surveys/start/links").text
    assert "Answers sent" in listed
    again = re.findall(r'action="(/office/cohorts/pilot/surveys/start/links/\w+)"', listed)
    assert len(again) == 1
    assert "1 link is made" in office.post(again[0]).text
    assert client.get(f"/census/{links[1]}").status_code == 404
    assert "Close this survey?" in office.get("/office/cohorts/pilot/surveys/start/close").text
    assert "The survey is closed." in office.post("/office/cohorts/pilot/surveys/start/close",
                                                  follow_redirects=True).text  # fmt: skip
    late = office.post("/office/cohorts/pilot/surveys/start/links", data={})
    assert late.status_code == 409
    assert "This survey is not open." in late.text


def test_a_tick_that_nobody_offers_makes_no_links(cohort: Make, sign_in: SignIn, registrar: Context) -> None:
    cohort(1)
    surveys.open_wave(registrar, "pilot", "start")
    answer = sign_in("registrar").post("/office/cohorts/pilot/surveys/start/links", data={"again": "AAA"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "link is made" not in answer.text


def test_links_go_out_by_mail(cohort: Make, sign_in: SignIn, registrar: Context) -> None:
    cohort()
    site = services.read_cohort(registrar, "pilot").sites[0]["id"]
    for name, email in (("Anna One", "anna@example.org"), ("Bert Two", "")):
        services.enrol(registrar, "pilot", {"site": site, "name": name, "email": email, "started_on": "2026-09-01"})
    surveys.open_wave(registrar, "pilot", "start")
    made = sign_in("registrar").post("/office/cohorts/pilot/surveys/start/links", data={"by_mail": "yes"}).text
    assert "Not sent: hand it on" in made
    (letter,) = registrar.config.home.rglob("*anna@example.org.eml")
    assert "/census/" in letter.read_text()


def test_the_report_hides_small_counts(cohort: Make, sign_in: SignIn, registrar: Context) -> None:
    marks = cohort(19)
    answer_wave(registrar, "start", dict.fromkeys(marks, LOW))
    answer_wave(registrar, "end", dict.fromkeys(marks[:12], dict.fromkeys(LOW, "4")))
    analyst = sign_in("analyst")
    shown = analyst.get("/office/cohorts/pilot/report").text
    assert "+2" in shown
    assert 'data-label="Learners">12</td>' in shown
    assert "The questions are a draft of this software." in shown
    file = analyst.get("/office/cohorts/pilot/report.csv")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "change,standards,mean_difference,2.0," in file.text
    together = analyst.get("/office/cohorts/programmes/l2/report").text
    assert "1 cohort together." in together
    assert analyst.get("/office/cohorts/programmes/l2/report.csv").status_code == 200
    office = analyst.get("/office/cohorts/pilot").text
    assert marks[0] not in office
    assert "Learner A" not in office
    assert "The registrars open the surveys" in office


def test_names_are_deleted_in_two_steps(cohort: Make, sign_in: SignIn) -> None:
    marks = cohort(2)
    office = sign_in("registrar")
    assert "Learner AA" in office.get("/office/cohorts/pilot").text
    assert "This cannot be undone." in office.get("/office/cohorts/pilot/forget").text
    done = office.post("/office/cohorts/pilot/forget", follow_redirects=True).text
    assert "The names are deleted." in done
    assert "Learner AA" not in done
    assert marks[0] in done
    assert "There is no key any more." in office.post("/office/cohorts/pilot/forget", follow_redirects=True).text


def test_one_name_is_deleted_alone(cohort: Make, sign_in: SignIn) -> None:
    marks = cohort(2)
    office = sign_in("registrar")
    address = f"/office/cohorts/pilot/learners/{marks[0]}"
    assert f'href="{address}/forget"' in office.get(address).text
    assert f"Delete names for good: {marks[0]}?" in office.get(f"{address}/forget").text
    done = office.post(f"{address}/forget", follow_redirects=True).text
    assert "Learner AA" not in done
    assert "Learner AB" in done
    assert f'href="{address}/forget"' not in office.get(address).text
    assert office.get("/office/cohorts/pilot/learners/ZZZZZZZZ/forget").status_code == 404
    assert sign_in("analyst").post(f"{address}/forget").status_code == 403


PAGES = ["/office/cohorts", "/office/cohorts/pilot", "/office/cohorts/pilot/report", "/office/cohorts/pilot/report.csv",
         "/office/cohorts/programmes/l2/report", "/office/cohorts/programmes/l2/report.csv"]  # fmt: skip
CHANGES = ["/office/cohorts/new", "/office/cohorts/programmes/new", "/office/cohorts/pilot/enrol",
           "/office/cohorts/pilot/enrol-file", "/office/cohorts/pilot/forget",
           "/office/cohorts/pilot/surveys/start/links", "/office/cohorts/pilot/surveys/start/close"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES + CHANGES)
def test_others_are_turned_away(path: str, client: Any, sign_in: SignIn, cohort: Make) -> None:
    cohort(1)
    assert "/sign-in" in client.get(path).location
    for role in ("registrant", "employer", "assessor", "administrator", *(("analyst",) if path in CHANGES else ())):
        assert sign_in(role).get(path).status_code == 403
    assert sign_in("registrar").get(path).status_code == 200
    assert sign_in("registrar").get(path.replace("pilot", "gone").replace("l2", "gone")).status_code in (200, 404)


def test_an_analyst_cannot_post(cohort: Make, sign_in: SignIn) -> None:
    (mark,) = cohort(1)
    analyst = sign_in("analyst")
    base = "/office/cohorts/pilot"
    for path in ("/forget", "/surveys/start/open", "/surveys/start/close", "/surveys/start/links", f"/learners/{mark}"):
        assert analyst.post(base + path, data={"version": "1", "status": "started"}).status_code == 403
