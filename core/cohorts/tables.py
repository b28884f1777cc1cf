"""Tables of cohorts. Who a learner is stands in `cohort_keys` alone, so that it can go and the answers stay."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from councilkit.database import UtcDateTime, metadata

programmes = Table(
    "cohort_programmes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(24), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("qualification", String(200), nullable=False, default=""),
    Column("surveys", String(40), nullable=False),  # the code of a CohortSurveys
    Column("version", Integer, nullable=False, default=1),
)

cohorts = Table(
    "cohorts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("programme_id", String(32), ForeignKey("cohort_programmes.id"), nullable=False, index=True),
    Column("code", String(24), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),  # as planned
    Column("version", Integer, nullable=False, default=1),
)

sites = Table(
    "cohort_sites",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("cohort_id", String(32), ForeignKey("cohorts.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    UniqueConstraint("cohort_id", "position"),
    UniqueConstraint("cohort_id", "organisation_id"),
)

learners = Table(
    "cohort_learners",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("cohort_id", String(32), ForeignKey("cohorts.id"), nullable=False, index=True),
    Column("site_id", String(32), ForeignKey("cohort_sites.id"), nullable=False, index=True),
    Column("pseudonym", String(8), nullable=False, unique=True),
    Column("started_on", Date, nullable=False),
    Column("finished_on", Date),
    Column("left_on", Date),
    Column("left_reason", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    CheckConstraint("finished_on is null or left_on is null", name="one_end"),
)

# The ledger, which is kept for ever, tells none of who the learner is; so that a key that is gone is gone. `person_id`
# is no foreign key for the same reason: a merge of two persons would write down which key was theirs.
keys = Table(
    "cohort_keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("learner_id", String(32), ForeignKey("cohort_learners.id"), nullable=False, unique=True),
    Column("person_id", String(32)),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    info={"secret": ("person_id", "name", "email")},
)

waves = Table(
    "cohort_waves",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("cohort_id", String(32), ForeignKey("cohorts.id"), nullable=False),
    Column("wave", String(20), nullable=False),
    Column("round_id", String(32), ForeignKey("census_rounds.id"), nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("cohort_id", "wave"),
)
