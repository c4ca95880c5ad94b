"""An invitation keeps the name of whom it addresses, so that colleagues know who asks them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NAME = """
COALESCE(
  (SELECT contact.name FROM contact
   WHERE contact.id = invitation.contact_id AND contact.email = invitation.email),
  ''
)
"""


def upgrade() -> None:
    name = sa.Column("contact_name", sa.String(length=200), nullable=False, server_default="")
    op.add_column("invitation", name)
    op.execute(f"UPDATE invitation SET contact_name = {NAME}")


def downgrade() -> None:
    op.drop_column("invitation", "contact_name")
