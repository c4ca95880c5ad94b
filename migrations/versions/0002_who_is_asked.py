"""Who is asked: suppliers, campaigns, invitations, links and codes."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, is_my_invitation, mine, open_to_application, unguard_rows

revision = "0002"
down_revision = "0001"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "supplier",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=64), nullable=False),
        sa.Column("sector", sa.String(length=64), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("archived_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_supplier_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_supplier"),
        sa.UniqueConstraint("company_id", "id", name="uq_supplier_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_supplier_company_id_public_id"),
        sa.UniqueConstraint("company_id", "reference", name="uq_supplier_company_id_reference"),
    )
    op.create_index("ix_supplier_company_id", "supplier", ["company_id"])
    op.create_index("ix_supplier_company_id_name", "supplier", ["company_id", "name_folded"])
    op.create_table(
        "contact",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("supplier_id", Identity, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("removed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_contact_supplier",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_contact_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("company_id", "id", name="uq_contact_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "supplier_id", "email", name="uq_contact_company_id_supplier_id_email"
        ),
    )
    op.create_index("ix_contact_company_id", "contact", ["company_id"])
    op.create_table(
        "campaign",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("questionnaire_version_id", Identity, nullable=False),
        sa.Column("ruleset_version_id", Identity, nullable=False),
        sa.Column("reference_edition_id", Identity, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_campaign_company_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name="fk_campaign_questionnaire_version_id",
        ),
        sa.ForeignKeyConstraint(
            ["reference_edition_id"],
            ["reference_edition.id"],
            name="fk_campaign_reference_edition_id",
        ),
        sa.ForeignKeyConstraint(
            ["ruleset_version_id"], ["ruleset_version.id"], name="fk_campaign_ruleset_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("company_id", "id", name="uq_campaign_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_campaign_company_id_public_id"),
    )
    op.create_index("ix_campaign_company_id", "campaign", ["company_id"])
    op.create_table(
        "invitation",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("campaign_id", Identity, nullable=False),
        sa.Column("supplier_id", Identity, nullable=False),
        sa.Column("contact_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("mailed_at", Moment, nullable=True),
        sa.Column("opened_at", Moment, nullable=True),
        sa.Column("started_at", Moment, nullable=True),
        sa.Column("submitted_at", Moment, nullable=True),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("shown_count", sa.Integer(), nullable=False),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.Column("code_misses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaign.company_id", "campaign.id"],
            name="fk_invitation_campaign",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contact.company_id", "contact.id"],
            name="fk_invitation_contact",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_invitation_supplier",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_invitation_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint(
            "company_id",
            "campaign_id",
            "supplier_id",
            name="uq_invitation_company_id_campaign_id_supplier_id",
        ),
        sa.UniqueConstraint("company_id", "id", name="uq_invitation_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_invitation_company_id_public_id"),
    )
    op.create_index("ix_invitation_company_id", "invitation", ["company_id"])
    op.create_index("ix_invitation_supplier", "invitation", ["company_id", "supplier_id"])
    op.create_table(
        "invitation_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_invitation_link_invitation",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_invitation_link"),
    )
    op.create_table(
        "access_code",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_access_code_invitation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_access_code"),
    )
    op.create_index("ix_access_code_invitation", "access_code", ["invitation_id", "created_at"])
    op.create_table(
        "held_save",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("page", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_held_save_invitation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_held_save"),
    )
    op.create_index("ix_held_save_invitation", "held_save", ["invitation_id", "expires_at"])
    open_to_application("invitation_link")
    guard_rows("contact", mine("company_id"))
    # What a respondent typed and has not sent, and the codes, are not the company's to see.
    for table in ("access_code", "held_save"):
        guard_rows(table, is_my_invitation("invitation_id"))
    guard_rows("invitation", f"{mine('company_id')} OR {is_my_invitation('id')}")
    for table in ("supplier", "campaign"):
        asked = f"SELECT {table}_id FROM invitation WHERE {is_my_invitation('invitation.id')}"
        guard_rows(table, f"{mine('company_id')} OR id IN ({asked})")


def downgrade() -> None:
    unguard_rows("supplier", "campaign")
    op.drop_table("held_save")
    op.drop_table("access_code")
    op.drop_table("invitation_link")
    op.drop_table("invitation")
    op.drop_table("campaign")
    op.drop_table("contact")
    op.drop_table("supplier")
