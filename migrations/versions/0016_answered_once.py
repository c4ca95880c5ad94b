"""Answers taken from earlier ones, and disclosures that their sender has withdrawn."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, reguard_rows

revision = "0016"
down_revision = "0012"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

SHOWN = f"SELECT d.submission_id FROM disclosure AS d WHERE d.{mine('company_id')}"
FILES = f"SELECT f.evidence_file_id FROM disclosed_file AS f WHERE f.{mine('company_id')}"
TAKEN_BACK = (
    "SELECT 1 FROM withdrawal AS w "
    "WHERE w.company_id = d.company_id AND w.submission_id = d.submission_id"
)
STILL_SHOWN = f"{SHOWN} AND NOT EXISTS ({TAKEN_BACK})"
STILL_FILES = (
    "SELECT f.evidence_file_id FROM disclosed_file AS f JOIN disclosure AS d "
    "ON d.company_id = f.company_id AND d.id = f.disclosure_id "
    f"WHERE f.{mine('company_id')} AND NOT EXISTS ({TAKEN_BACK})"
)


def upgrade() -> None:
    op.add_column("answer", sa.Column("first_answered_on", sa.Date(), nullable=True))
    to_confirm = sa.Column("to_confirm", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("answer", to_confirm)
    op.create_table(
        "withdrawal",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_withdrawal_invitation",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_withdrawal_disclosure",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_withdrawal_submission",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_withdrawal_company_id"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_withdrawal_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal"),
        sa.UniqueConstraint("company_id", "id", name="uq_withdrawal_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "submission_id", name="uq_withdrawal_company_id_submission_id"
        ),
    )
    op.create_index("ix_withdrawal_company_id", "withdrawal", ["company_id"])
    op.create_index("ix_withdrawal_party_id", "withdrawal", ["party_id"])
    guard_rows("withdrawal", f"{mine('company_id')} OR {mine('party_id')}")
    never_change("withdrawal")
    _guard(STILL_SHOWN, STILL_FILES)


def downgrade() -> None:
    _guard(SHOWN, FILES)
    op.drop_table("withdrawal")
    op.drop_column("answer", "to_confirm")
    op.drop_column("answer", "first_answered_on")


def _guard(shown: str, files: str) -> None:
    """What of a party's rows a company sees as well."""
    reguard_rows("submission", f"{mine('party_id')} OR id IN ({shown})")
    reguard_rows("personal_fact", f"{mine('party_id')} OR submission_id IN ({shown})")
    reguard_rows("evidence_file", f"{mine('party_id')} OR id IN ({files})")
