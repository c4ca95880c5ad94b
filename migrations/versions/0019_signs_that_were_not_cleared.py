"""A result keeps the grave signs of earlier ones that its questionnaire does not ask about."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

TABLE = "result"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("not_cleared", sa.Text(), nullable=False, server_default="[]"))
    op.add_column(TABLE, sa.Column("strongest_not_cleared", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column(TABLE, "strongest_not_cleared")
    op.drop_column(TABLE, "not_cleared")
