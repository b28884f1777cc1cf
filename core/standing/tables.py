"""Tables of what a renewal asks besides learning: conditions, payments, declarations, leave, and decisions for one."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text

from councilkit.database import Hundredths, metadata


def _of_registration() -> Column[str]:
    return Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True)


conditions = Table(  # of registration, like an assessed year: they end when fulfilled and confirmed, not by a committee
    "conditions",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("kind", String(40), nullable=False),
    Column("imposed_on", Date, nullable=False),
    Column("due_on", Date),
    Column("fulfilled_on", Date),
    Column("confirmed_by", String(20), nullable=False, default=""),  # the role of who confirmed it
    Column("confirmer", String(32), nullable=False, default=""),  # the account of who confirmed it
    Column("wording", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
)

payments = Table(
    "payments",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("fee", String(40), nullable=False),
    Column("amount", Hundredths, nullable=False),
    Column("currency", String(3), nullable=False, default=""),
    Column("paid_on", Date, nullable=False),
    Column("payer", String(200), nullable=False, default=""),  # empty: the registrant
    Column("reference", String(60), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
)

declarations = Table(
    "declarations",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("kind", String(40), nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("wording", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
)

leave = Table(
    "leave",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("kind", String(40), nullable=False, default=""),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("version", Integer, nullable=False, default=1),
)

dispensations = Table(  # decisions about one registrant and one requirement
    "dispensations",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("kind", String(12), nullable=False),  # exemption | extension | undertaking
    Column("requirement", String(60), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("reason", Text, nullable=False, default=""),
    Column("article", String(120), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("kind in ('exemption','extension','undertaking')", name="kind"),
)
