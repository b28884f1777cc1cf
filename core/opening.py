"""Makes and opens a council's folder: settings, keys, database, law and plugins in one frozen Council."""

import importlib
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from councilkit import config as settings
from councilkit import law, plugins
from councilkit.config import Config
from councilkit.context import Council
from councilkit.database import Database
from councilkit.errors import SetupError
from councilkit.law.model import join

KEYS = ("session", "tokens")


def load_tables() -> None:
    """Import every room's tables, a module or a package, so that the metadata is whole."""
    rooms = Path(__file__).parent
    for path in sorted([*rooms.glob("*/tables.py"), *rooms.glob("*/tables/__init__.py")]):
        importlib.import_module(f"councilkit.{path.relative_to(rooms).parts[0]}.tables")


def open_council(home: Path | str, flags: Mapping[str, Any] | None = None) -> Council:
    """Open the council in a folder; raises SetupError when there is none or it cannot be used as it stands."""
    config = settings.load(home, flags)
    if not (config.home / settings.FILE_NAME).exists():
        raise SetupError(
            f"There is no council in {config.home}: make one with `councilkit init`, "
            "or name its folder with COUNCILKIT_HOME."
        )
    return assemble(config)


def assemble(config: Config, clock: Callable[[], datetime] | None = None) -> Council:
    """Put the council of a configuration together."""
    load_tables()
    defaults = importlib.import_module("councilkit.defaults")
    loaded = plugins.load(config, defaults=defaults)
    statutes = _law(loaded)
    catalogue = plugins.build_catalogue(loaded, config, statutes)
    return Council(config, Database(config.resolved_database_url), catalogue, loaded, statutes, clock or _clock(config))


def _law(loaded: plugins.Plugins) -> law.Law:
    """The law of every plugin; a parameter that two of them define is a SetupError naming both files."""
    try:
        return join(law.load(folder) for plugin in loaded.loaded for folder in plugin.folders("law"))
    except ValueError as error:  # a LawError is one
        raise SetupError(str(error)) from None


def _clock(config: Config) -> Callable[[], datetime]:
    """The clock on the wall; a demonstration may stand on a fixed day (demo.day) and keep the time of day."""
    if not config.demo_day:
        return lambda: datetime.now(UTC)
    day = date.fromisoformat(config.demo_day)
    return lambda: datetime.combine(day, datetime.now(UTC).time().replace(tzinfo=None) or time(), UTC)


def check_free(home: Path) -> None:
    """Raise SetupError when a folder holds a council."""
    if (home / settings.FILE_NAME).exists():
        raise SetupError(f"{home} holds a council already: choose an empty folder.")


def make_folder(home: Path, text: str) -> Config:
    """Make a new council's folder with its settings and keys; refuses a folder that holds one."""
    check_free(home)
    (home / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in KEYS:
        path = home / "keys" / name
        path.write_bytes(secrets.token_hex(32).encode())
        path.chmod(0o600)
    (home / settings.FILE_NAME).write_text(text, encoding="utf-8")
    return settings.load(home)
