"""The migrations make exactly the tables that the code declares, on both databases, up and down."""

from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from councilkit import config, opening, schema
from councilkit.database import Database, metadata
from councilkit.register.sounds import sound_name
from councilkit.register.tables import persons, registrations

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


def test_appeals_that_are_there_stay_and_each_is_about_one_thing(database: Database) -> None:
    settings = schema.configuration()
    named = {"given_names": "Mary", "family_name": "Smyth", "search_name": "mary smyth", "sound_name": "", "gender": ""}
    entry = {"id": "r", "person_id": "p", "part": "ni.social_worker", "number": "1", "registered_on": date(2024, 4, 1)}
    columns = "id, registration_id, against, received_on, reference, owner, note, version"
    insert = f"INSERT INTO appeals ({columns}) VALUES (:id, :about, 'Warning', '2026-11-02', '', 'a', '', 1)"
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "core_0018")
        connection.execute(persons.insert().values(id="p", public_id="SW-1", **named))
        connection.execute(registrations.insert().values(**entry))
        connection.execute(text(insert), {"id": "kept", "about": "r"})
        command.upgrade(settings, "core@head")
        found = connection.execute(text("SELECT id, registration_id, application_id FROM appeals")).all()
    assert found == [("kept", "r", None)]
    with pytest.raises(IntegrityError, match="about_one"), database.writing() as connection:
        connection.execute(text(insert), {"id": "of nothing", "about": None})
    with pytest.raises(IntegrityError, match="outcome"), database.writing() as connection:
        connection.execute(text("UPDATE appeals SET outcome = 'won'"))
