"""Learning records as cpd.csv, the form that can be imported again."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from councilkit.accounts.services import require
from councilkit.cells import harmless
from councilkit.context import Context
from councilkit.cpd import store
from councilkit.cpd.model import plain_amount
from councilkit.cpd.schemas import CSV_COLUMNS

Row = Mapping[str, Any]
_PLAIN = ("title", "category", "kind", "unit", "provider", "reflection", "impact_on", "impact", "part")


def own_csv(ctx: Context, person_id: str) -> str:
    """A person's records that stand, as the text of a cpd.csv."""
    require(ctx, "cpd.read", person_id)
    with ctx.reading() as connection:
        registrations = {row["id"]: row for row in store.registrations_of(connection, person_id)}
        rows = [row for row in store.records_of(connection, list(registrations)) if not row["withdrawn"]]
        files = store.evidence_of(connection, [row["id"] for row in rows])
    named = [{**row, **_whose(registrations[row["registration_id"]])} for row in reversed(rows)]
    return _header() + _lines(named, files)


def everybodys_csv(ctx: Context) -> Iterator[str]:
    """Every record that stands in the council, as a cpd.csv in pieces."""
    require(ctx, "cpd.read")
    return _pieces(ctx)


def _pieces(ctx: Context) -> Iterator[str]:
    yield _header()
    with ctx.reading() as connection:
        for rows in store.everybodys(connection):
            yield _lines(rows, store.evidence_of(connection, [row["id"] for row in rows]))


def _whose(registration: Row) -> dict[str, Any]:
    return {"number": registration["number"], "part": registration["part"]}


def _header() -> str:
    return ",".join(CSV_COLUMNS) + "\n"


def _lines(rows: Iterable[Row], files: Mapping[str, list[Row]]) -> str:
    """The rows as text; they need `number` and `part` of their registration."""
    text = StringIO()
    lines = (_line(row, files.get(row["id"], ())) for row in rows)
    csv.writer(text, lineterminator="\n").writerows(harmless([line[name] for name in CSV_COLUMNS]) for line in lines)
    return text.getvalue()


def _line(row: Row, files: Iterable[Row]) -> dict[str, str]:
    return {name: row[name] for name in _PLAIN} | {
        "registration_number": row["number"],
        "on": row["on"].isoformat(),
        "amount": plain_amount(row["amount"]),
        "standards": ";".join(row["standards"]),
        "peer_reflection": "yes" if row["peer_reflection"] else "no",
        "evidence": row["evidence"] or "; ".join(file["name"] for file in files)[:500],
    }
