"""Settings of one council: councilkit.toml, overridden by COUNCILKIT_* variables, overridden by flags."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from councilkit.errors import SetupError

FILE_NAME = "councilkit.toml"
SERVED = "served-at.txt"  # where the council was served last, for commands that print links beside a server
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Config:
    """Every setting with its default; `origins` says where each value came from (default, file, environment, flag)."""

    home: Path
    council_name: str = "Social Work Council"
    council_help_line: str = ""
    council_contact: str = ""
    council_how_to_pay: str = ""
    council_colours: Mapping[str, str] = field(default_factory=dict)
    council_time_zone: str = "UTC"
    council_languages: tuple[str, ...] = ("en", "ro", "th")
    database_url: str = "sqlite:///council.db"
    server_host: str = "127.0.0.1"
    server_port: int = 8000
    server_workers: int = 2
    server_public_url: str = ""
    mail_url: str = "folder:mail"
    mail_sender: str = "council@localhost"
    reminders_daily: bool = True
    plugins_enabled: tuple[str, ...] = ()
    plugins_skip_failing: bool = False
    upload_limit_mb: int = 10
    session_minutes: int = 45
    demo: bool = False
    demo_day: str = ""
    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def zone(self) -> ZoneInfo:
        """The council's own time zone: "today" is a day there."""
        return ZoneInfo(self.council_time_zone)

    @property
    def resolved_database_url(self) -> str:
        """The database URL with a relative SQLite path taken from the council's folder."""
        prefix = "sqlite:///"
        if self.database_url.startswith(prefix) and not self.database_url.startswith(prefix + "/"):
            return prefix + str(self.home / self.database_url.removeprefix(prefix))
        return self.database_url

    @property
    def served_url(self) -> str:
        """The address at which `councilkit serve` listens with these settings."""
        return f"http://{self.server_host}:{self.server_port}"

    def secret(self, name: str) -> bytes:
        """The key kept in `keys/<name>` of the council's folder."""
        try:
            return (self.home / "keys" / name).read_bytes()
        except FileNotFoundError:
            raise SetupError(
                f"The key file {self.home / 'keys' / name} is missing: restore it from a backup."
            ) from None


_SETTINGS = {f.name: f for f in fields(Config) if f.name not in ("home", "origins")}


def load(home: Path | str, flags: Mapping[str, Any] | None = None) -> Config:
    """Read the council's settings; raises SetupError naming the file, the key and the mend."""
    home = Path(home).resolve()
    values: dict[str, Any] = {}
    origins = dict.fromkeys(_SETTINGS, "default")
    for origin, layer in (
        ("file", _from_file(home / FILE_NAME)),
        ("environment", _from_environment()),
        ("flag", flags or {}),
    ):
        for name, value in layer.items():
            if value is not None:
                values[name] = _typed(name, value, origin)
                origins[name] = origin
    config = replace(Config(home=home), **values, origins=origins)
    if origins["server_public_url"] == "default":  # links and QR codes then lead to where the council is served
        config = replace(config, server_public_url=_served(home) or config.served_url)
    return _checked(config)


def _served(home: Path) -> str:
    try:
        return (home / SERVED).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"{path} is not valid TOML: {error}") from None
    flat: dict[str, Any] = {}
    for section, content in tree.items():
        for key, value in content.items() if isinstance(content, dict) else [("", content)]:
            flat[f"{section}_{key}".rstrip("_")] = value
    unknown = sorted(set(flat) - set(_SETTINGS))
    if unknown:
        raise SetupError(f"{path} has an unknown setting '{unknown[0]}': remove it, or see `councilkit config show`.")
    return flat


def _from_environment() -> dict[str, str]:
    prefix = "COUNCILKIT_"
    named = {key.removeprefix(prefix).lower(): value for key, value in os.environ.items() if key.startswith(prefix)}
    return {key: value for key, value in named.items() if key in _SETTINGS}


def _typed(name: str, value: Any, origin: str) -> Any:
    kind = _SETTINGS[name].type
    try:
        if kind is int:
            return int(value)
        if kind is bool:
            return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "on")
        if kind == tuple[str, ...]:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        return dict(value) if isinstance(value, Mapping) else str(value)
    except (TypeError, ValueError):
        raise SetupError(f"The setting {name.replace('_', '.', 1)} ({origin}) cannot be {value!r}.") from None


def _checked(config: Config) -> Config:
    try:
        ZoneInfo(config.council_time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SetupError(
            f"council.time_zone '{config.council_time_zone}' is not a known zone, like 'Europe/Bucharest'."
        ) from None
    for token, colour in config.council_colours.items():
        if not _COLOUR.fullmatch(colour) or not re.fullmatch(r"[a-z-]{1,20}", token):
            raise SetupError(f"council.colours.{token} must be a colour like '#14495C', not '{colour}'.")
    return config
