"""Pages really switch: no English of the frame or of the page's own words is left in Romanian or Thai."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from councilkit.context import Context

LANGUAGES = ("ro", "th")
SHOWN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label")
WORD = re.compile("[A-Za-z]{2,}")

# words that Romanian writes as English does
SAME_WORD = {"Contact", "Contact – Test Council", "Import"}
# what stays as it is in every language: names, addresses, what somebody typed or a law says, and file formats
DATA = (
    "Test Council",
    "Test Person",
    "English",
    "Română",
    "Elena Ionescu",
    "Ionescu",
    "Talk about a case",
    "Works under supervision.",
    "BSc Social Work",
    "hidden@example.org",
    "Colegiul Național al Asistenților Sociali din România",
    "Cluj",
)


class Texts(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.language = ""
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        self._skipped += tag in ("script", "style", "code", "option")
        for name, value in attrs:
            if name in SHOWN_ATTRIBUTES and value:
                self.found.add(" ".join(value.split()))

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("script", "style", "code", "option")

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.found.add(" ".join(data.split()))


def seen(client: Any, path: str, language: str) -> Texts:
    answer = client.get(path + ("&" if "?" in path else "?") + f"lang={language}")
    texts = Texts()
    texts.feed(answer.get_data(as_text=True))
    texts.close()
    assert answer.status_code < 500
    return texts


def left_in_english(client: Any, path: str, language: str) -> set[str]:
    """Texts with words that the English page and the other one share and that are nobody's data."""
    other = seen(client, path, language)
    assert other.language == language, path
    shared = seen(client, path, "en").found & other.found
    return {text for text in shared if WORD.search(_without_data(text))}


def left_on(client: Any, paths: Sequence[str], language: str) -> dict[str, set[str]]:
    """What is left in English, by page; empty when nothing is."""
    left = {path: left_in_english(client, path, language) - SAME_WORD for path in paths}
    return {path: texts for path, texts in left.items() if texts}


def _without_data(text: str) -> str:
    for known in DATA:
        text = text.replace(known, "")
    return re.sub(r"https?://\S+|\b[A-Z0-9-]{5,}\b|\bRO\b|\bJSON\b|\bCSV\b|\bPDF\b", "", text)


PUBLIC = (
    "/",
    "/sign-in",
    "/password",
    "/about/privacy",
    "/about/accessibility",
    "/about/contact",
    "/glossary",
    "/register",
    "/register?q=ionescu",
    "/register?q=nobody-of-this-name",
    "/register?q=x",
    "/register/SW-AAAA-00001",
    "/register/SW-NONE-00000",
    "/apply",
    "/releases",
    "/census",
    "/no-such-page",
)
SIGNED_IN = ("/my", "/my/learning", "/my/learning/new", "/my/details", "/my/export", "/apply")
STAFF = ("/office", "/office/people", "/office/people/add", "/office/duplicates", "/office/learning")


@pytest.fixture
def entry(entered: Callable[..., str], ctx: Context) -> str:
    """An invented person with learning and a condition."""
    return entered(
        ctx,
        "Elena",
        "Ionescu",
        number="800020",
        public_id="SW-AAAA-00001",
        learning=[(date(2026, 3, 3), 2)],
        orders=["conditions"],
        order_kind="ro.warning",
        until=date(2027, 2, 1),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages(client: Any, entry: str, language: str) -> None:
    assert not left_on(client, PUBLIC, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_of_a_form(client: Any, language: str) -> None:
    client.get(f"/?lang={language}")
    for typed in ({"email": "", "password": ""}, {"email": "nobody@example.org", "password": "wrong-word"}):
        said = client.post("/sign-in", data=typed).get_data(as_text=True)
        assert not re.search("Enter your|There is a problem|is not right", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_registrant(sign_in: Callable[..., Any], ctx: Context, entry: str, language: str) -> None:
    from sqlalchemy import select

    from councilkit.register.tables import registrations

    with ctx.reading() as connection:
        person = connection.execute(select(registrations.c.person_id)).scalar_one()
    client = sign_in("registrant", person_id=person)
    assert not left_on(client, SIGNED_IN, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_office(sign_in: Callable[..., Any], entry: str, language: str) -> None:
    assert not left_on(sign_in("registrar"), STAFF, language)


def test_a_choice_of_language_is_kept(client: Any) -> None:
    client.get("/?lang=th")
    assert 'lang="th"' in client.get("/sign-in").get_data(as_text=True)


@pytest.mark.parametrize(("language", "label"), [("ro", "Ce fel"), ("th", "ประเภทใด")])
def test_a_missing_answer_names_its_question_without_the_question_mark(app: Any, language: str, label: str) -> None:
    from councilkit.fields.base import Label
    from councilkit.look import say
    from councilkit.wording import Sentence

    with app.test_request_context(f"/?lang={language}"):
        said = say(Sentence("%(what)s: choose one.", what=Label("What kind?")))
    assert said.startswith(f"{label}:")


def test_numbers_are_written_as_the_language_writes_them(app: Any) -> None:
    from councilkit.cpd.totals import amount_in_words
    from councilkit.look import say

    with app.test_request_context("/?lang=ro"):
        assert say(amount_in_words(Decimal("12.50"), "hour")) == "12,5 ore"
    assert amount_in_words(Decimal("12.50"), "hour") == "12.5 hours"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "1 oră"),
        ("2.5", "2,5 ore"),
        ("19", "19 ore"),
        ("20", "20 de ore"),
        ("90", "90 de ore"),
        ("101", "101 ore"),
    ],
)
def test_romanian_counts_as_romanian_does(app: Any, number: str, said: str) -> None:
    from councilkit.cpd.totals import OF_TARGET, amount_in_words
    from councilkit.look import counted, say
    from councilkit.wording import Sentence

    with app.test_request_context("/?lang=ro"):
        assert say(amount_in_words(Decimal(number), "hour")) == said
        assert say(Sentence(OF_TARGET["hour"], done=Decimal(0), target=Decimal(number))) == f"0 din {said}"
        assert counted("%(num)s row", "%(num)s rows", 1973) == "1.973 de rânduri"


def test_numbers_in_counts_are_written_as_the_language_writes_them(app: Any) -> None:
    from councilkit.look import counted

    with app.test_request_context("/?lang=en"):
        assert counted("%(num)s row", "%(num)s rows", 1973) == "1,973 rows"
        assert counted("%(num)s row", "%(num)s rows", 1) == "1 row"
        assert counted("%(num)s of %(what)s", "%(num)s of %(what)s", 2, what="<b>") == "2 of &lt;b&gt;"
