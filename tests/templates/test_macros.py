"""The macros as HTML: names, links between label, hint, error and box, and nothing unescaped."""

import re
from datetime import date
from typing import Any

import pytest

from councilkit import forms

EVIL = "<script>alert('x')</script>"


@pytest.fixture
def draw(preview: Any) -> Any:
    """Renders a snippet with the macros at hand: `draw("{{ p.tag('done', text) }}", text="...")`."""
    app = preview.make_app()

    def drawn(snippet: str, **values: Any) -> str:
        head = '{% import "macros/forms.html" as f %}{% import "macros/parts.html" as p %}'
        with app.test_request_context():
            return app.jinja_env.from_string(head + snippet).render(**values)

    return drawn


@pytest.fixture
def form(preview: Any) -> forms.Form:
    return forms.read(
        preview.KitchenSchema(),
        {"title": EVIL, "born-day": "31", "born-month": "2", "born-year": "1984", "version": "3"},
        name="kitchen",
        today=date(2026, 11, 22),
    )


def test_every_box_has_one_label_and_every_described_id_exists(draw: Any, form: forms.Form) -> None:
    html = draw("{% call f.form(form) %}{{ f.all(form) }}{% endcall %}", form=form)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    boxes = re.findall(r'<(?:input|select|textarea)\b(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', html)
    assert sorted(re.findall(r'<label for="([^"]+)"', html)) == sorted(boxes)
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= set(ids)


def test_the_summary_leads_to_ids_that_exist(draw: Any, form: forms.Form) -> None:
    html = draw("{{ f.error_summary(form) }}{{ f.all(form) }}", form=form)
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) == len(form.errors)
    assert set(links) <= set(re.findall(r'\bid="([^"]+)"', html))
    assert html.index("There is a problem") < html.index("<label")


def test_typed_text_is_escaped_everywhere(draw: Any, form: forms.Form) -> None:
    refused = form.refuse({"title": f"Not {EVIL}", "": EVIL})
    html = draw("{{ f.error_summary(form) }}{{ f.all(form) }}", form=refused)
    assert EVIL not in html
    assert html.count("&lt;script&gt;") == 4


@pytest.mark.parametrize(
    "snippet",
    [
        "{{ p.tag('done', evil) }}",
        "{{ p.state(evil, 'done', evil) }}",
        "{{ p.summary_list([(evil, evil, evil)]) }}",
        "{{ p.task_list([{'label': evil, 'status': evil, 'hint': evil, 'caption': evil}]) }}",
        "{{ p.table(evil, [{'key': 'a', 'label': evil}, {'key': 'a', 'label': evil}], [{'a': evil}]) }}",
        "{{ p.identity_bar(evil, evil, [(evil, evil)]) }}",
        "{{ p.timeline([{'title': evil, 'who': evil, 'when': evil, 'text': evil}]) }}",
        "{{ p.breadcrumbs([(evil, evil), (none, evil)]) }}{{ p.filters([(evil, evil)]) }}",
        "{{ p.tabs([(evil, evil, 1, true)]) }}{{ p.empty(evil, evil, evil) }}{{ p.progress(1, 2, evil) }}",
        "{{ f.search(evil, evil, evil, value=evil) }}{{ f.post_button(evil, evil, values={'a': evil}) }}",
        "{{ f.button(evil) }}{{ f.link_button(evil, evil) }}{{ f.row_check('a', evil, evil) }}",
        "{{ f.error_summary({'a': [evil], '': evil}) }}{{ p.confirmation(evil, evil) }}",
    ],
)
def test_no_macro_lets_markup_through(draw: Any, snippet: str) -> None:
    html = draw(snippet, evil=EVIL)
    assert EVIL not in html
    assert "&lt;script&gt;" in html


def test_a_form_carries_csrf_version_and_name(draw: Any, form: forms.Form) -> None:
    html = draw("{% call f.form(form, draft_url='/draft') %}x{% endcall %}", form=form)
    assert 'name="csrf_token"' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert 'data-form="kitchen"' in html
    assert "data-refused" in html
    assert 'enctype="multipart/form-data"' in html
    assert "csrf_token" not in draw("{% call f.form(form, method='get') %}x{% endcall %}", form=form)


def test_dates_ask_for_day_month_year_and_know_birthdays(draw: Any, form: forms.Form) -> None:
    html = draw("{{ f.field(form, 'born') }}", form=form)
    assert re.findall(r'name="(born-\w+)" value="(\w+)"', html) == [
        ("born-day", "31"),
        ("born-month", "2"),
        ("born-year", "1984"),
    ]
    assert 'autocomplete="bday-day"' in html
    assert "31 February does not exist" in html


def test_passwords_are_empty_and_may_be_pasted(draw: Any, form: forms.Form) -> None:
    html = draw("{{ f.field(form, 'password') }}", form=form)
    assert 'autocomplete="current-password"' in html
    assert "value=" not in html
    assert "onpaste" not in html


def test_optional_stands_in_the_label_and_no_asterisk(draw: Any, form: forms.Form) -> None:
    html = draw("{{ f.all(form) }}", form=form)
    assert 'Phone <span class="optional">(optional)</span>' in html
    assert "*" not in re.sub(r"<[^>]*>", "", html)


def test_a_field_can_stand_under_a_choice(draw: Any, form: forms.Form) -> None:
    html = draw("{{ f.field(form, 'kind', reveal={'formal': f.field(form, 'email')}) }}", form=form)
    assert (
        html.index('value="formal"')
        < html.index('<div class="reveal"><div class="field wrong">')
        < html.index('value="informal"')
    )


def test_pages_are_shortened_in_the_middle(draw: Any) -> None:
    html = draw("{{ p.pagination(5, 9, '?page=%d') }}")
    assert re.findall(r">(\d|…)<", html) == ["1", "…", "4", "5", "6", "…", "9"]
    assert '<b aria-current="page">5</b>' in html
    assert 'href="?page=4" rel="prev"' in html
    assert draw("{{ p.pagination(1, 1, '?page=%d') }}") == ""
    assert 'href="/p2"' in draw("{{ p.pagination(1, 2, to) }}", to=lambda n: f"/p{n}")


def test_a_task_that_cannot_start_is_no_link_and_done_is_plain(draw: Any) -> None:
    html = draw(
        "{{ p.task_list(tasks) }}",
        tasks=[
            {"label": "Check your details", "url": "/d", "status": "Done", "kind": "done"},
            {"label": "Declaration", "url": "/h", "status": "To do", "kind": "open"},
            {
                "label": "Pay",
                "status": "Cannot start yet",
                "kind": "ended",
                "last": True,
                "caption": "This is what renews you.",
            },
        ],
    )
    assert html.count("<a ") == 2
    assert html.count('class="tag') == 1
    assert '<li class="last">' in html


def test_a_table_names_each_cell_for_small_screens(draw: Any) -> None:
    columns = [{"key": "a", "label": "Name"}, {"key": "b", "label": "Hours", "number": True}]
    html = draw("{{ p.table('Learning', columns, [{'a': 'x', 'b': none}]) }}", columns=columns)
    assert '<th scope="row">x</th>' in html
    assert '<td data-label="Hours" class="number"></td>' in html


def test_progress_never_runs_over(draw: Any) -> None:
    assert '<progress max="30" value="30"' in draw("{{ p.progress(41, 30, 'Learning: 41 of 30 hours') }}")
