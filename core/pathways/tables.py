"""Tables of portfolios: practice examples, reviews with their steps, shares, and awards told by registrants."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from councilkit.database import UtcDateTime, metadata


def _of_registration() -> Column[str]:
    return Column("registration_id", String(32), ForeignKey("registrations.id"), nullable=False, index=True)


examples = Table(  # of practice, with what somebody learnt from it
    "practice_examples",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("cpd_record", String(32), ForeignKey("cpd_records.id")),  # the learning that it belongs to; may stand alone
    Column("on", Date, nullable=False),
    Column("title", String(200), nullable=False),
    Column("situation", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("learnt", Text, nullable=False),
    Column("impact", Text, nullable=False, default=""),
    Column("standards", JSON, nullable=False, default=()),
    Column("withdrawn", Boolean, nullable=False, default=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
)

reviews = Table(  # of the portfolio of a period, by a supervisor who has an account or a one-time link
    "portfolio_reviews",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("supervisor", String(32), nullable=False, default=""),  # the account; empty: the holder of the link
    Column("supervisor_name", String(200), nullable=False),
    Column("state", String(10), nullable=False),  # asked | more | agreed | withdrawn
    Column("sent", JSON, nullable=False),  # the portfolio as it was sent last: nothing else is shown
    Column("digest", String(64), unique=True),  # of the link's token
    Column("expires_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("state in ('asked','more','agreed','withdrawn')", name="state"),
    info={"secret": ("digest",)},
)

steps = Table(  # of a review, oldest first: what both sides read
    "portfolio_review_steps",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("portfolio_review_id", String(32), ForeignKey("portfolio_reviews.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # asked | more | answered | link | agreed | withdrawn
    Column("by_name", String(200), nullable=False),
    Column("actor", String(32), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("comments", JSON, nullable=False),  # by code of the standard
    Column("taken_at", UtcDateTime, nullable=False),
    UniqueConstraint("portfolio_review_id", "position"),
)

shares = Table(  # with whom a registrant shares their portfolio, and until when
    "portfolio_shares",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("shared_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("version", Integer, nullable=False, default=1),
)

claims = Table(  # awards that registrants tell of, endorsed or not by who gave or knows them
    "award_claims",
    metadata,
    Column("id", String(32), primary_key=True),
    _of_registration(),
    Column("code", String(60), nullable=False),  # of the qualification
    Column("institution", String(200), nullable=False),
    Column("awarded_on", Date, nullable=False),
    Column("asked", String(32), ForeignKey("organisations.id"), index=True),  # who is asked to endorse it
    Column("answer", String(10), nullable=False, default=""),  # endorsed | unknown
    Column("endorsed_by", String(200), nullable=False, default=""),
    Column("endorser", String(32), nullable=False, default=""),  # the account
    Column("endorsed_on", Date),
    Column("note", Text, nullable=False, default=""),
    Column("withdrawn", Boolean, nullable=False, default=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("answer in ('','endorsed','unknown')", name="answer"),
)
