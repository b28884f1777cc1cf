"""Forms are read with all they hold; faults name sheet, row and column."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilkit.censuses.questionnaire import (
    Group,
    Problem,
    Questionnaire,
    QuestionnaireError,
    Repeat,
    load,
    load_bytes,
)

GOOD = """
| survey | | | | | | | |
| | type | name | label::English (en) | label::Română (ro) | relevant | required | constraint |
| | begin_group | about | About you | Despre dvs. | | | |
| | select_one yn | works | Do you work? | Lucrați? | | yes | |
| | integer | age | Your age | Vârsta | ${works} = 'y' | | . > 15 and . < 99 |
| | end_group | | | | | | |
| | begin_repeat | unit | Unit | Unitate | | | |
| | text | place | Place ${age} | Loc | | | |
| | end_repeat | | | | | | |
| choices | | | | | | | |
| | list_name | name | label::English (en) | label::Română (ro) | area | | |
| | yn | y | Yes | Da | 1 | | |
| | yn | NA | No | Nu | | | |
| settings | | | | | | | |
| | form_title | form_id | version | default_language | | | |
| | Test | test | 3 | Română (ro) | | | |
"""


def form(*rows: str, choices: str = "", head: str = "type | name | label") -> str:
    """A form of survey rows, each written `type | name | label ...`."""
    table = "\n".join(f"| | {row} |" for row in rows)
    return f"| survey |\n| | {head} |\n{table}\n" + (
        f"| choices |\n| | list_name | name | label |\n{choices}" if choices else ""
    )


def read(text: str) -> Questionnaire:
    return load_bytes(text.encode(), "form.md")


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(QuestionnaireError) as caught:
        read(text)
    return caught.value.problems


def test_a_form_with_everything() -> None:
    found = read(GOOD)
    assert (found.code, found.title, found.version) == ("test", "Test", "3")
    assert [(language.code, language.name) for language in found.languages] == [("en", "English"), ("ro", "Română")]
    assert found.default_language == "ro"
    works, age, place = found.questions
    assert (works.kind, works.required, works.labels) == (
        "select_one",
        "true()",
        {"en": "Do you work?", "ro": "Lucrați?"},
    )
    assert [choice.name for choice in works.choices] == ["y", "NA"]
    assert works.choices[0].columns == {"area": "1"}
    assert (age.kind, age.relevant, age.constraint) == ("integer", "${works} = 'y'", ". > 15 and . < 99")
    assert [group.key for group in found.ancestors["place"]] == ["unit"]
    assert isinstance(found.by_key["unit"], Repeat)
    assert isinstance(found.by_key["about"], Group)
    assert found.problems == ()
    assert found.text(place.labels, "en") == "Place ${age}"
    assert found.text(place.labels, "th") == "Loc"


FAULTS = [
    (form("text | a | A | ${b} = 1", head="type | name | label | relevant"), 3, "relevant", "no question 'b'"),
    (form("text | a | A | 1 +", head="type | name | label | relevant"), 3, "relevant", "Nothing follows '+'"),
    (
        form("text | a | A | ${a} and", head="type | name | label | constraint"),
        3,
        "constraint",
        "Nothing follows 'and'",
    ),
    (
        form("calculate | a | | slected(1, 2)", head="type | name | label | calculation"),
        3,
        "calculation",
        "slected() is not known",
    ),
    (form("text | a | A", "text | a | B"), 4, "name", "stands twice"),
    (form("txt | a | A"), 3, "type", "not known"),
    (form("select_one yn | a | A"), 3, "type", "no choice list 'yn'"),
    (form("text | a b | A"), 3, "name", "cannot be a name"),
    (form("text |  | A"), 3, "name", "no name"),
    (form(" | a | A", "text | b | B"), 3, "type", "no type"),
    (form("text | a | Hello ${who}"), 3, "label", "no question 'who'"),
    (form("begin_group | g | G", "text | a | A"), 3, "type", "never ends"),
    (form("text | a | A", "end_group | |"), 4, "type", "none is open"),
    (form("begin_group | g | G", "text | a | A", "end_repeat | |"), 5, "type", "still open"),
    (
        form("text | a | A | ${b} = 1", "text | b | B | ${a} = 1", head="type | name | label | relevant"),
        3,
        "relevant",
        "depends on itself",
    ),
    (
        form("geopoint | a | A | yes", "text | b | B |", head="type | name | label | required"),
        3,
        "type",
        "cannot ask for 'geopoint'",
    ),
    (form("select_multiple l | a | A", choices="| | l | x y | X |"), 3, "type", "blank in its name"),
    (form("select_one l | a | A", choices="| | l | x | X |\n| | l | x | Y |"), 7, "name", "stands twice"),
    (form("select_one l | a | A", choices="| | l | | X |\n| | l | x | Y |"), 6, "name", "has no name"),
    (form("select_one l | a | A", choices="| | | z | X |\n| | l | x | Y |"), 6, "list_name", "belongs to no list"),
]


@pytest.mark.parametrize(("text", "row", "column", "words"), FAULTS)
def test_a_fault_names_its_place(text: str, row: int, column: str, words: str) -> None:
    found = [problem for problem in problems(text) if problem.fatal]
    assert (found[0].row, found[0].column) == (row, column)
    assert words in found[0].message


def test_suggestions() -> None:
    head = "type | name | label | relevant"
    assert "${gender}" in problems(form("text | gender | A |", "text | b | B | ${gendr} = 1", head=head))[0].suggestion
    assert "integer" in problems(form("integr | a | A"))[0].suggestion
    assert "select_one" in problems(form("select_on yn | a | A"))[0].suggestion
    assert (
        "Lists there: yesno" in problems(form("select_one yn | a | A", choices="| | yesno | 1 | Yes |"))[0].suggestion
    )


def test_every_fault_is_told_at_once() -> None:
    found = problems(form("txt | a | A", "text | b b | B", "select_one x | c | C"))
    assert [problem.row for problem in found] == [3, 4, 5]
    assert {problem.sheet for problem in found} == {"survey"}


WARNINGS = [
    (form("text | a | A | ${b} = 1", "text | b | B |", head="type | name | label | relevant"), "asked only later"),
    (form("text | a | A | .\u00a0!= ''", head="type | name | label | constraint"), "not a plain one"),
    (form("text | a | A |", head="type | name | label | ${given_name}"), "looks like a reference"),
    (form("image | a | A", "text | b | B"), "left out"),
    (form("text | a | "), "no label"),
]


@pytest.mark.parametrize(("text", "words"), WARNINGS)
def test_a_warning_lets_the_form_run(text: str, words: str) -> None:
    found = read(text).problems
    assert any(words in problem.message for problem in found)
    assert not any(problem.fatal for problem in found)


def test_a_pasted_blank_in_an_expression_is_read_as_a_blank() -> None:
    question = read(form("text | a | A | .\u00a0!= ''", head="type | name | label | constraint")).questions[0]
    assert question.constraint == ". != ''"


def test_the_same_name_in_two_groups_gets_a_path() -> None:
    found = read(
        form(
            "begin_group | g | G",
            "text | a | A",
            "end_group | |",
            "begin_group | h | H",
            "text | a | A",
            "end_group | |",
        )
    )
    assert [question.key for question in found.questions] == ["g/a", "h/a"]


def test_or_other_asks_for_the_other() -> None:
    found = read(form("select_one l or_other | a | A", choices="| | l | x | X |"))
    select, other = found.questions
    assert [choice.name for choice in select.choices] == ["x", "other"]
    assert (other.name, other.kind, other.relevant) == ("a_other", "text", "selected(${a}, 'other')")


def workbook(*rows: tuple[object, ...], sheet: str = "survey") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if sheet != "survey":
        book.create_sheet("other")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


HEAD = ("type", "name", "label")


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    data = workbook(HEAD, ("text", "a", "A"), (None, None, None), (), ("txt", "b", "B"))
    with pytest.raises(QuestionnaireError) as caught:
        load_bytes(data, "form.xlsx")
    assert caught.value.problems[0].row == 5


def test_numbers_dates_and_truths_in_cells_are_text() -> None:
    data = workbook((*HEAD, "default", "required"), ("integer", "a", 5, 1.5, True), ("text", "b", 2.0, None, False))
    a, b = load_bytes(data, "form.xlsx").questions
    assert (a.labels[""], a.default, a.required) == ("5", "1.5", "true()")
    assert (b.labels[""], b.required) == ("2", "false()")


NOT_FORMS = [
    (b"", "form.xlsx", "no sheet named 'survey'"),
    (b"PK\x03\x04 broken", "form.xlsx", "damaged"),
    (b"\xd0\xcf\x11\xe0 broken", "form.xls", "cannot be read"),
    (b"\x00\x01\x02", "form.xlsx", "not a spreadsheet"),
    ("vârstă".encode("cp1250"), "form.csv", "not in UTF-8"),
    (b"<html><body>no</body></html>", "form.xlsx", "type"),
    (workbook(("a", "b")), "form.xlsx", "no column 'type'"),
    (workbook(HEAD, sheet="form"), "form.xlsx", "no sheet 'survey'"),
    (workbook(HEAD), "form.xlsx", "asks nothing"),
    (b"0" * 20_000_001, "form.xlsx", "20 MB are the most"),
]


@pytest.mark.parametrize(("data", "name", "words"), NOT_FORMS)
def test_what_is_not_a_form(data: bytes, name: str, words: str) -> None:
    with pytest.raises(QuestionnaireError) as caught:
        load_bytes(data, name)
    assert words in str(caught.value)


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 101_000_000)
    with pytest.raises(QuestionnaireError, match="unpacks to 101 MB"):
        load_bytes(packed.getvalue(), "form.xlsx")


def test_too_many_rows() -> None:
    with pytest.raises(QuestionnaireError, match="more than 30000 rows"):
        read(form(*["text | a | A"] * 30_001))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError, match="cannot be opened"):
        load(tmp_path / "none.xlsx")


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=8))
def test_any_cells_give_a_form_or_problems(rows: list[list[str]]) -> None:
    text = form(*[" | ".join(cell.replace("\n", " ").replace("\r", " ") for cell in row) for row in rows])
    try:
        read(text)
    except QuestionnaireError as error:
        found = error.problems
    else:
        found = ()
    assert all(isinstance(problem.message, str) for problem in found)


@given(st.binary(max_size=300), st.sampled_from(["form.xlsx", "form.xls", "form.csv", "form.md", "form"]))
def test_any_bytes_give_a_form_or_problems(data: bytes, name: str) -> None:
    for beginning in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(QuestionnaireError):
            load_bytes(beginning + data, name)
