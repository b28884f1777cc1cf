"""A draft of a mapping file can be read as it is, and says what is left to do."""

from pathlib import Path

import pytest

from councilkit.errors import Problem
from councilkit.imports.drafting import draft
from councilkit.imports.mapping import parse
from councilkit.imports.schemas import SCHEMAS, columns_of

OLD = """\
Nr. crt.;Nume;Prenume;Data naşterii;Sex;Jud.;Nr. registru/an;Data înscrierii;Stare
1;Ţurcanu;Ştefan;18.07.1963;M;AB;1/2019;01/02/2019;Activ
2;Pop;Ana;1970-01-02;f;-;2/2019;01/02/19;Radiat
3;Pop;"An
a";1970-01-02;F;CJ;3/2019;01/02/2019;?
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_bytes(OLD.encode("cp1250"))
    return path


def test_a_draft_is_a_mapping(old: Path) -> None:
    text = draft(old, "registrants")
    layout = parse(text, columns_of("registrants"))
    assert (layout.encoding, layout.delimiter, layout.comma_below) == ("windows-1250", ";", True)
    assert layout.blanks == ("-",)
    assert layout.ignore == ("Nr. crt.",)
    sources = {name: rule.source for name, rule in layout.columns.items() if rule.source}
    assert sources == {
        "registration_number": ("Nr. registru/an",),
        "given_names": ("Prenume",),
        "family_name": ("Nume",),
        "date_of_birth": ("Data naşterii",),
        "gender": ("Sex",),
        "area_code": ("Jud.",),
        "registered_on": ("Data înscrierii",),
        "status": ("Stare",),
    }
    assert layout.columns["date_of_birth"].dates == ("day.month.year", "year-month-day")
    assert layout.columns["registered_on"].dates == ("day/month/year",)
    assert "two_digit_years_from" in text
    assert layout.columns["gender"].codes == {"m": "?", "f": "?"}
    assert "each is one of: active, left, removed, suspended" in text
    assert 'part = "..."' in text


@pytest.mark.parametrize("kind", SCHEMAS)
def test_our_own_columns_are_found_as_they_are(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(",".join(columns_of(kind)) + "\n" + ",".join("x" for _ in columns_of(kind)), encoding="utf-8")
    layout = parse(draft(path, kind), columns_of(kind))
    assert {name: rule.source for name, rule in layout.columns.items()} == {name: (name,) for name in columns_of(kind)}
    assert layout.ignore == ()


def test_columns_that_nobody_can_guess_are_left_to_the_clerk(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("alpha,beta\n1,2\n", encoding="utf-8")
    text = draft(path, "registrants")
    assert 'ignore = ["alpha", "beta"]' in text
    assert '# registration_number = "..."   # needed' in text
    parse(text, columns_of("registrants"))


def test_what_is_no_csv_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Problem, match="PDF"):
        draft(path, "registrants")
