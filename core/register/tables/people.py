"""Tables of people, their registrations and what happened to them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from councilkit.database import metadata
from councilkit.ledger.withholding import Withheld

_MERGED = text("merged_into IS NOT NULL")  # hardly anybody is, and each new person costs the others an entry

persons = Table(
    "persons",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("public_id", String(20), nullable=False, unique=True),
    Column("given_names", String(200), nullable=False),
    Column("family_name", String(200), nullable=False, default=""),
    Column("search_name", String(420), nullable=False),
    Column("sound_name", String(200), nullable=False, default="", server_default=""),
    Column("date_of_birth", Date),
    Column("gender", String(20), nullable=False, default=""),
    Column("email", String(254), nullable=False, default=""),
    Column("phone", String(40), nullable=False, default=""),
    Column("address", Text, nullable=False, default="", server_default=""),  # for letters; never published
    Column("confirmed_on", Date),  # when the person last said that their own details are right
    Column("country", String(2), nullable=False, default=""),
    Column("area_code", String(10), nullable=False, default=""),
    Column("settlement", String(10), nullable=False, default=""),
    Column("merged_into", String(32), ForeignKey("persons.id")),
    Column("invented", Boolean, nullable=False, default=False),
    Column("version", Integer, nullable=False, default=1),
    Index("ix_persons_merged_into", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
    Index("ix_persons_search_name", "search_name", "sound_name", "merged_into", "id"),  # a search reads nothing else
    info={"derived": ("sound_name",)},
)

person_names = Table(
    "person_names",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # previous | script
    Column("given_names", String(200), nullable=False, default=""),
    Column("family_name", String(200), nullable=False, default=""),
    Column("language", String(12), nullable=False, default=""),
    Column("search_name", String(420), nullable=False),
    Column("sound_name", String(200), nullable=False, default="", server_default=""),
    Column("until", Date),
    Index("ix_person_names_search_name", "search_name", "sound_name", "person_id"),
    info={"derived": ("sound_name",)},
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("search_name", String(220), nullable=False, unique=True),
    Column("area_code", String(10), nullable=False, default=""),
    Column("invented", Boolean, nullable=False, default=False),
    Column("version", Integer, nullable=False, default=1),
)

registrations = Table(
    "registrations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("part", String(40), nullable=False),
    Column("number", String(40), nullable=False),
    Column("registered_on", Date, nullable=False),
    Column("expires_on", Date),  # end of the first term that is known; later terms are events
    Column("step", String(40), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("number", "part"),
    Index("ix_registrations_part", "part", "registered_on"),
)

registration_events = Table(
    "registration_events",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # renewed | restored | left | removed | died | extended
    Column("effective_on", Date, nullable=False),
    Column("until", Date),
    Column("reason", Text, nullable=False, default=""),
    Column("article", String(120), nullable=False, default=""),
    Column("position", Integer, nullable=False, default=0, server_default="0"),  # parts events of one day
    CheckConstraint("kind in ('renewed','restored','left','removed','died','extended')", name="kind"),
)

qualifications = Table(
    "qualifications",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("award", String(200), nullable=False),
    Column("institution", String(200), nullable=False, default=""),
    Column("country", String(2), nullable=False, default=""),
    Column("awarded_on", Date),
    Column("awarded_year", Integer),
    Column("level", String(20), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
)

employment = Table(
    "employment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("role", String(120), nullable=False, default=""),
    Column("area_code", String(10), nullable=False, default=""),
    Column("settlement", String(10), nullable=False, default=""),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("part_time", Integer),  # per cent of full time
    Column("version", Integer, nullable=False, default=1),
)

orders = Table(
    "orders",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True),
    Column("kind", String(60), nullable=False),
    Column("effect", String(12), nullable=False),  # none | conditions | suspended | removed
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("review_on", Date),
    Column("lifted_on", Date),
    Column("public_wording", Text, nullable=False, default=""),
    Column("private_note", Text, nullable=False, default=""),
    Column("decided_by", String(120), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("effect in ('none','conditions','suspended','removed')", name="effect"),
    info={"withheld": Withheld(staff_only=("private_note",))},
)
