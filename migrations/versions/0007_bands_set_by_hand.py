"""Bands that people set by hand beside the computed one."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, unguard_rows

revision = "0007"
down_revision = "0005"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
TABLES = ("band_override", "override_withdrawal")


def upgrade() -> None:
    op.create_table(
        "band_override",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("result_id", Identity, nullable=False),
        sa.Column("band", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.Column("set_at", Moment, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "band IN ('low', 'medium', 'high', 'critical')", name="ck_band_override_band_known"
        ),
        sa.CheckConstraint(
            "reason <> '' AND set_by <> ''", name="ck_band_override_reason_and_name"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_band_override_result",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_band_override_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_band_override"),
        sa.UniqueConstraint("company_id", "id", name="uq_band_override_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "public_id", name="uq_band_override_company_id_public_id"
        ),
    )
    op.create_index("ix_band_override_company_id", "band_override", ["company_id"])
    op.create_index("ix_band_override_result", "band_override", ["company_id", "result_id"])
    op.create_table(
        "override_withdrawal",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("override_id", Identity, nullable=False),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "override_id"],
            ["band_override.company_id", "band_override.id"],
            name="fk_override_withdrawal_override",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name="fk_override_withdrawal_company_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_override_withdrawal"),
        sa.UniqueConstraint("company_id", "id", name="uq_override_withdrawal_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "override_id", name="uq_override_withdrawal_company_id_override_id"
        ),
    )
    op.create_index("ix_override_withdrawal_company_id", "override_withdrawal", ["company_id"])
    for table in TABLES:
        guard_rows(table, mine("company_id"))
    never_change(*TABLES)


def downgrade() -> None:
    unguard_rows(*TABLES)
    for table in reversed(TABLES):
        op.drop_table(table)
