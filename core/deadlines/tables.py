"""Tables of reminders: one row a registration, due day and step; one row a day on which they were sent."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from councilkit.database import UtcDateTime, metadata

reminders = Table(
    "reminders",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("step", String(12), nullable=False),
    Column("missed", String(80), nullable=False, default=""),  # the steps before it that did not go out
    Column("address", String(254), nullable=False, default=""),  # empty: nobody knows where to write
    Column("claimed_at", UtcDateTime, nullable=False),  # written before it is sent, so that nobody else sends it
    Column("sent_at", UtcDateTime),
    Column("problem", String(300), nullable=False, default=""),  # why it did not go out at the last try
    Column("tries", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("registration_id", "due_on", "step"),
)

reminder_runs = Table(
    "reminder_runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("day", Date, nullable=False, unique=True),  # so that of several processes one sends
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # when it was last at work: a run that died is taken over
    Column("finished_at", UtcDateTime),
    Column("sent", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("unreachable", Integer, nullable=False, default=0),  # who has no address
    Column("problem", String(300), nullable=False, default=""),  # why it stopped before its end
    Column("version", Integer, nullable=False, default=1),
)
