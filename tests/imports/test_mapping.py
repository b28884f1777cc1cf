"""A mapping file is read as a clerk writes it; each mistake is told with its place and the mend."""

from pathlib import Path

import pytest

from councilkit.imports.mapping import MappingError, load, parse
from councilkit.imports.model import Skip
from councilkit.imports.schemas import columns_of

COLUMNS = columns_of("registrants")
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "legacy.toml"


def refusal(text: str) -> str:
    with pytest.raises(MappingError) as refused:
        parse(text, COLUMNS)
    return refused.value.message


def test_the_example_is_understood() -> None:
    layout = load(EXAMPLE, COLUMNS)
    assert (layout.encoding, layout.delimiter, layout.header_row, layout.comma_below) == ("windows-1250", ";", 1, True)
    assert layout.skip == (Skip("Nr. crt.", "TOTAL"),)
    assert layout.columns["part"].constant == "ro.social_worker"
    assert layout.columns["status_on"].constant == "2024-01-15"
    assert layout.columns["given_names"].source == ("Prenume",)
    assert layout.columns["family_name"].previous == ("(fostă {name})", "(născută {name})")


def test_an_empty_mapping_is_our_own_layout() -> None:
    assert parse("", COLUMNS).columns == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[file", "cannot be read"),
        ("[files]\n", "“files” is not known. Did you mean “file”?"),
        ('[file]\nencodng = "utf-8"', "Did you mean “encoding”?"),
        ("[file]\nencoding = 7", "a text in quotation marks"),
        ("[file]\ncomma_below = 1", "true or false"),
        ("[file]\nheader_row = true", "a whole number"),
        ("[file]\nheader_row = 0", "1 for the first"),
        ('[file]\ndelimiter = "::"', "one sign"),
        ('[file]\nskip = ["TOTAL"]', "a table"),
        ('[file]\nskip = [{ column = "No." }]', "Write it like"),
        ('[columns]\nfamilyname = "Nume"', "Did you mean “family_name”?"),
        ("[columns]\nfamily_name = 7", "a table"),
        ('[columns.family_name]\nfrm = "Nume"', "Did you mean “from”?"),
        ('[columns.family_name]\ncapitals = "names"', "either from"),
        ('[columns.family_name]\nfrom = "Nume"\nconstant = "x"', "either from"),
        ('[columns.family_name]\nfrom = "Nume"\ncapitals = "big"', "names, upper, lower"),
        ('[columns.family_name]\nfrom = "Nume"\nprevious = ["fostă"]', "no placeholder"),
        ('[columns.family_name]\nfrom = "Nume"\ntake = "{family}"', "{value}"),
        ('[columns.family_name]\nfrom = "Nume"\nrewrite = { "{a}" = "{b}" }', "{b}"),
        ('[columns.family_name]\nfrom = "Nume"\nwrite = "RO-"', "RO-{value}"),
        ('[columns.family_name]\nfrom = ["a", 1]', "a text in quotation marks"),
        ('[columns.date_of_birth]\nfrom = "D"\ndates = "dd.mm.yyyy"', "day.month.year"),
        ('[columns.date_of_birth]\nfrom = "D"\ndates = ["day/month/year", "month/day/year"]', "in two ways"),
        ('[constants]\npart = "x"\n[columns]\npart = "y"', "keep one of the two"),
        ("[constants]\npart = 1.5", "a text"),
    ],
)
def test_mistakes_are_told(text: str, words: str) -> None:
    assert words in refusal(text)


def test_a_mapping_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "legacy.toml"
    path.write_bytes('[columns]\nstep = "Treaptă"'.encode("cp1250"))
    with pytest.raises(MappingError, match="Save it as UTF-8"):
        load(path, COLUMNS)
    path.write_bytes('[columns]\nstep = "Treaptă"'.encode("utf-8-sig"))
    assert load(path, COLUMNS).columns["step"].source == ("Treaptă",)
