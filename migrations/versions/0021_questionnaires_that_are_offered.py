"""A company says which of its own questionnaires it still offers for new campaigns."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, pin_own, release_pins

revision = "0021"
down_revision = "0020"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "questionnaire_offer"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("questionnaire_version_id", Identity, nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{TABLE}_company_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=f"fk_{TABLE}_questionnaire_version_id",
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("company_id", "id", name=f"uq_{TABLE}_company_id_id"),
    )
    op.create_index(f"ix_{TABLE}_company_id", TABLE, ["company_id"])
    guard_rows(TABLE, mine("company_id"))
    never_change(TABLE)
    pin_own(TABLE, {"questionnaire_version_id": "questionnaire_version"})


def downgrade() -> None:
    release_pins(TABLE)
    op.drop_table(TABLE)
