"""Small forms for tests, written as rows of a survey sheet; and the forms that the Romanian plugin ships."""

from collections.abc import Callable
from pathlib import Path

import pytest

from councilkit.censuses.interview import Form
from councilkit.censuses.questionnaire import load, load_bytes

HEAD = (
    "type | name | label | relevant | constraint | required | calculation | default | appearance | choice_filter"
    " | repeat_count | read_only | parameters"
)
YES_NO = "yn | y | Yes\nyn | n | No"
SHIPPED = Path(__file__).parents[2] / "plugins" / "ro_census" / "questionnaires"

MakeForm = Callable[..., Form]


def _form(rows: str, choices: str = YES_NO, head: str = HEAD) -> Form:
    table = "\n".join(f"| | {row.strip()} |" for row in rows.strip().splitlines())
    lists = "\n".join(f"| | {row.strip()} |" for row in choices.strip().splitlines())
    text = f"| survey |\n| | {head} |\n{table}\n| choices |\n| | list_name | name | label | area |\n{lists}\n"
    return Form(load_bytes(text.encode(), "form.md"))


@pytest.fixture(scope="session")
def form() -> MakeForm:
    """Makes a form of survey rows, one a line, cells parted by `|` in the order of HEAD."""
    return _form


@pytest.fixture(scope="session")
def person_form() -> Form:
    """The person form of the Romanian census."""
    return Form(load(SHIPPED / "person.xlsx"))


@pytest.fixture(scope="session")
def employer_form() -> Form:
    """The employer form of the Romanian census."""
    return Form(load(SHIPPED / "employer.xlsx"))
