"""Who takes part, what was published, and what happened."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import (
    guard_rows,
    install_scope_function,
    is_my_invitation,
    mine,
    never_change,
    open_to_application,
    remove_scope_function,
)

revision = "0001"
down_revision = None

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    install_scope_function()
    op.create_table(
        "person",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("disabled_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.UniqueConstraint("public_id", name="uq_person_public_id"),
    )
    op.create_table(
        "company",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=64), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
        sa.UniqueConstraint("public_id", name="uq_company_public_id"),
    )
    op.create_table(
        "programme",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
        sa.UniqueConstraint("public_id", name="uq_programme_public_id"),
    )
    op.create_table(
        "membership",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=True),
        sa.Column("programme_id", Identity, nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.CheckConstraint(
            "(role LIKE 'company-%') = (company_id IS NOT NULL)",
            name="ck_membership_company_role_in_a_company",
        ),
        sa.CheckConstraint(
            "(role LIKE 'programme-%') = (programme_id IS NOT NULL)",
            name="ck_membership_programme_role_in_a_programme",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_membership_company_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_membership_person_id"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_membership_programme_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.UniqueConstraint("public_id", name="uq_membership_public_id"),
        sa.UniqueConstraint("person_id", "company_id", name="uq_membership_person_id_company_id"),
        sa.UniqueConstraint(
            "person_id", "programme_id", name="uq_membership_person_id_programme_id"
        ),
    )
    op.create_table(
        "party",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_party"),
        sa.UniqueConstraint("email", name="uq_party_email"),
        sa.UniqueConstraint("public_id", name="uq_party_public_id"),
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire_version"),
        sa.UniqueConstraint("public_id", name="uq_questionnaire_version_public_id"),
        sa.UniqueConstraint("slug", "version", name="uq_questionnaire_version_slug_version"),
    )
    op.create_table(
        "ruleset_version",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ruleset_version"),
        sa.UniqueConstraint("public_id", name="uq_ruleset_version_public_id"),
        sa.UniqueConstraint("slug", "version", name="uq_ruleset_version_slug_version"),
    )
    op.create_table(
        "reference_edition",
        sa.Column("id", Identity, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reference_edition"),
        sa.UniqueConstraint("sha256", name="uq_reference_edition_sha256"),
    )
    op.create_table(
        "setup_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", Identity, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_setup_link_person_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_setup_link"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", Identity, nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_subject_at", "attempt", ["subject", "at"])
    op.create_table(
        "sign_in_session",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("membership_id", Identity, nullable=True),
        sa.Column("invitation_id", Identity, nullable=True),
        sa.Column("company_id", Identity, nullable=True),
        sa.Column("party_id", Identity, nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("last_seen_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.CheckConstraint(
            "(membership_id IS NULL) <> (invitation_id IS NULL)",
            name="ck_sign_in_session_person_or_respondent",
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name="fk_sign_in_session_membership_id"
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in_session"),
    )
    op.create_index("ix_sign_in_session_expires_at", "sign_in_session", ["expires_at"])
    op.create_table(
        "event",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=True),
        sa.Column("party_id", Identity, nullable=True),
        sa.Column("programme_id", Identity, nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=64), nullable=False),
        sa.Column("subject_id", Identity, nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_company", "event", ["company_id", "at"])
    op.create_index("ix_event_party", "event", ["party_id", "at"])
    op.create_index("ix_event_programme", "event", ["programme_id", "at"])
    op.create_table(
        "engaged_company",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", Identity, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column("name_local", sa.String(length=200), nullable=False),
        sa.Column("name_russian", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=64), nullable=False),
        sa.Column("identifier", sa.String(length=64), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_phone", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("archived_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_engaged_company_programme_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_engaged_company"),
        sa.UniqueConstraint(
            "programme_id",
            "country",
            "identifier",
            name="uq_engaged_company_programme_id_country_identifier",
        ),
        sa.UniqueConstraint("programme_id", "id", name="uq_engaged_company_programme_id_id"),
        sa.UniqueConstraint(
            "programme_id", "public_id", name="uq_engaged_company_programme_id_public_id"
        ),
    )
    op.create_index("ix_engaged_company_name", "engaged_company", ["programme_id", "name_folded"])
    op.create_index("ix_engaged_company_programme_id", "engaged_company", ["programme_id"])
    op.create_table(
        "activity",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", Identity, nullable=False),
        sa.Column("engaged_company_id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("logged_by", sa.String(length=200), nullable=False),
        sa.Column("logged_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "engaged_company_id"],
            ["engaged_company.programme_id", "engaged_company.id"],
            name="fk_activity_engaged_company",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_activity_programme_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.UniqueConstraint("programme_id", "id", name="uq_activity_programme_id_id"),
        sa.UniqueConstraint("programme_id", "public_id", name="uq_activity_programme_id_public_id"),
    )
    op.create_index(
        "ix_activity_company_happened_on", "activity", ["engaged_company_id", "happened_on"]
    )
    op.create_index("ix_activity_programme_id", "activity", ["programme_id"])
    open_to_application(
        "person",
        "company",
        "programme",
        "membership",
        "party",
        "setup_link",
        "attempt",
        "sign_in_session",
    )
    open_to_application("questionnaire_version", "ruleset_version", "reference_edition")
    never_change("questionnaire_version", "ruleset_version", "reference_edition")
    for table in ("engaged_company", "activity"):
        guard_rows(table, mine("programme_id"))
    ownerless = "(company_id IS NULL AND party_id IS NULL AND programme_id IS NULL)"
    owners = [mine("company_id"), mine("party_id"), mine("programme_id")]
    # Whoever holds a link has no owner's id yet, and does things to that invitation alone.
    by_link = f"(subject_kind = 'invitation' AND {is_my_invitation('subject_id')})"
    guard_rows("event", " OR ".join([*owners, by_link, ownerless]))
    never_change("event")


def downgrade() -> None:
    op.drop_table("activity")
    op.drop_table("engaged_company")
    op.drop_table("event")
    op.drop_table("sign_in_session")
    op.drop_table("attempt")
    op.drop_table("setup_link")
    op.drop_table("reference_edition")
    op.drop_table("ruleset_version")
    op.drop_table("questionnaire_version")
    op.drop_table("party")
    op.drop_table("membership")
    op.drop_table("programme")
    op.drop_table("company")
    op.drop_table("person")
    remove_scope_function()
