"""The main job walked once, end to end, in a real browser: learning, register, census, publication, explorer."""

import json
import re
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

TITLE = "Talk about șoapte and safeguarding"
TRIED = "draft=ni_qbr/qbr&event=renewal&look=changed"
DRAFTS = ("/office/law/impact", f"/office/law/impact?{TRIED}", f"/office/law/impact/people?{TRIED}")


def code(served: Any, form: str) -> str:
    """The path of a fresh link to a census form."""
    folder = served.home / "links.csv"
    folder.unlink(missing_ok=True)
    rounds = re.findall(r"^(\S+?)[:\s]", served.run("census", "rounds"), re.MULTILINE)
    round_code = next(each for each in rounds if each.startswith("ro-"))
    served.run("census", "invite", round_code, "--form", form, "--count", "1", "-o", str(folder))
    found = re.search(r"/census/[\w-]+", folder.read_text())
    assert found is not None
    return found[0]


def test_a_registrant_logs_learning_on_a_phone(browser: Callable[..., Any]) -> None:
    ana = browser("registrant", width=390)
    assert re.search(r"registered until|Renew by", ana.text)
    ana.follow("Log learning")
    ana.press("Save learning")
    assert ana.page.title().startswith("Error:")
    assert "Enter what you did." in ana.text
    ana.page.get_by_label("What did you do?").fill(TITLE)
    ana.page.get_by_label("Today", exact=False).check()
    ana.page.get_by_label("2 hours").check()
    ana.press("Save learning")
    assert "Saved." in ana.page.locator("body").inner_text()
    assert TITLE in ana.text
    ana.follow("Change")
    assert ana.page.get_by_label("What did you do?").input_value() == TITLE


def test_what_is_typed_without_a_line_is_kept(browser: Callable[..., Any]) -> None:
    ana = browser("registrant", width=390)
    ana.go("/my/learning/new")
    ana.page.context.set_offline(True)
    ana.page.get_by_label("What did you do?").fill("Typed in a tunnel")
    ana.page.wait_for_timeout(1500)
    ana.page.context.set_offline(False)
    ana.go("/my/learning/new")
    ana.page.wait_for_timeout(500)
    assert ana.page.get_by_label("What did you do?").input_value() == "Typed in a tunnel"


def test_the_registrar_finds_that_record(browser: Callable[..., Any]) -> None:
    ana = browser("registrant")
    name = ana.page.locator("header, nav").first.page.evaluate("document.body.innerText")
    shown = re.search(r"No\. (\S+)", name)
    assert shown is not None
    tom = browser("registrar")
    assert "Work" in tom.text
    tom.page.get_by_label("Find a person", exact=False).fill(shown[1])
    tom.press("Find")
    assert shown[1] in tom.text
    tom.follow("Learning record")
    assert TITLE in tom.text


def test_a_visitor_checks_the_register_without_accents(browser: Callable[..., Any]) -> None:
    visitor = browser(width=320)
    visitor.go("/")
    visitor.page.get_by_label("Name or registration number").fill("stefan")
    visitor.press("Check")
    assert re.search(r"Ștefan|Too many|No one matches", visitor.text)
    link = visitor.page.locator("main a[href^='/register/']").first
    if link.count():
        link.click()
        visitor.page.wait_for_load_state()
        visitor.check()
        assert re.search(r"(May|may not) (work|practise)|Not registered", visitor.text)


@pytest.mark.parametrize(
    ("form", "language", "scripts"),
    [("person", "en", True), ("person", "ro", False), ("employer", "en", False), ("employer", "ro", True)],
)
def test_somebody_answers_the_census_by_its_link(
    browser: Callable[..., Any], served: Any, form: str, language: str, scripts: bool
) -> None:
    who = browser(width=390, java_script_enabled=scripts)
    path = code(served, form)
    who.go(f"{path}?lang={language}")
    who.page.locator("main a.button, main .go").first.click()
    pages = 0
    while who.page.locator("button[value=continue]").count():
        pages += 1
        assert pages < 80
        fill(who.page)
        who.page.locator("button[value=continue]").click()
        who.page.wait_for_load_state()
        if pages % 5 == 1:
            who.check()
        assert not who.page.title().startswith(("Error", "Eroare")), who.text
    who.page.locator("main form button.go").click()
    who.page.wait_for_load_state()
    who.check()
    thanks = who.text
    who.go(path)
    assert pages > 3
    assert "sent" in thanks.lower() or "trimis" in thanks.lower()
    assert who.page.locator("button[value=continue]").count() == 0


def fill(page: Any) -> None:
    """Choose the first choice of every question; tick the second box of lists, so that "none" stands alone never."""
    for group in page.locator("main fieldset").all():
        radios, boxes = group.locator("input[type=radio]"), group.locator("input[type=checkbox]")
        if radios.count() and not group.locator("input[type=radio]:checked").count():
            radios.first.check()
        elif boxes.count() and not group.locator("input[type=checkbox]:checked").count():
            boxes.nth(1).check()
    for select in page.locator("main select").all():
        if not select.input_value():
            select.select_option(index=1)


def test_a_wrong_answer_is_told_and_kept(browser: Callable[..., Any], served: Any) -> None:
    who = browser(width=320)
    who.go(code(served, "person"))
    who.page.locator("main a.button, main .go").first.click()
    for _ in range(6):
        year = who.page.locator("input[name=birth_year]")
        if year.count():
            break
        fill(who.page)
        who.page.locator("button[value=continue]").click()
        who.page.wait_for_load_state()
    fill(who.page)
    year.fill("1850")
    who.page.locator("button[value=continue]").click()
    who.page.wait_for_load_state()
    who.check()
    assert who.page.title().startswith("Error")
    assert who.page.locator("input[name=birth_year]").input_value() == "1850"


def test_a_census_comes_back_on_another_device(browser: Callable[..., Any], served: Any) -> None:
    phone, desk = browser(width=390), browser()
    path = code(served, "person")
    phone.go(path)
    phone.page.locator("main a.button, main .go").first.click()
    fill(phone.page)
    phone.page.locator("button[value=continue]").click()
    phone.page.wait_for_load_state()
    desk.go(path)
    assert "not sent yet" in desk.text
    desk.go("/census")
    desk.page.locator("main input[type=text]").first.fill(path.rpartition("/")[2].lower().replace("-", " "))
    desk.page.locator("main button").first.click()
    desk.page.wait_for_load_state()
    assert "not sent yet" in desk.text


def test_publishing_shows_register_learning_and_census(browser: Callable[..., Any], served: Any) -> None:
    joan = browser("publisher")
    joan.go("/office/publish")
    before = joan.page.locator("table a").first.inner_text()
    joan.page.locator("main").get_by_role("link", name="Publish", exact=True).click()
    joan.check()
    joan.press("Yes, publish")
    joan.go("/releases")
    assert before in joan.text
    researcher = browser()
    researcher.go("/data/")
    for title in ("The register", "Learning logged", "Workforce census"):
        assert title in researcher.text
    researcher.follow("How many people are on each part of the register?")
    researcher.page.locator("table").first.wait_for()
    researcher.go("/data/public/register")
    researcher.page.locator("table").first.wait_for()
    researcher.go("/data/public/register?_search=stefan")
    with urllib.request.urlopen(f"{served.address}/data/public/register.json?_shape=objects&_size=1") as answer:
        (row,) = json.load(answer)["rows"]
    assert not {"email", "phone", "date_of_birth"} & set(row)


def test_every_desk_opens(browser: Callable[..., Any]) -> None:
    for name, paths in {
        "registrar": (
            "/office",
            "/office/imports",
            "/office/renewals",
            "/office/renewals/reminders",
            "/office/qualifications",
            *DRAFTS,
        ),
        "registrar2": ("/office",),
        "assessor": ("/office",),
        "analyst": ("/office/censuses", *DRAFTS[:2]),
        "interviewer": ("/office/censuses",),
        "administrator": ("/office/accounts", "/office/accounts/invite", "/office/imports"),
    }.items():
        somebody = browser(name)
        for path in paths:
            somebody.go(path)


@pytest.mark.parametrize("language", ["ro", "th"])
def test_public_pages_in_other_languages(browser: Callable[..., Any], language: str) -> None:
    visitor = browser(width=320)
    for path in (
        "/",
        "/register?q=maria",
        "/sign-in",
        "/census",
        "/releases",
        "/glossary",
        "/qualifications",
        "/no-such-page",
    ):
        glue = "&" if "?" in path else "?"
        visitor.go(f"{path}{glue}lang={language}", status=404 if "no-such" in path else 200)
        assert visitor.page.locator("html").get_attribute("lang") == language
