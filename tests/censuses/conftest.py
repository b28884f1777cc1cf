"""Small forms for tests, written as rows of a survey sheet; and the forms that the Romanian plugin ships."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from councilkit.catalogue import Catalogue
from councilkit.censuses import services
from councilkit.censuses.interview import Form
from councilkit.censuses.model import CensusDesign
from councilkit.censuses.questionnaire import load, load_bytes
from councilkit.context import Context, Council

HEAD = (
    "type | name | label | relevant | constraint | required | calculation | default | appearance | choice_filter"
    " | repeat_count | read_only | parameters"
)
YES_NO = "yn | y | Yes\nyn | n | No"
SHIPPED = Path(__file__).parents[2] / "plugins" / "ro_census" / "questionnaires"

GERMAN = Path(__file__).parents[3] / "shared/data/conformance/xlsforms/real/correlaid_testB.xlsx"
SMALL = """
| survey | | | | | | | | |
| | type | name | label::English (en) | label::Română (ro) | relevant | constraint | required | hint::English (en) |
| | begin_group | one | First part | Prima parte | | | | |
| | select_one yn | works | Do you work? | Lucrați? | | | yes | |
| | end_group | | | | | | | |
| | begin_group | two | Second part | A doua parte | ${works} = 'y' | | | |
| | decimal | hours | Hours a week | Ore pe săptămână | | . > 0 and . <= 60 | | Like 37.5 |
| | date | since | Since when? | De când? | | | | |
| | select_multiple tools | tools | What do you use? | Ce folosiți? | | | | |
| | text | why | Why? | De ce? | ${hours} > 40 | | | |
| | end_group | | | | | | | |
| choices | | | | | | | | |
| | list_name | name | label::English (en) | label::Română (ro) | | | | |
| | yn | y | Yes | Da | | | | |
| | yn | n | No | Nu | | | | |
| | tools | car | A car | O mașină | | | | |
| | tools | pc | A computer | Un calculator | | | | |
| settings | | | | | | | | |
| | form_title | form_id | default_language | | | | | |
| | Small | small | Română (ro) | | | | | |
"""

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


@pytest.fixture
def council(make_council: Callable[..., Council], tmp_path: Path) -> Council:
    """A council that also knows a small census of its own, and the German form where it is at hand."""
    made = make_council()
    small = tmp_path / "small.md"
    small.write_text(SMALL, encoding="utf-8")
    designs = {"small": CensusDesign("small", "A small census", {"form": small}, reviewed=True)}
    if GERMAN.exists():
        designs["german"] = CensusDesign("german", "A German form", {"form": GERMAN})
    known = made.catalogue.items
    items = {**known, CensusDesign: {**known.get(CensusDesign, {}), **designs}}
    return replace(made, catalogue=Catalogue(items, made.catalogue.origins))


@pytest.fixture
def invited(ctx: Context) -> Callable[..., list[str]]:
    """Opens a round of a design and gives the codes of those invited: `invited("small", count=2)`."""

    def invite(design: str, form: str = "form", count: int = 1, code: str = "") -> list[str]:
        code = code or f"{design.replace('_', '-')}-1"
        services.create_round(ctx, code, design)
        services.open_round(ctx, code)
        made = services.invite(ctx, code, form, services.numbered(ctx, code, form, count))
        return [token for _, token in made]

    return invite


@pytest.fixture
def code(invited: Callable[..., list[str]]) -> str:
    """The code of a link to the small form."""
    return invited("small")[0]
