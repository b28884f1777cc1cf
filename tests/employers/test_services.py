"""What employers report and confirm: of their own staff alone, kept for ever, told to the person and the office."""

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from councilkit.accounts.services import use_link
from councilkit.context import Actor, Context, Council
from councilkit.cpd.export import everything_held
from councilkit.database import new_id
from councilkit.employers import confirming, services
from councilkit.employers.staff import read_staff
from councilkit.errors import Invalid, NotFound, NotPermitted, Problem
from councilkit.register.services import desk, endings, orders, people, reports
from councilkit.register.services.files import read_file
from councilkit.standing import recording, timeline
from tests.conftest import both_databases

TODAY = date(2026, 11, 22)


def work(ana: Context, file: Any) -> list[Any]:
    return list(read_file(ana, file.person["id"]).work)


@both_databases
def test_the_end_of_an_employment_is_reported_with_its_day(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, council: Council
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    services.report_end(eve, file.person["public_id"], {"what": "left", "last_day": date(2026, 10, 31)})
    (job,) = work(ana, file)
    assert (job["organisation"], job["ends_on"]) == ("Northside Trust", date(2026, 10, 31))
    assert read_staff(eve).people == ()
    with pytest.raises(NotFound):
        services.report_end(eve, file.person["public_id"], {"what": "left", "last_day": date(2026, 9, 30)})
    her = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=file.person["id"]))
    mine = timeline.own_timeline(her, file.person["id"])[0]
    assert (mine.title, mine.who) == ("Employer reported the end of employment", "Your employer")
    assert mine.text == "Holds from 31 October 2026."
    assert timeline.office_timeline(ana, file.person["id"])[0].who == "Eve Adams"


def test_who_never_worked_there_goes_from_the_list_and_the_office_reads_why(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    services.report_end(eve, file.person["public_id"], {"what": "never", "last_day": "rubbish"})
    assert work(ana, file)[0]["ends_on"] == TODAY - timedelta(days=1)
    assert timeline.office_timeline(ana, file.person["id"])[0].text == services.NEVER
    new = employ("Ned New", starts_on=TODAY)
    services.report_end(eve, new.person["public_id"], {"what": "never"})
    assert work(ana, new)[0]["ends_on"] == TODAY


def waiting(ana: Context) -> list[Any]:
    groups = desk.read_queue(ana, "unassigned").groups.values()
    return [item for items in groups for item in items if item.page == "report"]


@both_databases
def test_what_an_employer_reports_waits_for_an_officer_until_something_is_done(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    services.report_end(eve, file.person["public_id"], {"what": "never"})
    (item,) = waiting(ana)
    assert (item.kind, item.name, item.due) == ("never_worked", "Mary Smyth", TODAY + timedelta(days=28))
    assert [row["given_names"] for row in services.reported(eve)] == ["Mary"]
    assert services.reported(boss("Riverbank Trust")) == []
    with pytest.raises(Invalid):
        reports.close_report(ana, item.id, {"done": "", "version": 1})
    with pytest.raises(NotPermitted):
        reports.close_report(eve, item.id, {"done": "Nothing.", "version": 1})
    reports.close_report(ana, item.id, {"done": "She had typed the wrong employer.", "version": 1})
    assert waiting(ana) == []
    assert services.reported(eve) == []
    assert timeline.office_timeline(ana, file.person["id"])[0].text == "She had typed the wrong employer."
    with pytest.raises(Problem, match="dealt with already"):
        reports.close_report(ana, item.id, {"done": "Again.", "version": 2})


def test_what_an_officer_did_about_a_report_is_not_in_the_copy_of_whom_it_is_about(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, acting: Callable[..., Context]
) -> None:
    file = employ("Mary Smyth")
    services.report_end(boss(), file.person["public_id"], {"what": "never"})
    (item,) = waiting(ana)
    reports.close_report(ana, item.id, {"done": "She had typed the wrong employer.", "version": 1})
    person = file.person["id"]
    with zipfile.ZipFile(everything_held(acting("registrant", person_id=person), person)) as copy:
        assert not any(b"typed the wrong" in copy.read(name) for name in copy.namelist())


def test_more_time_is_asked_for_once_and_again_is_the_same_piece_of_work(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    given = {"kind": "aye", "imposed_on": date(2026, 2, 1)}
    condition = recording.impose_condition(ana, file.registrations[0]["id"], given)
    confirming.ask_for_time(eve, condition, {"note": "Until March."})
    confirming.ask_for_time(eve, condition, {"note": "Until May."})
    (item,) = waiting(ana)
    assert (item.kind, item.part) == ("more_time", "ni.social_worker")
    assert reports.read_report(ana, item.id)["text"] == "Until May."


def test_another_job_goes_on(boss: Callable[..., Context], employ: Callable[..., Any], ana: Context) -> None:
    file, eve = employ("Mary Smyth"), boss()
    people.add_employment(ana, file.person["id"], {"organisation": "Riverbank Trust", "starts_on": "2026-02-01"})
    services.report_end(eve, file.person["public_id"], {"what": "left", "last_day": TODAY})
    assert {job["organisation"]: job["ends_on"] for job in work(ana, file)} == {
        "Northside Trust": TODAY,
        "Riverbank Trust": None,
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "what"),
        ({"what": "fired"}, "what"),
        ({"what": "left"}, "last_day"),
        ({"what": "left", "last_day": TODAY + timedelta(days=1)}, "last_day"),
        ({"what": "left", "last_day": date(2020, 1, 1)}, "last_day"),
    ],
)
def test_a_bad_report_is_refused_by_field(
    given: dict[str, Any], field: str, boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file = employ("Mary Smyth")
    with pytest.raises(Problem) as refused:
        services.report_end(boss(), file.person["public_id"], given)
    assert set(refused.value.fields) == {field}
    assert work(ana, file)[0]["ends_on"] is None


def test_of_others_nothing_can_be_reported(
    boss: Callable[..., Context],
    employ: Callable[..., Any],
    enter: Callable[..., Any],
    acting: Callable[..., Context],
    council: Council,
) -> None:
    theirs, free, mine = employ("Other Place", employer="Riverbank Trust"), enter("No Work"), employ("Mary Smyth")
    end = {"what": "left", "last_day": TODAY}
    for forged in (theirs.person["public_id"], free.person["public_id"], mine.person["id"], "SW-0000-00000", ""):
        with pytest.raises(NotFound):
            services.report_end(boss(), forged, end)
    nobody = council.acting(Actor(new_id(), "Sam", frozenset({"employer"})))
    with pytest.raises(NotFound):
        services.report_end(nobody, mine.person["public_id"], end)
    with pytest.raises(NotPermitted):
        services.report_end(acting("registrant"), mine.person["public_id"], end)


def impose(ana: Context, file: Any, kind: str = "aye") -> str:
    given = {"kind": kind, "imposed_on": date(2025, 2, 1), "wording": "First year of practice."}
    return recording.impose_condition(ana, file.registrations[0]["id"], given)


@both_databases
def test_the_employer_is_asked_what_the_law_lets_it_confirm(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    mary, ben = employ("Mary Smyth"), employ("Ben Other", employer="Riverbank Trust")
    condition, others = impose(ana, mary), impose(ana, ben)
    impose(ana, mary, "registration")
    eve = boss()
    (asked,) = confirming.asked_to_confirm(eve)
    assert (asked["id"], asked["title"]) == (condition, "Assessed Year in Employment, confirmed by the employer")
    for forged in (others, new_id(), mary.person["id"]):
        with pytest.raises(NotFound):
            confirming.confirm(eve, forged, {"fulfilled_on": TODAY, "version": 1})
        with pytest.raises(NotFound):
            confirming.ask_for_time(eve, forged, {"note": "Please."})
    confirming.confirm(eve, condition, {"fulfilled_on": TODAY, "version": 1})
    assert confirming.asked_to_confirm(eve) == []
    with pytest.raises(NotFound):
        confirming.confirm(eve, condition, {"fulfilled_on": TODAY, "version": 2})


@pytest.mark.parametrize("ending", ["left", "order"])
def test_nobody_is_asked_to_confirm_anything_of_an_entry_that_has_ended(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, tom: Context, ending: str
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    impose(ana, file)
    id = file.registrations[0]["id"]
    assert len(confirming.asked_to_confirm(eve)) == 1
    if ending == "left":
        endings.leave(ana, id, {"on": TODAY}, version=1)
    else:
        removal = {"kind": "ni.removal", "decided_by": "Committee", "starts_on": TODAY}
        orders.decide_proposal(tom, orders.propose_order(ana, id, removal), {"decision": "agree", "version": 1})
    assert confirming.asked_to_confirm(eve) == []


def test_more_time_is_a_note_to_the_office_and_changes_nothing(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context, council: Council
) -> None:
    file, eve = employ("Mary Smyth"), boss()
    condition = impose(ana, file)
    with pytest.raises(Invalid):
        confirming.ask_for_time(eve, condition, {"note": " "})
    confirming.ask_for_time(eve, condition, {"note": "Until March: two reports are missing."})
    assert [each["version"] for each in confirming.asked_to_confirm(eve)] == [1]
    line = timeline.office_timeline(ana, file.person["id"])[0]
    assert (line.who, line.text) == ("Eve Adams", "Until March: two reports are missing.")
    her = council.acting(Actor(new_id(), "Mary", frozenset({"registrant"}), person_id=file.person["id"]))
    assert timeline.own_timeline(her, file.person["id"])[0].who == "Your employer"


def test_nobody_is_asked_about_themselves(
    boss: Callable[..., Context], employ: Callable[..., Any], ana: Context
) -> None:
    file = employ("Mary Smyth")
    condition = impose(ana, file)
    herself = boss(person_id=file.person["id"])
    assert confirming.asked_to_confirm(herself) == []
    with pytest.raises(NotFound):
        confirming.confirm(herself, condition, {"fulfilled_on": TODAY, "version": 1})


@both_databases
def test_an_administrator_invites_somebody_to_act_for_an_organisation(
    acting: Callable[..., Context], employ: Callable[..., Any], council: Council
) -> None:
    employ("Mary Smyth")
    administrator = acting("administrator")
    (found,) = services.find_organisations(administrator, "NORTH side".replace(" ", ""))
    assert services.find_organisations(administrator, "  ") == []
    given = {"name": "Eve Adams", "email": "eve@example.org"}
    token = services.invite(administrator, found["id"], given)
    row = use_link(administrator, token, "a few words together")
    assert (row["roles"], row["organisation_id"]) == (["employer"], found["id"])
    with pytest.raises(Invalid):
        services.invite(administrator, found["id"], given)
    with pytest.raises(NotFound):
        services.invite(administrator, new_id(), given | {"email": "b@example.org"})
    with pytest.raises(NotPermitted):
        services.find_organisations(acting("employer", organisation_id=found["id"]), "north")
