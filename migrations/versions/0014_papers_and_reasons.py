"""Papers with dates, and the laws under which a campaign asks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("evidence_file", sa.Column("issued_on", sa.Date(), nullable=True))
    op.add_column("evidence_file", sa.Column("expires_on", sa.Date(), nullable=True))
    summary = sa.Column("summary", sa.String(length=200), nullable=False, server_default="")
    op.add_column("evidence_file", summary)
    grounds = sa.Column("grounds", sa.Text(), nullable=False, server_default="")
    op.add_column("campaign", grounds)


def downgrade() -> None:
    op.drop_column("campaign", "grounds")
    op.drop_column("evidence_file", "summary")
    op.drop_column("evidence_file", "expires_on")
    op.drop_column("evidence_file", "issued_on")
