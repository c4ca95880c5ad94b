"""The outbox: jobs and mails."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import open_to_application

revision = "0004"
down_revision = "0003"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("company_id", Identity, nullable=True),
        sa.Column("programme_id", Identity, nullable=True),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("lease_token", sa.String(length=64), nullable=True),
        sa.Column("leased_until", Moment, nullable=True),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("started_at", Moment, nullable=True),
        sa.Column("finished_at", Moment, nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')", name="ck_job_state_known"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_job_company_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_job_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("company_id", "id", name="uq_job_company_id_id"),
        sa.UniqueConstraint("public_id", name="uq_job_public_id"),
    )
    op.create_index("ix_job_about", "job", ["company_id", "about"])
    op.create_index("ix_job_state_due", "job", ["state", "due_at"])
    op.create_table(
        "mail",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("company_id", Identity, nullable=True),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("lease_token", sa.String(length=64), nullable=True),
        sa.Column("leased_until", Moment, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'sending', 'sent', 'failed', 'unknown')", name="ck_mail_state_known"
        ),
        sa.CheckConstraint(
            "kind IN ('invitation', 'reminder', 'code', 'notice')", name="ck_mail_kind_known"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_mail_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.UniqueConstraint("company_id", "id", name="uq_mail_company_id_id"),
        sa.UniqueConstraint("public_id", name="uq_mail_public_id"),
    )
    op.create_index("ix_mail_about", "mail", ["company_id", "about"])
    op.create_index("ix_mail_state_due", "mail", ["state", "due_at"])
    # A worker takes work of every company before it knows whose it is.
    open_to_application("job", "mail")


def downgrade() -> None:
    op.drop_table("mail")
    op.drop_table("job")
