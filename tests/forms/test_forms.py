"""Forms: what is posted is tidied, joined, loaded by the schema, and shown again as typed."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, validates_schema
from marshmallow import fields as plain
from werkzeug.datastructures import FileStorage, MultiDict

from councilkit import fields, forms
from councilkit.errors import Invalid, Problem
from councilkit.fields import DateParts

TODAY = date(2026, 11, 22)


class Learning(Schema):
    title = fields.Text(
        required=True, error_messages={"required": "Enter what you did."}, metadata={"label": "What did you do?"}
    )
    on = fields.IsoDate(latest="today", metadata={"choices": "recent"})
    born = fields.IsoDate()
    hours = fields.Duration(metadata={"choices": "usual"})
    kind = fields.Choice((("formal", "Course"), ("informal", "Reading")))
    provider = fields.Choice()
    standards = fields.Choices((("1", "Values"), ("2", "Law")))
    declared = fields.YesNo()
    answered = fields.YesNo(metadata={"widget": "radios"})
    reflection = fields.LongText()
    secret = fields.Password()
    evidence = fields.Upload()
    version = fields.Version()
    made = plain.DateTime(dump_only=True)

    @validates_schema
    def together(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("kind") == "formal" and not data.get("hours"):
            raise ValidationError("A course needs its hours.")


def read(*pairs: tuple[str, str], files: Any = None, **more: Any) -> forms.Form:
    return forms.read(Learning(), MultiDict(pairs), files, name="learning", today=TODAY, **more)


def test_a_form_is_loaded() -> None:
    form = read(
        ("csrf_token", "x"),
        ("title", " Team\u200b talk "),
        ("on", "2026-11-21"),
        ("born-day", "3"),
        ("born-month", "Mar"),
        ("born-year", "1984"),
        ("hours", "other"),
        ("hours-other", "1h30"),
        ("standards", "2"),
        ("standards", "1"),
        ("declared", "yes"),
        ("answered", "no"),
        ("version", "4"),
    )
    assert form.valid
    assert form.errors == {}
    assert form.data == {
        **dict.fromkeys(("kind", "provider", "reflection", "secret", "evidence")),
        "title": "Team talk",
        "on": date(2026, 11, 21),
        "born": date(1984, 3, 3),
        "hours": Decimal("1.5"),
        "standards": ["2", "1"],
        "declared": True,
        "answered": False,
        "version": 4,
    }
    assert form.notes == {"title": "We took out 1 character that cannot be seen."}
    assert form["title"].note == form.notes["title"]


def test_what_is_wrong_is_said_in_the_order_of_the_page_and_what_was_typed_stays() -> None:
    form = read(
        ("born-day", "31"), ("born-month", "2"), ("born-year", "2026"), ("hours", "other"), ("hours-other", "90")
    )
    assert not form.valid
    assert form.data is None
    assert list(form.errors) == ["title", "born", "hours"]
    assert form.errors["title"] == ("Enter what you did.",)
    assert form["born"].value == DateParts("31", "2", "2026")
    assert (form["hours"].chosen, form["hours"].value) == ("other", "90")
    assert form["born"].errors[0].startswith("31 February does not exist")
    assert "field-born-error" in form["born"].described_by


def test_a_whole_form_can_be_wrong() -> None:
    form = read(("title", "Course"), ("kind", "formal"))
    assert form.errors == {"": ("A course needs its hours.",)}


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_kept_date_is_shown_and_read_back(day: date) -> None:
    shown = forms.show(Learning(), {"title": "x", "on": day}, name="learning", today=TODAY)["on"]
    assert shown.value == DateParts(f"{day.day:02}", f"{day.month:02}", f"{day.year:04}")
    boxes = [(f"on-{part}", text) for part, text in shown.value._asdict().items()]
    again = read(("title", "x"), ("on", shown.chosen), *boxes)
    assert again.data["on"] == day


def test_a_recent_date_is_ticked_and_an_older_one_stands_in_the_boxes() -> None:
    def chosen(day: date) -> str:
        return forms.show(Learning(), {"on": day}, name="learning", today=TODAY)["on"].chosen

    assert [chosen(TODAY), chosen(date(2026, 11, 21)), chosen(date(2026, 3, 1))] == [
        "2026-11-22",
        "2026-11-21",
        "other",
    ]
    labels = [choice[1] for choice in forms.show(Learning(), name="x", today=TODAY)["on"].choices]
    assert labels == ["Today, 22 November 2026", "Yesterday, 21 November 2026", "Another day"]


@pytest.mark.parametrize(
    ("hours", "chosen", "other"),
    [
        (Decimal("0.50"), "30 min", ""),
        (Decimal("1.00"), "1 hour", ""),
        (Decimal("3.5"), "half day", ""),
        (Decimal("1.5"), "other", "1.5"),
        (Decimal(30), "other", "30 hours"),
    ],
)
def test_a_kept_length_is_ticked_or_stands_in_the_box(hours: Decimal, chosen: str, other: str) -> None:
    view = forms.show(Learning(), {"hours": hours}, name="learning", today=TODAY)["hours"]
    assert (view.chosen, view.value) == (chosen, other)
    assert ("half day", "Half day (3.5 hours)") in view.choices


def test_boxes_without_their_radio_are_read_too() -> None:
    assert read(("title", "x"), ("on-day", "1"), ("on-month", "3"), ("on-year", "2026")).data["on"] == date(2026, 3, 1)
    assert read(("title", "x"), ("hours-other", "45 min")).data["hours"] == Decimal("0.75")


def test_choices_may_come_from_elsewhere_and_are_checked() -> None:
    offered = {"provider": [("n", "Northside Trust")]}
    assert read(("title", "x"), ("provider", "n"), choices=offered).data["provider"] == "n"
    assert "not on the list" in read(("title", "x"), ("provider", "m"), choices=offered).errors["provider"][0]
    assert forms.show(Learning(), name="l", choices=offered)["provider"].choices == (("n", "Northside Trust"),)


def test_a_service_can_refuse() -> None:
    form = read(("title", "Team talk"), ("version", "1"))
    assert form.refuse({"title": "Too short"})["title"].errors == ("Too short",)
    assert not form.refuse(Problem("Closed.", "title")).valid
    assert form.refuse(Problem("Changed.", "version")).errors == {"": ("Changed.",)}
    assert form.refuse(Invalid({"nowhere": ["Gone."], "title": ["Short."]})).errors == {
        "": ("Gone.",),
        "title": ("Short.",),
    }
    assert form.valid


def test_a_draft_is_what_was_typed_and_comes_back_box_by_box() -> None:
    posted = MultiDict(
        [
            ("title", "Half\u200b a ti"),
            ("on", "other"),
            ("on-day", "31"),
            ("hours", "other"),
            ("hours-other", "1h"),
            ("standards", "2"),
            ("secret", "s"),
            ("csrf_token", "t"),
        ]
    )
    draft = forms.typed(Learning(), posted)
    assert draft == {
        "title": ["Half a ti"],
        "on": ["other"],
        "on-day": ["31"],
        "hours": ["other"],
        "hours-other": ["1h"],
        "standards": ["2"],
    }
    form = forms.show(Learning(), name="learning", typed=draft, today=TODAY)
    assert form["title"].value == "Half a ti"
    assert form["on"].value == DateParts("31", "", "")
    assert (form["on"].chosen, form["hours"].chosen, form["hours"].value) == ("other", "other", "1h")
    assert form["standards"].value == ["2"]
    assert form.errors == {}


def test_files_are_handed_on_and_no_file_is_none() -> None:
    file = FileStorage(BytesIO(b"%PDF"), "talk.pdf")
    assert read(("title", "x"), files={"evidence": file}).data["evidence"] is file
    assert read(("title", "x"), files={"evidence": FileStorage(BytesIO(b""), "")}).data["evidence"] is None
    assert forms.show(Learning(), name="l").has_file


def test_passwords_are_not_shown_again() -> None:
    assert read(("secret", "three short words"))["secret"].value == ""


def test_any_marshmallow_field_can_be_drawn() -> None:
    class Plain(Schema):
        whole = plain.Integer()
        number = plain.Decimal()
        yes = plain.Boolean()
        day = plain.Date()
        text = plain.String()
        mail = plain.Email()
        several = plain.List(plain.String())

    form = forms.show(Plain(), {"yes": True, "text": "x"}, name="plain")
    assert [view.widget for view in form.fields.values()] == [
        "whole",
        "decimal",
        "checkbox",
        "date",
        "text",
        "email",
        "checkboxes",
    ]
    assert form["yes"].value is True
    assert forms.form_values(Plain(), {"whole": "3", "text": " "}) == {"whole": "3", "several": []}


def test_more_than_seven_choices_become_a_list_to_select_from() -> None:
    offered = {"provider": [(str(n), f"Provider {n}") for n in range(8)]}
    assert forms.show(Learning(), name="l", choices=offered)["provider"].widget == "select"
    assert forms.show(Learning(), name="l", choices=offered)["kind"].widget == "radios"


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "on",
                "on-day",
                "on-month",
                "on-year",
                "hours",
                "hours-other",
                "kind",
                "standards",
                "version",
                "answered",
            ]
        ),
        st.text(max_size=30),
    )
)
def test_whatever_is_posted_the_answer_is_data_or_sentences(posted: dict[str, str]) -> None:
    form = read(*posted.items())
    assert form.valid == (form.data is not None)
    assert form.valid or any(form.errors.values())
