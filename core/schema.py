"""The database's schema: migrations of the core and of every plugin, each on its own branch."""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from councilkit.database import Database

_CORE = Path(__file__).parent / "migrations"


def configuration(plugin_folders: Sequence[Path] = ()) -> AlembicConfig:
    """Alembic's settings: the core's versions and each plugin's `migrations/` folder."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(_CORE))
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option(
        "version_locations", "\n".join(str(path) for path in (_CORE / "versions", *plugin_folders))
    )
    return settings


def upgrade(database: Database, plugin_folders: Sequence[Path] = ()) -> None:
    """Bring the database to the newest revision of every branch, in one transaction."""
    settings = configuration(plugin_folders)
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "heads")


def behind(database: Database, plugin_folders: Sequence[Path] = ()) -> list[str]:
    """The newest revisions that the database does not have yet; empty when it is up to date."""
    wanted = set(ScriptDirectory.from_config(configuration(plugin_folders)).get_heads())
    with database.reading() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    return sorted(wanted - present)
