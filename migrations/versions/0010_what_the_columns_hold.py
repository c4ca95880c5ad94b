"""What the columns of the bulk engine hold of each submission, so that it is read once."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("result", sa.Column("packed", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("result", "packed")
