"""Tables of what waits for officers: applications, proposals, appeals, reports, possible duplicates."""

from sqlalchemy import (
    JSON,
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

from councilkit.database import UtcDateTime, metadata
from councilkit.ledger.withholding import Until, Withheld

_OPEN = text("outcome is null")

applications = Table(
    "applications",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),  # entry | renewal | restoration
    Column("part", String(40), nullable=False),
    Column("person_id", String(32), ForeignKey("persons.id")),
    Column("registration_id", String(32), ForeignKey("registrations.id")),
    Column("account_id", String(32)),
    Column("details", JSON, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("owner", String(32)),  # the officer's account
    # what the council still needs from the applicant
    Column("asked", Text, nullable=False, default="", server_default=""),
    Column("asked_until", Date),
    Column("answer", Text, nullable=False, default="", server_default=""),
    Column("proposal", String(10)),  # admit | refuse
    Column("reasons", Text, nullable=False, default=""),
    Column("proposed_by", String(32)),
    Column("proposed_at", UtcDateTime),
    Column("outcome", String(10)),  # admitted | refused | withdrawn
    Column("decided_by", String(32)),
    Column("decided_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
    Index("ix_applications_person_id", "person_id"),
    Index("ix_applications_account_id", "account_id"),
    Index("ix_applications_open", "received_at", sqlite_where=_OPEN, postgresql_where=_OPEN),  # few of very many
    CheckConstraint("decided_by is null or proposed_by is null or decided_by <> proposed_by", name="two_officers"),
    CheckConstraint("kind in ('entry','renewal','restoration')", name="kind"),
    info={
        "withheld": Withheld(
            staff_only=("details.somebody_else",),  # other people of the same name
            until=(
                Until("outcome", ("admitted", "refused"), ("proposal", "proposed_by", "proposed_at")),
                Until("outcome", ("refused",), ("reasons",)),  # of an admission they are for staff only
            ),
            deliberation=("register.propose_*", "register.sent_back_*", "register.tell_apart"),
        )
    },
)

endorsements = Table(  # what the employer that an applicant names says of them
    "endorsements",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("application_id", String(32), ForeignKey("applications.id"), nullable=False, index=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("answer", String(10), nullable=False),  # works_here | unknown
    Column("role", String(120), nullable=False, default=""),
    Column("fit", String(10), nullable=False, default=""),  # yes | doubt | not_known
    Column("note", Text, nullable=False, default=""),
    Column("answered_by", String(32), nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("application_id", "organisation_id"),
    CheckConstraint("answer in ('works_here','unknown')", name="answer"),
)

proposals = Table(  # decisions about a registration that a second officer must agree to before they hold
    "proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),  # order | change | lift | removal | lapse | stay
    Column("order_id", String(32), ForeignKey("orders.id")),
    Column("details", JSON, nullable=False),
    Column("proposed_by", String(32), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("outcome", String(10)),  # agreed | sent_back | withdrawn
    Column("note", Text, nullable=False, default=""),
    Column("decided_by", String(32)),
    Column("decided_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("kind in ('order','change','lift','removal','lapse','stay')", name="kind"),
    CheckConstraint("outcome <> 'agreed' or decided_by <> proposed_by", name="two_officers"),
    info={
        "withheld": Withheld(
            staff_only=("note", "details.private_note"),
            until=(Until("outcome", ("agreed",)),),
            deliberation=("register.propose_*", "register.*_sent_back", "register.withdraw_proposal"),
        )
    },
)

appeals = Table(  # to a tribunal or court, against a decision of the council; they change no standing by themselves
    "appeals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), index=True),
    Column("application_id", String(32), ForeignKey("applications.id"), index=True),  # one that was refused
    Column("order_id", String(32), ForeignKey("orders.id")),  # of the registration, where it is against an order
    Column("against", String(300), nullable=False),
    Column("served_on", Date),
    Column("received_on", Date, nullable=False),
    Column("reference", String(60), nullable=False, default=""),
    Column("owner", String(32), nullable=False),  # the officer's account
    Column("replied_on", Date),
    Column("outcome", String(12)),  # confirmed | set_aside | substituted | withdrawn
    Column("outcome_on", Date),
    Column("again_id", String(32), ForeignKey("applications.id")),  # the application that is decided in its place
    Column("note", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("(registration_id is null) <> (application_id is null)", name="about_one"),
    CheckConstraint("outcome in ('confirmed','set_aside','substituted','withdrawn')", name="outcome"),
    info={"withheld": Withheld(staff_only=("note",))},
)

employer_reports = Table(  # what an employer told of its staff that the council promised to look at
    "employer_reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(12), nullable=False),  # more_time | never_worked
    Column("person_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("condition_id", String(32), nullable=False, default=""),  # of more_time: which condition is not fulfilled
    Column("part", String(60), nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("reported_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("closed_by", String(32)),  # the officer's account
    Column("done", Text, nullable=False, default=""),  # what the officer did about it
    Column("owner", String(32)),  # the officer's account
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("kind in ('more_time','never_worked')", name="kind"),
    info={"withheld": Withheld(staff_only=("done",))},
)

merges = Table(
    "merges",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kept_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("merged_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("moved", JSON, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("merged_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
)

duplicates = Table(
    "duplicate_proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("first_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("second_id", String(32), ForeignKey("persons.id"), nullable=False, index=True),
    Column("why", String(200), nullable=False),
    Column("settled", String(10)),  # merged | different
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("first_id", "second_id"),
)

sequences = Table(
    "sequences",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("last", Integer, nullable=False),
)
