"""Fixtures of imports: writes a CSV file and brings it in."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from councilkit.context import Context
from councilkit.imports import mapping, services
from councilkit.imports.model import Outcome
from councilkit.imports.schemas import columns_of

ANA = {
    "registration_number": "7/2019",
    "part": "ro.social_worker",
    "given_names": "Ana Maria",
    "family_name": "Țurcanu",
    "previous_names": "Radu; Ilie, Ana",
    "date_of_birth": "1980-02-29",
    "gender": "female",
    "email": "ana@example.org",
    "phone": "+40721123456",
    "country": "RO",
    "area_code": "RO-B",
    "settlement": "urban",
    "employer": "DGASPC",
    "registered_on": "2019-05-03",
    "expires_on": "2029-05-02",
    "qualification_award": "Licență",
    "qualification_institution": 'Univ. "Cuza"',
    "qualification_country": "RO",
    "qualification_awarded_on": "2002-07-01",
    "qualification_level": "EQF:6",
}


def person(number: int, **cells: str) -> dict[str, str]:
    """A plain row of registrants.csv."""
    given = {"registration_number": f"{number}/2020", "part": "ro.social_worker", "given_names": f"Given{number}"}
    return given | {"family_name": "Pop", "registered_on": "2020-01-01"} | cells


@pytest.fixture
def bring(ctx: Context, tmp_path: Path) -> Callable[..., Outcome]:
    """`bring("registrants", [row, ...])`: writes the rows as a file and imports it; refused rows go to refused.csv."""

    def run(kind: str, rows: Iterable[Mapping[str, str]] | str, *, map_text: str = "", **options: Any) -> Outcome:
        path = tmp_path / f"{kind}.csv"
        if isinstance(rows, str):
            path.write_text(rows, encoding="utf-8")
        else:
            write(path, rows)
        layout = mapping.parse(map_text, columns_of(kind)) if map_text else services.OWN
        return services.run(options.pop("ctx", ctx), kind, path, tmp_path / "refused.csv", layout=layout, **options)

    return run


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """A CSV file with every column that one of the rows has."""
    held = list(rows)
    names = list(dict.fromkeys(name for row in held for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(held)


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[], list[dict[str, str]]]:
    """The rows of refused.csv."""

    def read() -> list[dict[str, str]]:
        with (tmp_path / "refused.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
