"""Makes a new council whole, or leaves nothing behind: everything is checked before anything is made."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from councilkit import opening, schema
from councilkit.config import Config
from councilkit.errors import SetupError

SETTINGS = """# Settings of this council. `councilkit config show` lists all of them with their values.

[council]
name = {name}
help_line = ""
contact = ""
# How fees are paid, as registrants read it where they renew:
how_to_pay = ""
time_zone = "UTC"

[database]
url = {url}

[server]
# The address that links in letters and QR codes start with, once the council is on the web:
# public_url = "https://register.example.org"

[mail]
url = "folder:mail"
"""
KINDS = ("sqlite", "postgresql")


def found(folder: Path, name: str, url: str, email: str) -> tuple[Config, str]:
    """Make the council in a folder; returns its settings and the one-time link's token of the first administrator.

    Raises SetupError, after taking away what was made.
    """
    _check(name, url, email)
    text = SETTINGS.format(name=json.dumps(name, ensure_ascii=False), url=json.dumps(url))
    try:
        with _nothing_left(folder):
            return _made(opening.make_folder(folder, text), email)
    except OSError as error:
        raise SetupError(f"The council cannot be made in {folder} ({error.strerror}): name another folder.") from None
    except (SQLAlchemyError, ImportError) as error:
        place = make_url(url).render_as_string(hide_password=True)
        raise SetupError(
            f"The database {place} cannot be used ({type(error).__name__}): check --database, and that it runs."
        ) from None


def _check(name: str, url: str, email: str) -> None:
    from councilkit.accounts.schemas import Invitation

    if not name.strip():
        raise SetupError("--name is empty: give the council's name.")
    if "email" in Invitation().validate({"email": email}):
        raise SetupError(f"--admin-email '{email}' is not an email address: give one like name@example.org.")
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError:
        raise SetupError(f"--database '{url}' is not an address: give one like sqlite:///council.db.") from None
    if kind not in KINDS:
        raise SetupError(f"--database cannot be {kind}: use sqlite:///council.db, or postgresql+psycopg://...")


def _made(config: Config, email: str) -> tuple[Config, str]:
    from councilkit.accounts import services
    from councilkit.context import SYSTEM

    council = opening.assemble(config)
    if council.database.is_sqlite and council.database.url.database:
        Path(council.database.url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        hooks: Any = council.hooks
        schema.upgrade(council.database, [path for plugin in hooks.loaded for path in plugin.folders("migrations")])
        return config, services.invite(council.acting(SYSTEM), email, email.partition("@")[0], ["administrator"])
    finally:
        council.database.close()


@contextmanager
def _nothing_left(folder: Path) -> Iterator[None]:
    """Take away what was made in the folder, and the folder itself if it is new, when the work fails."""
    new = next((each for each in reversed((folder, *folder.parents)) if not each.exists()), None)
    there = set(folder.iterdir()) if folder.exists() else set()
    try:
        yield
    except BaseException:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        for path in set(folder.iterdir()) - there if folder.exists() else ():
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
