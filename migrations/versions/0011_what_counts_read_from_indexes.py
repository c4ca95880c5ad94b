"""What lists and groups read of results stands in indexes: the rows are long documents."""

from alembic import op

revision = "0011"
down_revision = "0010"

STANDING = [
    "company_id",
    "supplier_id",
    "submission_id",
    "ruleset_version_id",
    "reference_edition_id",
    "id",
    "band",
    "headline_tenths",
]
MARKS = {"result_rule": ["rule"], "result_indicator": ["indicator", "residual_tenths"]}


def upgrade() -> None:
    op.create_index("ix_result_standing", "result", STANDING)
    for table, marks in MARKS.items():
        op.drop_index(f"ix_{table}_result", table)
        op.create_index(f"ix_{table}_result", table, ["company_id", "result_id", *marks])


def downgrade() -> None:
    for table in MARKS:
        op.drop_index(f"ix_{table}_result", table)
        op.create_index(f"ix_{table}_result", table, ["company_id", "result_id"])
    op.drop_index("ix_result_standing", "result")
