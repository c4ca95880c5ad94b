"""A company notes that what was said by somebody for whom it was not is settled."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    settled = sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("invitation", settled)


def downgrade() -> None:
    op.drop_column("invitation", "settled_at")
