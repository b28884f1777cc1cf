"""Cohorts: programmes, sites, learners, the keys to who they are, and the waves of their surveys."""

import sqlalchemy as sa
from alembic import op

revision = "core_0010"
down_revision = "core_0009"
branch_labels = None
depends_on = None


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _date(name: str, *, nullable: bool = False) -> sa.Column[sa.Date]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    op.create_table(
        "cohort_programmes",
        _text("id", 32),
        _text("code", 24),
        _text("title", 200),
        _text("qualification", 200),
        _text("surveys", 40),
        _version(),
        _key("cohort_programmes"),
        _unique("cohort_programmes", "code"),
    )
    op.create_table(
        "cohorts",
        _text("id", 32),
        _text("programme_id", 32),
        _text("code", 24),
        _text("title", 200),
        _date("starts_on"),
        _date("ends_on"),
        _version(),
        _to("cohorts", "programme_id", "cohort_programmes"),
        _key("cohorts"),
        _unique("cohorts", "code"),
    )
    op.create_table(
        "cohort_sites",
        _text("id", 32),
        _text("cohort_id", 32),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("organisation_id", 32),
        _to("cohort_sites", "cohort_id", "cohorts"),
        _to("cohort_sites", "organisation_id", "organisations"),
        _key("cohort_sites"),
        _unique("cohort_sites", "cohort_id", "position"),
        _unique("cohort_sites", "cohort_id", "organisation_id"),
    )
    op.create_table(
        "cohort_learners",
        _text("id", 32),
        _text("cohort_id", 32),
        _text("site_id", 32),
        _text("pseudonym", 8),
        _date("started_on"),
        _date("finished_on", nullable=True),
        _date("left_on", nullable=True),
        sa.Column("left_reason", sa.Text(), nullable=False),
        _version(),
        _to("cohort_learners", "cohort_id", "cohorts"),
        _to("cohort_learners", "site_id", "cohort_sites"),
        _key("cohort_learners"),
        _unique("cohort_learners", "pseudonym"),
        sa.CheckConstraint("finished_on is null or left_on is null", name=op.f("ck_cohort_learners_one_end")),
    )
    op.create_table(
        "cohort_keys",
        _text("id", 32),
        _text("learner_id", 32),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        _text("name", 200),
        _text("email", 254),
        _version(),
        _to("cohort_keys", "learner_id", "cohort_learners"),
        _key("cohort_keys"),
        _unique("cohort_keys", "learner_id"),
    )
    op.create_table(
        "cohort_waves",
        _text("id", 32),
        _text("cohort_id", 32),
        _text("wave", 20),
        _text("round_id", 32),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _to("cohort_waves", "cohort_id", "cohorts"),
        _to("cohort_waves", "round_id", "census_rounds"),
        _key("cohort_waves"),
        _unique("cohort_waves", "round_id"),
        _unique("cohort_waves", "cohort_id", "wave"),
    )
    for table, column in (
        ("cohorts", "programme_id"),
        ("cohort_sites", "organisation_id"),
        ("cohort_learners", "cohort_id"),
        ("cohort_learners", "site_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("waves", "keys", "learners", "sites"):
        op.drop_table(f"cohort_{table}")
    op.drop_table("cohorts")
    op.drop_table("cohort_programmes")
