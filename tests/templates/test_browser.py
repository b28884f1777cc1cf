"""The pages in a real browser: accessible, at home at 320 px, and losing nothing that was typed."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
ERRORS = (400, 403, 404, 405, 409, 413, 415, 422, 429, 500)


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


def fill_badly(page: Any) -> None:
    page.fill("#field-born", "31")
    page.fill("#field-born-month", "Feb")
    page.fill("#field-born-year", "1984")
    page.click('label:text-is("Other")')
    page.fill("#field-hours-other", "90")
    page.click("text=Save learning")
    page.wait_for_load_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(open_page: Open, scheme: str, width: int) -> None:
    page = open_page(width=width, color_scheme=scheme)
    assert violations(page) == []
    fill_badly(page)
    assert page.title().startswith("Error: ")
    assert violations(page) == []


@pytest.mark.parametrize("code", ERRORS)
def test_axe_finds_nothing_on_error_pages(open_page: Open, code: int) -> None:
    assert violations(open_page(f"/errors/{code}")) == []


PAGES = (
    "start",
    *(f"standing/search?case={case}" for case in ("", "none", "many", "empty", "bad")),
    *(f"standing/entry?case={case}" for case in ("", "conditions", "removed", "left")),
)


@pytest.mark.parametrize("path", PAGES)
def test_ready_made_pages_are_accessible_and_fit_a_small_phone(open_page: Open, path: str) -> None:
    page = open_page(f"/pages/{path}", width=320)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["en", "ro", "th"])
def test_nothing_is_wider_than_a_small_phone(open_page: Open, language: str) -> None:
    page = open_page(f"/?lang={language}", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("document.documentElement.lang") == language


def test_text_may_be_twice_as_large(open_page: Open) -> None:
    page = open_page(width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_everything_to_touch_is_large_enough(open_page: Open) -> None:
    page = open_page(width=390)
    small = page.evaluate(
        """[...document.querySelectorAll('button, .button, input:not([type=hidden]), select, summary, .links a')]
        .filter((e) => e.checkVisibility())
        .map((e) => [e, (e.closest('.choice') ?? e).getBoundingClientRect()])
        .filter(([e, box]) => box.height < 44 && !e.matches('.as-link')).map(([e]) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_problem_has_the_focus_and_leads_to_the_field(open_page: Open) -> None:
    page = open_page()
    fill_badly(page)
    assert page.evaluate("document.activeElement.matches('[data-summary]')")
    page.click("text=31 February does not exist >> nth=0")
    assert page.evaluate("document.activeElement.id") == "field-born"
    page.click("text=Is 90 minutes or hours >> nth=0")
    assert page.evaluate("document.activeElement.name") == "hours"


def test_keyboard_skips_to_the_main_part(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_costs_three_requests_and_little(open_page: Open) -> None:
    page = open_page("/")
    sizes = page.evaluate(
        """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .map((e) => [e.name, e.encodedBodySize])"""
    )
    assert len(sizes) == 3
    assert sum(size for name, size in sizes if "/look/" in name) < 8 * 1024


def test_a_field_under_a_choice_shows_when_it_is_chosen(open_page: Open) -> None:
    page = open_page()
    assert not page.is_visible("#field-hours-other")
    page.click('label:text-is("Other")')
    assert page.is_visible("#field-hours-other")


def test_a_password_can_be_seen_and_hidden(open_page: Open) -> None:
    page = open_page()
    page.fill("#field-password", "three short words")
    page.click("[data-reveals]")
    assert page.get_attribute("#field-password", "type") == "text"
    assert page.get_attribute("[data-reveals]", "aria-pressed") == "true"
    page.click("[data-reveals]")
    assert page.get_attribute("#field-password", "type") == "password"


def test_what_is_typed_is_kept_on_the_device_and_on_the_server(
    open_page: Open, preview_server: tuple[str, Any]
) -> None:
    _, app = preview_server
    page = open_page()
    with page.expect_response("**/draft") as saved:
        page.fill("#field-title", "Team talk")
    assert saved.value.status == 204
    assert app.extensions["drafts"][-1]["title"] == ["Team talk"]
    page.wait_for_function("document.querySelector('[data-status]').textContent === 'Draft saved.'")
    page.fill("#field-password", "not to be kept")
    page.click("text=Reading or talk")
    assert "not to be kept" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    assert page.input_value("#field-title") == "Team talk"
    assert page.is_checked("input[value=informal]")
    assert page.text_content("[data-status]") == "We put back what you typed before."


def test_what_is_typed_offline_goes_out_when_the_network_is_back(open_page: Open) -> None:
    page = open_page()
    page.context.set_offline(True)
    page.fill("#field-title", "On the train")
    page.click("text=Save learning")
    assert "You are offline" in page.text_content("[data-status]")
    assert page.input_value("#field-title") == "On the train"
    with page.expect_navigation():
        page.context.set_offline(False)
    assert page.title().startswith("Error: ")
    assert page.input_value("#field-title") == "On the train"


def test_a_form_that_arrived_is_forgotten_on_the_device(open_page: Open) -> None:
    page = open_page()
    page.fill("#field-title", "Team talk")
    page.fill("#field-email", "ana@example.org")
    for label in ("Today, 22 November 2026", "1 hour", "Course", "What I wrote is true"):
        page.click(f"label:has-text('{label}')")
    page.click("text=Save learning")
    page.wait_for_selector("text=You have renewed")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_signing_out_forgets_what_was_kept(open_page: Open) -> None:
    page = open_page()
    page.route("**/sign-out", lambda route: route.fulfill(body="bye"))
    page.fill("#field-title", "Team talk")
    assert page.evaluate("Object.keys(localStorage)") == ["draft::/|kitchen"]
    page.click("text=Sign out")
    page.wait_for_url("**/sign-out")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_double_click_sends_once(open_page: Open) -> None:
    page = open_page()
    posts: list[str] = []
    page.on(
        "request",
        lambda request: (
            posts.append(request.url) if request.method == "POST" and request.is_navigation_request() else None
        ),
    )
    page.evaluate(
        """() => {
            const buttons = [...document.querySelectorAll('main button')];
            const save = buttons.find((button) => button.textContent === 'Save learning');
            save.click();
            save.click();
        }"""
    )
    page.wait_for_function("document.title.startsWith('Error')")
    assert len(posts) == 1


def test_two_minutes_before_the_end_a_person_may_stay(open_page: Open) -> None:
    page = open_page()
    page.clock.install()
    page.reload()
    page.clock.fast_forward("42:00")
    assert not page.is_visible("dialog")
    page.clock.fast_forward("02:00")
    page.wait_for_selector("dialog[open]")
    assert violations(page) == []
    page.route("**/stay", lambda route: route.fulfill(status=204))
    with page.expect_response("**/stay"):
        page.click("text=Stay signed in")
    page.clock.fast_forward("42:00")
    assert not page.is_visible("dialog")


@pytest.mark.parametrize("language", ["en", "ro", "th"])
def test_the_time_of_signing_out_stays_as_the_server_wrote_it(open_page: Open, language: str) -> None:
    page = open_page(f"/?lang={language}", timezone_id="Asia/Bangkok", locale="en-US")
    written = page.inner_text("[data-session-ends] time")
    page.evaluate("document.dispatchEvent(new Event('councilkit:saved'))")
    hours, minutes = (int(part) for part in page.inner_text("[data-session-ends] time").split(":"))
    passed = hours * 60 + minutes - (int(written[:2]) * 60 + int(written[3:]))
    assert passed % (24 * 60) <= 2
    assert len(written) == 5


def test_buttons_are_as_wide_as_their_words(open_page: Open) -> None:
    page = open_page()
    widths = page.evaluate("[...document.querySelectorAll('main button, main .button')].map(each => each.offsetWidth)")
    assert widths
    assert max(widths) < 400


def test_signing_out_stands_beside_the_name_on_a_phone(open_page: Open) -> None:
    page = open_page(width=360)
    name, button = (page.locator(f".you {part}").bounding_box() for part in ("p", "button"))
    assert name["y"] < button["y"] + button["height"]
    assert button["y"] < name["y"] + name["height"]


def test_everything_works_without_javascript(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.fill("#field-title", "Team talk")
    page.click("text=Save learning")
    assert page.title().startswith("Error: ")
    assert page.input_value("#field-title") == "Team talk"


def test_print_shows_the_page_without_its_frame(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert not page.is_visible("footer")
    assert not page.is_visible("form")
    assert page.is_visible("text=Printed from")


def test_a_printed_entry_names_its_address_once(open_page: Open) -> None:
    page = open_page("/pages/standing/entry")
    page.emulate_media(media="print")
    assert not page.is_visible("text=Printed from")


def test_forced_colours_keep_the_tags_apart(open_page: Open) -> None:
    page = open_page(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('.tag')).borderTopWidth") == "1px"
