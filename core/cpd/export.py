"""A person's own copy of everything held on them: one ZIP with pages to read, tables, evidence and history."""

import csv
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from councilkit.accounts.services import require
from councilkit.cells import harmless
from councilkit.context import Context
from councilkit.cpd import holdings, plainly
from councilkit.cpd.csvfile import own_csv
from councilkit.cpd.evidence import shelf
from councilkit.cpd.history import WORDS
from councilkit.cpd.holdings import Rows
from councilkit.errors import NotFound, Problem
from councilkit.register.happenings import WORDS as HAPPENED
from councilkit.register.happenings import by_employer
from councilkit.wording import N_, Sentence

IN_MEMORY = 5_000_000

TITLES = {
    "persons": N_("Who you are"),
    "person_names": N_("Your other names"),
    "registrations": N_("Your registrations"),
    "registration_events": N_("Renewals, restorations and endings"),
    "qualifications": N_("Your qualifications"),
    "employment": N_("Your employment"),
    "orders": N_("Orders and conditions"),
    "applications": N_("Your applications"),
    "appeals": N_("Your appeals"),
    "employer_reports": N_("What your employers told the council"),
    "endorsements": N_("What your employers said of your applications"),
    "cpd_records": N_("Your learning"),
    "cpd_evidence": N_("Your evidence files"),
    "audit_cases": N_("Audits of your learning"),
    "audit_deadlines": N_("Dates of audits"),
    "audit_reviews": N_("Reviews in audits"),
    "accounts": N_("Your account"),
    "account_links": N_("One-time links to your account"),
    "drafts": N_("Drafts"),
    "merges": N_("Entries that were put together"),
}


def everything_held(ctx: Context, person_id: str) -> IO[bytes]:
    """The ZIP file, open at its beginning; the caller closes it.

    Holds index.html (to read), data.json, one CSV a table, learning.csv (can be imported again), evidence/ and
    history.json. Raises NotPermitted unless the person is the actor's own or the actor may read the ledger.
    """
    require(ctx, "cpd.read", person_id)
    require(ctx, "ledger.read", person_id)
    with ctx.reading() as connection:
        rows = holdings.held(connection, person_id)
        history = holdings.told(connection, rows)
    if not rows:
        raise NotFound(Sentence(N_("There is no such person in the register.")))
    plainly.complete(ctx, rows)
    learning = own_csv(ctx, person_id)
    target = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the caller
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        missing = _put_evidence(ctx, archive, rows)
        _put(ctx, archive, "data.json", _json(rows))
        _put(ctx, archive, "history.json", _json(_by_role(ctx, rows, history)))
        _put(ctx, archive, "learning.csv", learning)
        for name, table in rows.items():
            _put(ctx, archive, f"tables/{name}.csv", _csv(table))
        _put(ctx, archive, "index.html", _index(ctx, rows, _by_role(ctx, rows, history), missing))
    target.seek(0)
    return target


def _put(ctx: Context, archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    moment = ctx.now().astimezone(ctx.config.zone)
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _put_evidence(ctx: Context, archive: zipfile.ZipFile, rows: Rows) -> list[str]:
    """Add the files, each row told its path, and those kept with drafts; returns the names that could not be read."""
    missing = []
    for row in rows.get("drafts", ()):
        kept = shelf(ctx).kept(f"{row['account_id']}:{row['form']}")
        if kept is not None and "_file" in row["values"]:
            _put(ctx, archive, f"drafts/{row['values']['_file']['name']}", kept)
    for number, row in enumerate(rows.get("cpd_evidence", ()), 1):
        try:
            content = shelf(ctx).read(row["sha256"])
        except Problem:
            missing.append(str(row["name"]))
            continue
        row["file"] = f"evidence/{number:03d} {row['name']}"
        _put(ctx, archive, row["file"], content)
    return missing


def _other(entry: Mapping[str, Any]) -> str:
    return "your employer" if by_employer(entry["action"], entry["rows"]) else "the council"


def _by_role(ctx: Context, rows: Rows, history: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The history with "you", "your employer" and "the council" in place of the ids of accounts."""
    own = {row["id"] for row in rows.get("accounts", ())}
    return [
        {
            **entry,
            "by": "you" if entry["by"] in own else _other(entry),
            "words": WORDS.get(entry["action"]) or HAPPENED.get(entry["action"]) or _spoken(entry["action"]),
        }
        for entry in history
    ]


def _spoken(action: str) -> str:
    """An action that nobody wrote words for, without its signs: accounts.set_password is Accounts: set password."""
    room, _, what = action.partition(".")
    return f"{room.capitalize()}: {what.replace('_', ' ')}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(harmless([_cell(row.get(name)) for name in names]) for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None or value == [] or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime | Decimal):
        return _plain(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _index(ctx: Context, rows: Rows, history: Sequence[Mapping[str, Any]], missing: Sequence[str]) -> str:
    sections = [(TITLES.get(name, name.replace("_", " ").capitalize()), table) for name, table in rows.items()]

    def said(moment: str) -> str:
        return plainly.said(datetime.fromisoformat(moment), ctx.config.zone)

    values = {
        "council": ctx.config.council_name,
        "made_at": plainly.said(ctx.now(), ctx.config.zone),
        "person": rows["persons"][0],
    }
    page: str = _template().render(
        **values,
        sections=sections,
        history=history,
        missing=missing,
        withheld=holdings.staff_only(rows),
        lines=_lines(ctx),
        said=said,
    )
    return page


def _lines(ctx: Context) -> Callable[[Mapping[str, Any]], list[tuple[str, str]]]:
    return lambda row: plainly.lines(row, ctx.config.zone)


@lru_cache(maxsize=1)
def _template() -> Any:
    """The page of the ZIP: read without the application, so it is drawn without it too."""
    from jinja2 import Environment, PackageLoader

    return Environment(loader=PackageLoader("councilkit_templates", ""), autoescape=True).get_template("cpd/held.html")
