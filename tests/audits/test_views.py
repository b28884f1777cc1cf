"""The pages of an audit: the office's, the registrant's, and what everybody may know."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from councilkit.audits.services import answering, drawing, reading, reviewing
from councilkit.audits.services.reading import Case
from councilkit.context import Context
from councilkit.register.store import Row
from tests.audits.conftest import PART, SEED

SignIn = Callable[..., Any]


def words(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_everybody_sees_the_promise_and_nobody_the_names(
    client: Any, ana: Context, committed: Callable[..., Row]
) -> None:
    audit = committed(by="area")
    page = words(client.get("/audits"))
    assert audit["commitment"] in page
    assert audit["frame_sha256"] in page
    assert "Committed, not drawn yet" in page
    assert "Belfast City GB-BFS" in page
    drawing.draw(ana, audit["id"])
    drawing.reveal(ana, audit["id"])
    page = words(client.get("/audits"))
    assert "Drawn and revealed" in page
    assert SEED not in page
    for case in reading.read_audit(ana, audit["id"])[1]:
        assert case.row["number"] not in page
        assert case.row["given_names"] not in page
    (told,) = json.loads(client.get("/audits.json").get_data(as_text=True))
    assert (told["stage"], {"seed", "sample", "frame"} & set(told)) == ("revealed", set())


def test_a_registrar_makes_a_draw_on_pages(sign_in: SignIn, ana: Context, people: list[str]) -> None:
    tom = sign_in("registrar")
    assert "No audit sample yet." in words(tom.get("/office/audits"))
    refused = tom.post("/office/audits/new", data={"part": PART, "fraction": "2.5", "beacon": "The lottery"})
    page = words(refused, 422)
    assert "is not a fraction" in page
    assert "The lottery" in refused.get_data(as_text=True)
    assert "how large the sample is was not found" in words(tom.post("/office/audits/new", data={"part": PART}), 422)
    typed = {"id": "a" * 32, "part": PART, "fraction": "25%", "beacon": "The lottery"}
    made, again = (tom.post("/office/audits/new", data=typed) for _ in range(2))
    address = made.headers["Location"]
    assert again.headers["Location"] == address
    assert "Nobody is drawn yet." in words(tom.get(address))
    draw = {"due_on-day": "20", "due_on-month": "12", "due_on-year": "2026"}
    assert "The lottery" in words(tom.post(f"{address}/draw", data=draw), 422)
    assert tom.post(f"{address}/draw", data={**draw, "beacon": "3 14 15"}).status_code == 302
    assert "Drawn. The seed is not revealed yet." in words(tom.get(address))
    assert tom.post(f"{address}/draw", data={**draw, "beacon": "3 14 15"}).status_code == 409
    tom.post(f"{address}/reveal")
    proof = tom.get(f"{address}/proof.json")
    assert proof.headers["Content-Disposition"] == "attachment; filename=S2026-001.json"
    assert len(json.loads(proof.get_data(as_text=True))["seed"]) == 64
    assert "Waiting for the registrant (3)" in words(tom.get(address)).replace("\xa0", " ").replace("&nbsp;", " ")


def test_an_answer_on_pages(sign_in: SignIn, cases: list[Case]) -> None:
    case = cases[0]
    me = sign_in("registrant", person_id=case.row["person_id"])
    home = words(me.get("/my"))
    assert "We need something from you by 20 December." in home
    assert "It does not change your registration. Answer Yes. You are registered until 31 March 2028." in home
    path = f"/my/audits/{case.id}"
    page = me.get(path).get_data(as_text=True)
    record = re.search(r'name="records" value="(\w+)"', page)
    assert record is not None
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    empty = me.post(path, data={"version": version[1]})
    assert "Tick at least one record, or write why there is none." in words(empty, 422)
    typed = {"records": record[1], "answer": "More at <work>.", "version": version[1]}
    stale = me.post(path, data={**typed, "version": "99"})
    assert "More at &lt;work&gt;." in stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert me.post(path, data=typed).status_code == 302
    sent = words(me.get(path))
    assert "Sent. We are looking at it." in sent
    assert "Talk about a case" in sent
    assert words(me.post(path, data=typed), 409)
    assert "Yes. You are registered until" in words(me.get("/my"))


def test_more_time_on_pages(sign_in: SignIn, cases: list[Case]) -> None:
    case = cases[0]
    me = sign_in("registrant", person_id=case.row["person_id"])
    path = f"/my/audits/{case.id}/time"
    assert "You have until 20 December 2026 now." in words(me.get(path))
    wish = {"due_on-day": "1", "due_on-month": "12", "due_on-year": "2026", "reason": "Ill.", "version": "1"}
    assert "Choose a day after 20 December 2026" in words(me.post(path, data=wish), 422)
    assert me.post(path, data={**wish, "due_on-month": "2", "due_on-year": "2027"}).status_code == 302
    assert "You asked for time until 1 February 2027." in words(me.get(f"/my/audits/{case.id}"))


def test_a_review_on_pages(sign_in: SignIn, app: Any, ctx: Context, cases: list[Case], holder: Any) -> None:
    case = cases[0]
    me = holder(case)
    records = [row["id"] for row in answering.choices(me, case)[:2]]
    answering.answer(me, case.id, {"records": records, "answer": "Please look.", "version": 1})
    nok, tom = sign_in("assessor"), sign_in("registrar", name="Tom Second")
    path = f"/office/audits/cases/{case.id}"

    def version() -> str:
        return str(reading.read_case(ctx, case.id).row["version"])

    assert "Take it" in words(nok.get(path))
    nok.post(f"{path}/take")
    page = words(nok.get(path))
    assert "Have you anything to gain" not in page
    assert "You see what was sent once you have answered this." in page
    assert "Please look." not in page
    assert "choose one" in words(nok.post(f"{path}/declare", data={"version": version()}), 422)
    assert nok.post(f"{path}/declare", data={"declaration": "none", "version": version()}).status_code == 302
    page = words(nok.get(path))
    for part in ("Please look.", "Talk about a case", "10 of 90 hours", "Continuing learning in the period", "Not met"):
        assert part in page
    refused = nok.post(f"{path}/review", data={"outcome": "not_met", "version": version()})
    assert "Give the reasons." in words(refused, 422)
    done = {"outcome": "not_met", "reasons": "80 hours are missing.", "version": version()}
    assert nok.post(f"{path}/review", data=done).status_code == 302
    after = words(nok.get(path))
    assert "Needs a second look" in after
    assert "You made the first look. Another reviewer takes this case." in after
    assert "Take it" not in after
    assert "Take it" in words(tom.get(path))
    assert "somebody else than the first" in words(nok.post(f"{path}/take"), 403)
    tom.post(f"{path}/take")
    late = nok.post(f"{path}/review", data={"outcome": "met", "reasons": "Typed too late.", "version": version()})
    assert "Typed too late." in late.text
    tom.post(f"{path}/declare", data={"declaration": "none", "version": version()})
    assert "First look: Not met" in words(tom.get(path))
    assert "(1)" in words(tom.get("/office/audits"))
    assert tom.post(f"{path}/second", data={"second": "agree", "version": version()}).status_code == 302
    page = words(tom.get(path))
    assert "The letter" in page
    assert "80 hours are missing." in page
    theirs = words(sign_in("registrant", person_id=case.row["person_id"]).get(f"/my/audits/{case.id}"))
    assert "Your learning does not meet what is asked." in theirs
    assert "80 hours are missing." in theirs


def test_a_colleague_sees_nothing_of_the_case(
    sign_in: SignIn, ana: Context, cases: list[Case], employ: Callable[..., str], holder: Any
) -> None:
    case = cases[0]
    answering.answer(holder(case), case.id, {"answer": "Private words.", "version": 1})
    colleague = sign_in("registrar", organisation_id=employ(case.row["person_id"]))
    path = f"/office/audits/cases/{case.id}"
    page = words(colleague.get(path))
    assert "You may not review this case." in page
    assert "Private words." not in page
    assert words(colleague.post(f"{path}/take"), 403)
    reviewing.assign(ana, case.id, ana.actor.id)


@pytest.mark.parametrize("path", ["/office/audits", "/office/audits/new"])
def test_pages_are_for_those_whom_they_concern(sign_in: SignIn, cases: list[Case], path: str) -> None:
    case = cases[0]
    other = sign_in("registrant", person_id=cases[1].row["person_id"])
    assert other.get(path).status_code == 403
    assert other.get(f"/my/audits/{case.id}").status_code == 404
    assert other.post(f"/my/audits/{case.id}", data={"answer": "x", "version": "1"}).status_code == 404
    assert other.get(f"/office/audits/cases/{case.id}").status_code == 403
    assert sign_in("registrar").get(f"/my/audits/{case.id}").status_code == 404
    assert sign_in("assessor").post(f"/office/audits/{case.audit['id']}/reveal").status_code == 403
    assert sign_in("registrar").post(f"/office/audits/cases/{case.id}/nonsense").status_code == 404


@pytest.mark.parametrize("language", ["ro", "th"])
def test_pages_speak_every_language(sign_in: SignIn, client: Any, cases: list[Case], language: str) -> None:
    case = cases[0]
    me, tom = sign_in("registrant", person_id=case.row["person_id"]), sign_in("registrar")
    paths = [(me, "/my"), (me, f"/my/audits/{case.id}"), (tom, "/office/audits"), (client, "/audits")]
    paths += [(tom, f"/office/audits/{case.audit['id']}"), (tom, f"/office/audits/cases/{case.id}")]
    for browser, path in paths:
        assert f'lang="{language}"' in browser.get(f"{path}?lang={language}").get_data(as_text=True)
