"""Held text belongs to the address that typed it, and its page is named whole."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

TABLE = "held_save"
GIVEN_AWAY = "SELECT invitation_id FROM not_for_me WHERE reason = 'wrong_person'"
ADDRESS = """
COALESCE(
  (SELECT colleague.email FROM colleague WHERE colleague.id = held_save.colleague_id),
  (SELECT invitation.email FROM invitation WHERE invitation.id = held_save.invitation_id)
)
"""


def upgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE invitation_id IN ({GIVEN_AWAY})")
    op.add_column(TABLE, sa.Column("email", sa.String(length=254), nullable=True))
    op.execute(f"UPDATE {TABLE} SET email = {ADDRESS}")
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("email", existing_type=sa.String(length=254), nullable=False)
        table.alter_column("page", existing_type=sa.String(length=64), type_=sa.String(length=300))


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE length(page) > 64")
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("page", existing_type=sa.String(length=300), type_=sa.String(length=64))
        table.drop_column("email")
