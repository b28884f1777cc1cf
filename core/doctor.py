"""The doctor: is everything that a council needs in order?"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from councilkit import schema
from councilkit.context import SYSTEM, Council
from councilkit.deadlines.watching import next_run, warnings
from councilkit.errors import SetupError
from councilkit.opening import KEYS
from councilkit.wording import count_of

ENOUGH_DISK = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing that was checked, and what was found, with the mend where it is not in order.

    A `note` is in order but worth a look before the council goes on the web.
    """

    what: str
    ok: bool
    sentence: str
    note: bool = False


def examine(council: Council) -> list[Finding]:
    """Check database, schema, keys, fonts, disk, clock and settings."""
    return [
        _database(council),
        _schema(council),
        _keys(council),
        *_fonts(),
        _disk(council),
        *_clock(council),
        *_reminders(council),
        *_settings(council),
    ]


def _database(council: Council) -> Finding:
    try:
        with council.database.reading() as connection:
            if council.database.is_sqlite:
                answer = connection.execute(text("PRAGMA quick_check")).scalar()
                return Finding(
                    "database", answer == "ok", "sound" if answer == "ok" else f"damaged: {answer}. Restore a backup."
                )
            version = connection.execute(text("SHOW server_version")).scalar()
            return Finding("database", True, f"PostgreSQL {version} answers")
    except SQLAlchemyError as error:
        return Finding("database", False, f"it does not answer: {type(error).__name__}. Check database.url.")


def _schema(council: Council) -> Finding:
    hooks: Any = council.hooks
    folders = [path for plugin in hooks.loaded for path in plugin.folders("migrations")]
    missing = schema.behind(council.database, folders)
    return Finding(
        "schema", not missing, "up to date" if not missing else "older than this version: run `councilkit upgrade`."
    )


def _keys(council: Council) -> Finding:
    try:
        for name in KEYS:
            council.config.secret(name)
    except SetupError as error:
        return Finding("keys", False, str(error))
    open_to_all = [name for name in KEYS if (council.config.home / "keys" / name).stat().st_mode & 0o077]
    if open_to_all:
        return Finding("keys", False, f"others on this machine can read keys/{open_to_all[0]}: chmod 600 it.")
    return Finding("keys", True, "present and private")


def _fonts() -> list[Finding]:
    try:
        from councilkit.documents.fonts import examine as examine_fonts
    except (ImportError, OSError) as error:
        return [Finding("fonts", False, f"PDFs cannot be made here: {error}")]
    return [Finding(what, ok, sentence) for what, ok, sentence in examine_fonts()]


def _disk(council: Council) -> Finding:
    free = shutil.disk_usage(council.config.home).free
    return Finding(
        "disk", free > ENOUGH_DISK, f"{free / 1e9:.1f} GB free" + ("" if free > ENOUGH_DISK else ": make room.")
    )


def _clock(council: Council) -> list[Finding]:
    """The clock must not run behind what the ledger has recorded already."""
    with council.database.reading() as connection:
        newest = connection.execute(text("SELECT max(recorded_at) FROM ledger_entries")).scalar()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    behind = newest is not None and not council.config.demo_day and newest > now
    late = f", before the ledger's newest entry of {newest[:16]}: set it right." if behind else ""
    found = [Finding("clock", not behind, f"set to {now[:16]} UTC{late}")]
    if council.config.demo_day:
        sentence = f"the demonstration stands on {council.config.demo_day}: every day here is that day."
        found.append(Finding("day", True, sentence, note=True))
    return found


def _reminders(council: Council) -> list[Finding]:
    """Whether reminders about renewal go out."""
    found = warnings(council.acting(SYSTEM))
    if not found:
        count = next_run(council.acting(SYSTEM))
        letters = count_of(count, "letter", "letters")
        return [Finding("reminders", True, f"none is missing; the next run sends at most {letters}")]
    return [Finding("reminders", council.config.demo, str(each), council.config.demo) for each in found]


def _settings(council: Council) -> list[Finding]:
    """What works, but not for a council on the web."""
    config = council.config
    found = []
    if config.mail_url.startswith("folder:"):
        place = config.home / config.mail_url.removeprefix("folder:")
        found.append(Finding("mail", True, f"letters are only written to {place}: name a server in mail.url.", True))
    if _loopback(config.server_public_url):
        sentence = f"links in letters lead to {config.server_public_url}, which only this machine can open"
        found.append(Finding("address", True, f"{sentence}: set server.public_url.", True))
    if not config.council_help_line.strip():
        found.append(Finding("help line", True, "empty: tell people where to ask in council.help_line.", True))
    return found


def _loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
