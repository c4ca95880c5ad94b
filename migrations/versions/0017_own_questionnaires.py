"""Questionnaires of a company's own, with their words and the file that they came from."""

import sqlalchemy as sa
from alembic import op

from migrations.guards import (
    guard_shared_rows,
    pin_own_as,
    rebuilt,
    release_pins_as,
    unguard_shared_rows,
)

revision = "0017"
down_revision = "0014"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "questionnaire_version"
PINNING = ("campaign", "response", "result")
FOR_EVERYBODY = sa.text("company_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint("uq_questionnaire_version_slug_version", type_="unique")
        table.add_column(sa.Column("company_id", Identity, nullable=True))
        table.add_column(sa.Column("words", sa.Text(), nullable=True))
        table.add_column(sa.Column("original", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("original_name", sa.String(length=200), nullable=True))
        table.create_foreign_key(f"fk_{TABLE}_company_id", "company", ["company_id"], ["id"])
        table.create_unique_constraint(
            f"uq_{TABLE}_company_id_slug_version", ["company_id", "slug", "version"]
        )
        table.create_check_constraint(
            f"ck_{TABLE}_own_words", "(company_id IS NULL) = (words IS NULL)"
        )
    rebuilt(TABLE)
    op.create_index(
        f"uq_{TABLE}_for_everybody",
        TABLE,
        ["slug", "version"],
        unique=True,
        sqlite_where=FOR_EVERYBODY,
        postgresql_where=FOR_EVERYBODY,
    )
    op.create_index(f"ix_{TABLE}_company_id", TABLE, ["company_id"])
    asked = " OR ".join(
        f"id IN (SELECT questionnaire_version_id FROM {table})"
        for table in ("campaign", "response")
    )
    guard_shared_rows(TABLE, asked)
    for table in PINNING:
        pin_own_as(f"{table}_asks_own", table, {"questionnaire_version_id": TABLE})


def downgrade() -> None:
    """Refused once a company published a questionnaire of its own: below it has no place."""
    for table in PINNING:
        release_pins_as(f"{table}_asks_own")
    unguard_shared_rows(TABLE)
    if op.get_bind().scalar(sa.text(f"SELECT 1 FROM {TABLE} WHERE company_id IS NOT NULL")):
        raise RuntimeError(f"{TABLE} has rows of companies; they would be seen by everybody")
    op.drop_index(f"uq_{TABLE}_for_everybody", TABLE)
    op.drop_index(f"ix_{TABLE}_company_id", TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(f"ck_{TABLE}_own_words", type_="check")
        table.drop_constraint(f"uq_{TABLE}_company_id_slug_version", type_="unique")
        table.drop_constraint(f"fk_{TABLE}_company_id", type_="foreignkey")
        table.create_unique_constraint(f"uq_{TABLE}_slug_version", ["slug", "version"])
        for column in ("original_name", "original", "words", "company_id"):
            table.drop_column(column)
    rebuilt(TABLE)
