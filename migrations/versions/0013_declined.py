"""A question can be declined with a reason, which stands beside the empty value."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("answer", sa.Column("declined", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("answer", "declined")
