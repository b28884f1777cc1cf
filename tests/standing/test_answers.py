"""The one sentence about renewal, in the very words that were agreed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from councilkit.register.model import RegisterPart
from councilkit.standing.answers import Renewal, answer, leading, must_not, profession_of, public_sentence
from councilkit.standing.model import Standing

TODAY = date(2027, 2, 1)
UNTIL = date(2028, 3, 31)
SENT = datetime(2027, 3, 3, 14, 20, tzinfo=UTC)
BUCHAREST = ZoneInfo("Europe/Bucharest")
SUSPENSION = {"effect": "suspended", "ends_on": date(2027, 8, 1)}


def on(
    status: str, until: date | None = UNTIL, ended_on: date | None = None, orders: tuple[dict[str, object], ...] = ()
) -> Standing:
    return Standing(status, TODAY, date(2020, 1, 1), until, ended_on, "", orders)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "renewal", "sentence", "code"),
    [
        (on("registered"), Renewal(), "Yes. You are registered until 31 March 2028.", "registered"),
        (on("registered", None), Renewal(), "Yes. You are registered.", "registered"),
        (
            on("registered", date(2027, 3, 31)),
            Renewal(opens=date(2026, 12, 31), left=2),
            "Not yet. Renew by 31 March 2027. 2 things left.",
            "due",
        ),
        (
            on("conditions", date(2027, 3, 31)),
            Renewal(opens=TODAY, left=1),
            "Not yet. Renew by 31 March 2027. 1 thing left.",
            "due",
        ),
        (
            on("registered", None),
            Renewal(sent_at=SENT),
            "Sent on 3 March, 16:20. We are checking it. You are still registered.",
            "sent",
        ),
        (
            on("registered"),
            Renewal(sent_at=SENT, asked_until=date(2027, 3, 14)),
            "We need something from you by 14 March.",
            "asked",
        ),
        (
            on("registered"),
            Renewal(sent_at=SENT, asked_until=TODAY),
            "We need something from you by 1 February.",
            "asked",
        ),
        (
            on("registered"),
            Renewal(sent_at=SENT, asked_until=date(2027, 1, 31)),
            "We needed something from you by 31 January 2027, and still do.",
            "asked",
        ),
        (on("conditions"), Renewal(), "You are registered, with conditions.", "conditions"),
        (
            on("lapsed", date(2027, 3, 31), date(2027, 4, 1)),
            Renewal(),
            "No. Your registration ended on 1 April 2027. You must not work as a social worker.",
            "ended",
        ),
        (
            on("left", None, date(2027, 1, 5)),
            Renewal(sent_at=SENT),
            "Sent on 3 March, 16:20. We are checking it. You are not registered yet.",
            "sent",
        ),
        (on("suspended", orders=(SUSPENSION,)), Renewal(), "Suspended until 1 August 2027.", "suspended"),
        (
            on("suspended", orders=({**SUSPENSION, "ends_on": None},)),
            Renewal(),
            "Suspended until further notice.",
            "suspended",
        ),
        (on("not_yet"), Renewal(), "Not yet. Your registration begins on 1 January 2020.", "not_yet"),
    ],
)
def test_the_exact_sentence(standing: Standing, renewal: Renewal, sentence: str, code: str) -> None:
    found = answer(standing, "social worker", renewal, BUCHAREST)
    assert (found.sentence, found.code) == (sentence, code)


def test_before_the_renewal_opens_the_answer_is_yes() -> None:
    found = answer(on("registered", date(2027, 6, 30)), "social worker", Renewal(opens=date(2027, 4, 1), left=2), UTC)
    assert found.code == "registered"


@pytest.mark.parametrize(
    "status", ["not_yet", "registered", "conditions", "suspended", "removed", "left", "died", "lapsed"]
)
def test_every_status_has_an_answer_and_a_public_sentence(status: str) -> None:
    standing = on(status, ended_on=date(2027, 1, 1))
    assert answer(standing, "social worker", Renewal(), UTC).sentence.endswith(".")
    public = public_sentence(standing, "social worker")
    assert "%" not in public
    assert standing.may_practise == ("May work" in public)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Social worker (Romania)", "social worker"),
        ("Social worker", "social worker"),
        ("Licensed social worker", "licensed social worker"),
    ],
)
def test_the_profession_is_taken_from_the_part(title: str, words: str) -> None:
    assert profession_of(RegisterPart("x.y", title, "Council", "RO")) == words
    assert must_not(words) == f"You must not work as a {words}."


def test_a_part_that_is_not_loaded_still_has_a_name() -> None:
    assert profession_of(None, "xx.social_worker") == "social worker"
    romanian = RegisterPart("x.y", "Social worker", "Council", "RO", titles={"ro": "Asistent social (România)"})
    assert profession_of(romanian, language="ro") == "asistent social"
    office = RegisterPart(
        "x.y", "Independent practice", "Council", "RO", profession={"en": "social worker in independent practice"}
    )
    assert profession_of(office, language="th") == "social worker in independent practice"
    assert public_sentence(on("registered"), "social worker") == "Registered. May work as a social worker."
    assert must_not("educator") == "You must not work as an educator."


def test_what_asks_for_something_is_shown_first() -> None:
    answers = [
        answer(on("lapsed", ended_on=TODAY), "x", Renewal(), UTC),
        answer(on("registered"), "x", Renewal(), UTC),
        answer(on("registered", date(2027, 3, 31)), "x", Renewal(opens=TODAY, left=2), UTC),
    ]
    assert leading(answers) == 2
    assert leading(answers[:2]) == 1
    assert leading([]) == 0


def test_a_suspension_hides_no_renewal() -> None:
    suspended = on("suspended", date(2027, 3, 31), orders=(SUSPENSION,))
    found = answer(suspended, "social worker", Renewal(opens=TODAY, left=2), UTC)
    assert found.sentence == "Suspended until 1 August 2027."
    assert found.still == "Not yet. Renew by 31 March 2027. 2 things left."
    assert answer(suspended, "social worker", Renewal(), UTC).still is None


def test_whoever_was_removed_is_told_by_whom() -> None:
    found = answer(on("removed", ended_on=date(2027, 1, 1)), "social worker", Renewal(), UTC)
    assert (found.tag, found.still) == ("Removed", "The council removed your entry.")
