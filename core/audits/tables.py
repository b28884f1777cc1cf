"""Tables of audits: the draw, its frame, and of everybody who was drawn the case, its deadlines and its reviews."""

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from councilkit.audits.model import OUTCOMES, needs_second
from councilkit.database import UtcDateTime, metadata
from councilkit.ledger.withholding import Until, Withheld

audits = Table(
    "audits",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("part", String(40), nullable=False),
    Column("as_of", Date, nullable=False),  # who is on the register then, and the period of learning it falls in
    Column("fraction", String(10), nullable=False),  # as it was said: 0.025
    Column("fraction_from", String(80), nullable=False, default=""),  # the law parameter; empty: the council's choice
    Column("strata_by", String(10), nullable=False, default=""),
    Column("strata", JSON, nullable=False),  # [{stratum, eligible, size}]
    Column("exempt", JSON, nullable=False),  # [{code, title, count}]
    Column("frame_sha256", String(64), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("seed", String(64), nullable=False),
    Column("revealed", String(64), nullable=False, default=""),  # the seed, once everybody may know it
    Column("beacon_source", String(300), nullable=False, default=""),  # announced with the commitment
    Column("beacon", String(500), nullable=False, default=""),
    Column("asked", Text, nullable=False, default=""),  # of everybody who was drawn; empty: the usual words
    Column("committed_at", UtcDateTime, nullable=False),
    Column("committed_by", String(32), nullable=False),
    Column("drawn_at", UtcDateTime),
    Column("drawn_by", String(32)),
    Column("revealed_at", UtcDateTime),
    Column("revealed_by", String(32)),
    Column("version", Integer, nullable=False, default=1),
    info={"secret": ("seed",)},
)

frames = Table(
    "audit_frames",
    metadata,
    Column("id", String(32), ForeignKey("audits.id"), primary_key=True),
    Column("content", Text, nullable=False),  # the ledger keeps its hash, in the audit's row
    info={"secret": ("content",)},
)

cases = Table(
    "audit_cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("audit_id", String(32), ForeignKey("audits.id"), nullable=False, index=True),
    Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True),
    Column("stratum", String(120), nullable=False, default=""),
    Column("asked", Text, nullable=False, default=""),  # what is asked of this one registrant besides
    Column("records", JSON, nullable=False, default=()),  # the learning that the registrant points at
    Column("answer", Text, nullable=False, default=""),
    Column("answered_at", UtcDateTime),
    Column("outcome", String(10)),
    Column("reasons", Text, nullable=False, default=""),
    Column("closed_at", UtcDateTime),
    Column("dealt_on", Date),  # of a case that was passed on
    Column("dealt_by", String(32)),  # the officer's account
    Column("done", Text, nullable=False, default="", server_default=""),  # what the officer did about it
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("audit_id", "registration_id"),
    CheckConstraint("outcome in ('met','not_met','passed_on','released')", name="outcome"),
    info={"withheld": Withheld(staff_only=("done",))},
)

deadlines = Table(
    "audit_deadlines",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("audit_case_id", String(32), ForeignKey("audit_cases.id"), nullable=False, index=True),
    Column("due_on", Date, nullable=False),
    Column("position", Integer, nullable=False),  # in the order in which they were made
    Column("state", String(10), nullable=False),  # set | asked | granted | refused | withdrawn
    Column("reason", Text, nullable=False, default=""),  # the registrant's
    Column("note", Text, nullable=False, default=""),  # the council's
    Column("made_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("decided_by", String(32)),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("state in ('set','asked','granted','refused','withdrawn')", name="state"),
)

reviews = Table(
    "audit_reviews",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("audit_case_id", String(32), ForeignKey("audit_cases.id"), nullable=False, index=True),
    Column("reviewer", String(32), nullable=False),  # the account
    Column("look", Integer, nullable=False),
    Column("assigned_at", UtcDateTime, nullable=False),
    Column("assigned_by", String(32), nullable=False),
    Column("declaration", String(8), nullable=False, default=""),  # none | conflict; empty: not made yet
    Column("conflict", Text, nullable=False, default=""),
    Column("declared_at", UtcDateTime),
    Column("outcome", String(10)),
    Column("reasons", Text, nullable=False, default=""),
    Column("decided_at", UtcDateTime),
    Column("ended_at", UtcDateTime),  # given to somebody else, or a conflict of interest
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("audit_case_id", "reviewer"),  # so that the second look is never by whoever had the first
    CheckConstraint("look in (1, 2)", name="look"),
    info={
        "withheld": Withheld(
            staff_only=("conflict",),
            until=(Until("audit_cases.outcome"), Until("outcome", tuple(OUTCOMES), ("reasons",))),
            deliberation=(
                "audits.assign",
                "audits.declare",
                *(f"audits.find_{outcome}" for outcome in OUTCOMES if needs_second(outcome)),
                "audits.send_back",
            ),
        )
    },
)
