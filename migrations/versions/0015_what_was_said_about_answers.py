"""What was said about answers that were sent, what was sent back, and findings in dispute."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, unguard_rows

revision = "0015"
down_revision = "0013"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
TABLES = ("review_event", "dispute", "dispute_answer")


def upgrade() -> None:
    op.add_column("invitation", sa.Column("returned_at", Moment, nullable=True))
    _review_events()
    _disputes()
    _dispute_answers()
    for table in TABLES:
        guard_rows(table, f"{mine('company_id')} OR {mine('party_id')}")
    never_change(*TABLES)


def _review_events() -> None:
    op.create_table(
        "review_event",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=254), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contradiction", sa.String(length=64), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.CheckConstraint(
            "kind IN ('accepted', 'change-requested', 'request-withdrawn', 'sent-back', 'said')",
            name="ck_review_event_kind_known",
        ),
        sa.CheckConstraint("side IN ('company', 'supplier')", name="ck_review_event_side_known"),
        sa.CheckConstraint(
            "side = 'company' OR kind = 'said'", name="ck_review_event_supplier_only_says"
        ),
        sa.CheckConstraint(
            "(kind = 'sent-back') = (due_on IS NOT NULL)", name="ck_review_event_sent_back_until"
        ),
        *_of_a_submission("review_event"),
        sa.PrimaryKeyConstraint("id", name="pk_review_event"),
        sa.UniqueConstraint("company_id", "id", name="uq_review_event_company_id_id"),
    )
    _indexes("review_event")
    op.create_index("ix_review_event_invitation", "review_event", ["company_id", "invitation_id"])


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=True),
        sa.Column("evidence_file_id", Identity, nullable=True),
        sa.Column("raised_by", sa.String(length=254), nullable=False),
        sa.Column("raised_at", Moment, nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reason <> ''", name="ck_dispute_with_a_reason"),
        *_of_a_submission("dispute"),
        sa.ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_dispute_file",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dispute"),
        sa.UniqueConstraint("company_id", "id", name="uq_dispute_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_dispute_company_id_public_id"),
        sa.UniqueConstraint("party_id", "id", name="uq_dispute_party_id_id"),
        sa.UniqueConstraint(
            "company_id",
            "submission_id",
            "finding",
            name="uq_dispute_company_id_submission_id_finding",
        ),
    )
    _indexes("dispute")


def _dispute_answers() -> None:
    op.create_table(
        "dispute_answer",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("dispute_id", Identity, nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'changed', 'needs-correction')",
            name="ck_dispute_answer_outcome_known",
        ),
        sa.CheckConstraint(
            "reason <> '' AND answered_by <> ''", name="ck_dispute_answer_reason_and_name"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "dispute_id"],
            ["dispute.company_id", "dispute.id"],
            name="fk_dispute_answer_dispute",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "dispute_id"],
            ["dispute.party_id", "dispute.id"],
            name="fk_dispute_answer_dispute_of_party",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name="fk_dispute_answer_company_id"
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_dispute_answer_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_answer"),
        sa.UniqueConstraint("company_id", "id", name="uq_dispute_answer_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "dispute_id", name="uq_dispute_answer_company_id_dispute_id"
        ),
    )
    _indexes("dispute_answer")


def _of_a_submission(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name=f"fk_{table}_invitation",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name=f"fk_{table}_disclosure",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name=f"fk_{table}_submission",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{table}_company_id"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=f"fk_{table}_party_id"),
    ]


def _indexes(table: str) -> None:
    op.create_index(f"ix_{table}_company_id", table, ["company_id"])
    op.create_index(f"ix_{table}_party_id", table, ["party_id"])


def downgrade() -> None:
    unguard_rows(*TABLES)
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("invitation", "returned_at")
