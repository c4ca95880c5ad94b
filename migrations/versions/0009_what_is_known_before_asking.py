"""The goods that a company buys from a supplier, and what followed from a screening."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("supplier", sa.Column("goods", sa.Text(), nullable=False, server_default=""))
    op.add_column("result", sa.Column("screening", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("result", "screening")
    op.drop_column("supplier", "goods")
