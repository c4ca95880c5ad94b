"""Colleagues who are asked to help with a questionnaire, and those for whom it was not."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, is_my_invitation, mine, never_change, unguard_rows

revision = "0012"
down_revision = "0011"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
OF_A_COLLEAGUE = ("invitation_link", "access_code", "held_save")


def upgrade() -> None:
    _colleagues()
    for table in OF_A_COLLEAGUE:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("colleague_id", Identity, nullable=True))
            batch.create_foreign_key(
                f"fk_{table}_colleague",
                "colleague",
                ["company_id", "invitation_id", "colleague_id"],
                ["company_id", "invitation_id", "id"],
            )
    op.add_column("sign_in_session", sa.Column("colleague_id", Identity, nullable=True))
    op.add_column("invitation", sa.Column("closed_at", Moment, nullable=True))
    _not_for_me()


def _colleagues() -> None:
    op.create_table(
        "colleague",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("invited_by", sa.String(length=254), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("opened_at", Moment, nullable=True),
        sa.Column("done_at", Moment, nullable=True),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("code_misses", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('contributor', 'reviewer', 'signatory')", name="ck_colleague_role_known"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_colleague_invitation",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_colleague_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_colleague"),
        sa.UniqueConstraint("party_id", "id", name="uq_colleague_party_id_id"),
        sa.UniqueConstraint("party_id", "public_id", name="uq_colleague_party_id_public_id"),
        sa.UniqueConstraint(
            "company_id", "invitation_id", "id", name="uq_colleague_company_id_invitation_id_id"
        ),
    )
    op.create_index("ix_colleague_party_id", "colleague", ["party_id"])
    # Who helps a supplier is not the company's to see.
    guard_rows("colleague", f"{mine('party_id')} OR {is_my_invitation('invitation_id')}")


def _not_for_me() -> None:
    op.create_table(
        "not_for_me",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_name", sa.String(length=200), nullable=False),
        sa.Column("given_email", sa.String(length=254), nullable=False),
        sa.Column("said_by", sa.String(length=254), nullable=False),
        sa.Column("said_at", Moment, nullable=False),
        sa.CheckConstraint(
            "reason IN ('wrong_person', 'no_longer_supply', 'other')",
            name="ck_not_for_me_reason_known",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_not_for_me_invitation",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_not_for_me_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_not_for_me"),
        sa.UniqueConstraint("company_id", "id", name="uq_not_for_me_company_id_id"),
    )
    op.create_index("ix_not_for_me_company_id", "not_for_me", ["company_id"])
    op.create_index("ix_not_for_me_invitation", "not_for_me", ["company_id", "invitation_id"])
    guard_rows("not_for_me", f"{mine('company_id')} OR {is_my_invitation('invitation_id')}")
    never_change("not_for_me")


def downgrade() -> None:
    unguard_rows("colleague", "not_for_me")
    op.drop_table("not_for_me")
    op.drop_column("invitation", "closed_at")
    op.drop_column("sign_in_session", "colleague_id")
    for table in OF_A_COLLEAGUE:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"fk_{table}_colleague", type_="foreignkey")
            batch.drop_column("colleague_id")
    op.drop_table("colleague")
