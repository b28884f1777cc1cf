"""The migrations make exactly the tables that the code declares, on both databases, up and down."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from councilkit import config, opening, schema
from councilkit.database import Database, metadata
from councilkit.register.sounds import sound_name

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database(tmp_path: Any, database_url: str) -> Any:
    opening.load_tables()
    database = Database(config.load(tmp_path, {"database_url": database_url}).resolved_database_url)
    yield database
    database.close()


def test_the_migrations_make_the_declared_tables(database: Database) -> None:
    assert schema.behind(database) != []
    schema.upgrade(database)
    assert schema.behind(database) == []
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_can_be_undone(database: Database) -> None:
    schema.upgrade(database)
    settings = schema.configuration()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert schema.behind(database) != []
    schema.upgrade(database)
    assert schema.behind(database) == []


def test_revision_ids_are_short(database: Database) -> None:
    from alembic.script import ScriptDirectory

    for revision in ScriptDirectory.from_config(schema.configuration()).walk_revisions():
        assert len(revision.revision) <= 32


def test_names_that_are_there_get_their_sound(database: Database) -> None:
    settings = schema.configuration()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "core_0005")
        names = [(f"{number:032}", f"SW-{number}", "stefan smyth") for number in range(3)]
        plain = {"given_names": "Ștefan", "family_name": "Smyth", "invented": True, "version": 1}
        blank = dict.fromkeys(("gender", "email", "phone", "country", "area_code", "settlement"), "")
        rows = [plain | blank | {"id": id, "public_id": public, "search_name": name} for id, public, name in names]
        columns = ", ".join(rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO persons ({columns}) VALUES ({marks})"), rows)
        command.upgrade(settings, "core@head")
        found = connection.execute(text("SELECT DISTINCT sound_name FROM persons")).scalars().all()
    assert found == [sound_name("stefan smyth")]
