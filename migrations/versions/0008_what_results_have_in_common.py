"""Fired rules and residuals as rows, so that a portfolio is grouped without opening documents."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import guard_rows, mine, never_change, on_postgresql

revision = "0008"
down_revision = "0004"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("result_rule", "result_indicator")

SQLITE_RULES = """
INSERT INTO result_rule (company_id, result_id, rule)
SELECT r.company_id, r.id, fired.value
FROM result AS r, json_each(r.document, '$.rules') AS fired
"""
SQLITE_INDICATORS = """
INSERT INTO result_indicator (company_id, result_id, indicator, residual_tenths)
SELECT r.company_id, r.id, line.key,
  CAST(round(10 * json_extract(line.value, '$.residual')) AS INTEGER)
FROM result AS r, json_each(r.document, '$.indicators') AS line
"""
POSTGRESQL_RULES = """
INSERT INTO result_rule (company_id, result_id, rule)
SELECT r.company_id, r.id, fired.value
FROM result AS r, jsonb_array_elements_text(r.document::jsonb -> 'rules') AS fired(value)
"""
POSTGRESQL_INDICATORS = """
INSERT INTO result_indicator (company_id, result_id, indicator, residual_tenths)
SELECT r.company_id, r.id, line.key, (10 * (line.value ->> 'residual')::numeric)::integer
FROM result AS r, jsonb_each(r.document::jsonb -> 'indicators') AS line
"""


def upgrade() -> None:
    _table(
        "result_rule",
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("company_id", "rule", "result_id", name="uq_result_rule_rule"),
    )
    _table(
        "result_indicator",
        sa.Column("indicator", sa.String(length=64), nullable=False),
        sa.Column("residual_tenths", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_result_indicator_residual",
        "result_indicator",
        ["company_id", "indicator", "residual_tenths", "result_id"],
    )
    _fill()
    for table in TABLES:
        guard_rows(table, mine("company_id"))
    never_change(*TABLES)


def _table(name: str, *more: sa.Column[str] | sa.Column[int] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("result_id", Identity, nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name=f"fk_{name}_result",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{name}_company_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("company_id", "id", name=f"uq_{name}_company_id_id"),
    )
    op.create_index(f"ix_{name}_result", name, ["company_id", "result_id"])


def _fill() -> None:
    """From the results that are there. Their owner sees no row of theirs while a policy binds."""
    if not on_postgresql():
        op.execute(SQLITE_RULES)
        op.execute(SQLITE_INDICATORS)
        return
    op.execute("ALTER TABLE result NO FORCE ROW LEVEL SECURITY")
    op.execute(POSTGRESQL_RULES)
    op.execute(POSTGRESQL_INDICATORS)
    op.execute("ALTER TABLE result FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("result_indicator")
    op.drop_table("result_rule")
