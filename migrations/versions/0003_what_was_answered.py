"""What was answered, sealed, shown, scored and reported."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, unguard_rows

revision = "0003"
down_revision = "0002"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "response",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("questionnaire_version_id", Identity, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_response_invitation",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_response_party_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name="fk_response_questionnaire_version_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint("party_id", "id", name="uq_response_party_id_id"),
        sa.UniqueConstraint("party_id", "invitation_id", name="uq_response_party_id_invitation_id"),
        sa.UniqueConstraint("party_id", "public_id", name="uq_response_party_id_public_id"),
    )
    op.create_index("ix_response_party_id", "response", ["party_id"])
    op.create_table(
        "answer",
        sa.Column("id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("response_id", Identity, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=254), nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_answer_version_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_answer_response",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_answer_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint(
            "party_id", "response_id", "question", name="uq_answer_party_id_response_id_question"
        ),
    )
    op.create_index("ix_answer_party_id", "answer", ["party_id"])
    op.create_table(
        "evidence_file",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=254), nullable=False),
        sa.Column("uploaded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_evidence_file_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_file"),
        sa.UniqueConstraint("party_id", "id", name="uq_evidence_file_party_id_id"),
        sa.UniqueConstraint("party_id", "public_id", name="uq_evidence_file_party_id_public_id"),
    )
    op.create_index("ix_evidence_file_party_id", "evidence_file", ["party_id"])
    op.create_table(
        "evidence_claim",
        sa.Column("id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("response_id", Identity, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("evidence_file_id", Identity, nullable=False),
        sa.Column("claimed_at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_evidence_claim_file",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_evidence_claim_response",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_evidence_claim_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_claim"),
        sa.UniqueConstraint(
            "party_id", "response_id", "question", "evidence_file_id", name="uq_evidence_claim"
        ),
    )
    op.create_index("ix_evidence_claim_party_id", "evidence_claim", ["party_id"])
    op.create_table(
        "submission",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("response_id", Identity, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_id", Identity, nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id", "previous_id"],
            ["submission.party_id", "submission.id"],
            name="fk_submission_previous",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_submission_response",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_submission_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("party_id", "id", name="uq_submission_party_id_id"),
        sa.UniqueConstraint("party_id", "public_id", name="uq_submission_party_id_public_id"),
        sa.UniqueConstraint(
            "party_id", "response_id", "number", name="uq_submission_party_id_response_id_number"
        ),
    )
    op.create_index("ix_submission_party_id", "submission", ["party_id"])
    op.create_table(
        "personal_fact",
        sa.Column("id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_personal_fact_submission",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_personal_fact_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_personal_fact"),
        sa.UniqueConstraint(
            "party_id",
            "submission_id",
            "commitment",
            name="uq_personal_fact_party_id_submission_id_commitment",
        ),
    )
    op.create_index("ix_personal_fact_party_id", "personal_fact", ["party_id"])
    op.create_table(
        "disclosure",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_disclosure_invitation",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_disclosure_company_id"),
        sa.ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_disclosure_submission",
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_disclosure_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
        sa.UniqueConstraint("company_id", "id", name="uq_disclosure_company_id_id"),
        sa.UniqueConstraint(
            "company_id", "submission_id", name="uq_disclosure_company_id_submission_id"
        ),
    )
    op.create_index("ix_disclosure_company_id", "disclosure", ["company_id"])
    op.create_index("ix_disclosure_party_id", "disclosure", ["party_id"])
    op.create_table(
        "disclosed_file",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("party_id", Identity, nullable=False),
        sa.Column("disclosure_id", Identity, nullable=False),
        sa.Column("evidence_file_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "disclosure_id"],
            ["disclosure.company_id", "disclosure.id"],
            name="fk_disclosed_file_disclosure",
        ),
        sa.ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_disclosed_file_file",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_disclosed_file"),
        sa.UniqueConstraint(
            "company_id",
            "disclosure_id",
            "evidence_file_id",
            name="uq_disclosed_file_company_id_disclosure_id_evidence_file_id",
        ),
    )
    op.create_index("ix_disclosed_file_evidence_file_id", "disclosed_file", ["evidence_file_id"])
    op.create_table(
        "signal",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("supplier_id", Identity, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("learned_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.Column("noted_at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_signal_supplier",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_signal_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signal"),
        sa.UniqueConstraint("company_id", "id", name="uq_signal_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_signal_company_id_public_id"),
    )
    op.create_index("ix_signal_company_id", "signal", ["company_id"])
    op.create_index("ix_signal_supplier", "signal", ["company_id", "supplier_id"])
    op.create_table(
        "result",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("supplier_id", Identity, nullable=False),
        sa.Column("invitation_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("questionnaire_version_id", Identity, nullable=False),
        sa.Column("ruleset_version_id", Identity, nullable=False),
        sa.Column("reference_edition_id", Identity, nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("headline_tenths", sa.Integer(), nullable=False),
        sa.Column("computed_band", sa.String(length=64), nullable=False),
        sa.Column("band", sa.String(length=64), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("confidence_tenths", sa.Integer(), nullable=False),
        sa.Column("confidence_level", sa.String(length=64), nullable=False),
        sa.Column("strongest_finding", sa.String(length=64), nullable=True),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("scored_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_result_invitation",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_result_disclosure",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_result_supplier",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_result_company_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name="fk_result_questionnaire_version_id",
        ),
        sa.ForeignKeyConstraint(
            ["reference_edition_id"],
            ["reference_edition.id"],
            name="fk_result_reference_edition_id",
        ),
        sa.ForeignKeyConstraint(
            ["ruleset_version_id"], ["ruleset_version.id"], name="fk_result_ruleset_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.UniqueConstraint("company_id", "id", name="uq_result_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_result_company_id_public_id"),
        sa.UniqueConstraint(
            "company_id",
            "submission_id",
            "ruleset_version_id",
            "reference_edition_id",
            name="uq_result_pins",
        ),
    )
    op.create_index("ix_result_company_id", "result", ["company_id"])
    op.create_index("ix_result_supplier", "result", ["company_id", "supplier_id", "scored_at"])
    op.create_table(
        "report_file",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("result_id", Identity, nullable=True),
        sa.Column("campaign_id", Identity, nullable=True),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaign.company_id", "campaign.id"],
            name="fk_report_file_campaign",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_report_file_result",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_report_file_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_file"),
        sa.UniqueConstraint("company_id", "id", name="uq_report_file_company_id_id"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_report_file_company_id_public_id"),
    )
    op.create_index("ix_report_file_company_id", "report_file", ["company_id"])
    op.create_index("ix_report_file_result", "report_file", ["company_id", "result_id"])

    for table in ("response", "answer", "evidence_claim"):
        guard_rows(table, mine("party_id"))
    for table in ("signal", "result", "report_file"):
        guard_rows(table, mine("company_id"))
    for table in ("disclosure", "disclosed_file"):
        guard_rows(table, f"{mine('company_id')} OR {mine('party_id')}")
    shown = f"SELECT submission_id FROM disclosure AS d WHERE d.{mine('company_id')}"
    guard_rows("submission", f"{mine('party_id')} OR id IN ({shown})")
    guard_rows("personal_fact", f"{mine('party_id')} OR submission_id IN ({shown})")
    files = f"SELECT evidence_file_id FROM disclosed_file AS f WHERE f.{mine('company_id')}"
    guard_rows("evidence_file", f"{mine('party_id')} OR id IN ({files})")
    never_change("submission", "disclosure", "disclosed_file", "result")


def downgrade() -> None:
    unguard_rows("submission", "personal_fact", "evidence_file")
    op.drop_table("report_file")
    op.drop_table("result")
    op.drop_table("signal")
    op.drop_table("disclosed_file")
    op.drop_table("disclosure")
    op.drop_table("personal_fact")
    op.drop_table("submission")
    op.drop_table("evidence_claim")
    op.drop_table("evidence_file")
    op.drop_table("answer")
    op.drop_table("response")
