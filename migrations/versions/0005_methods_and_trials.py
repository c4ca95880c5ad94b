"""Methods of a company: its own rulesets and reference data, trials of them, and adoptions."""

import uuid

import sqlalchemy as sa
from alembic import op

from migrations.guards import (
    guard_rows,
    guard_shared_rows,
    mine,
    never_change,
    on_postgresql,
    pin_own,
    rebuilt,
    release_pins,
    set_once,
    unguard_shared_rows,
    unset_once,
)

revision = "0005"
down_revision = "0008"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
SHARED = ("ruleset_version", "reference_edition")
PINNED = {f"{table}_id": table for table in SHARED}
PINNING = ("campaign", "result", "company_method", "trial")
FOR_EVERYBODY = sa.text("company_id IS NULL")


def upgrade() -> None:
    _own_rulesets()
    _own_editions()
    _trials()
    _methods()
    for table in ("trial", "trial_segment", "trial_move", "company_method"):
        guard_rows(table, mine("company_id"))
    never_change("trial_move", "company_method")
    set_once("trial_segment", "digest")
    pinned_by_asked = "SELECT {column} FROM campaign"
    for column, table in PINNED.items():
        guard_shared_rows(table, f"id IN ({pinned_by_asked.format(column=column)})")
    for table in PINNING:
        pin_own(table, PINNED)


def _own_rulesets() -> None:
    with op.batch_alter_table("ruleset_version") as table:
        table.drop_constraint("uq_ruleset_version_slug_version", type_="unique")
        table.add_column(sa.Column("company_id", Identity, nullable=True))
        table.add_column(sa.Column("overlay", sa.Text(), nullable=True))
        table.create_foreign_key("fk_ruleset_version_company_id", "company", ["company_id"], ["id"])
        table.create_unique_constraint(
            "uq_ruleset_version_company_id_slug_version", ["company_id", "slug", "version"]
        )
    rebuilt("ruleset_version")
    _only_one_for_everybody("ruleset_version", "slug", "version")


def _own_editions() -> None:
    random = sa.text("gen_random_uuid()") if on_postgresql() else None
    with op.batch_alter_table("reference_edition") as table:
        table.drop_constraint("uq_reference_edition_sha256", type_="unique")
        table.add_column(sa.Column("public_id", sa.Uuid(), nullable=True, server_default=random))
        table.add_column(sa.Column("company_id", Identity, nullable=True))
        table.create_foreign_key(
            "fk_reference_edition_company_id", "company", ["company_id"], ["id"]
        )
        table.create_unique_constraint(
            "uq_reference_edition_company_id_sha256", ["company_id", "sha256"]
        )
    _name_editions()
    with op.batch_alter_table("reference_edition") as table:
        table.alter_column(
            "public_id", existing_type=sa.Uuid(), nullable=False, server_default=None
        )
        table.create_unique_constraint("uq_reference_edition_public_id", ["public_id"])
    rebuilt("reference_edition")
    _only_one_for_everybody("reference_edition", "sha256")


def _name_editions() -> None:
    """SQLite has no random default; its trigger went with the table that was rebuilt."""
    if on_postgresql():
        return
    editions = sa.table("reference_edition", sa.column("id"), sa.column("public_id", sa.Uuid()))
    for row in op.get_bind().execute(sa.select(editions.c.id)).all():
        named = editions.update().where(editions.c.id == row.id)
        op.get_bind().execute(named.values(public_id=uuid.uuid4()))


def _only_one_for_everybody(table: str, *columns: str) -> None:
    op.create_index(
        f"uq_{table}_for_everybody",
        table,
        list(columns),
        unique=True,
        sqlite_where=FOR_EVERYBODY,
        postgresql_where=FOR_EVERYBODY,
    )
    op.create_index(f"ix_{table}_company_id", table, ["company_id"])


def _trials() -> None:
    op.create_table(
        "trial",
        sa.Column("id", Identity, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        *_pins(),
        sa.Column("submissions", sa.Integer(), nullable=False),
        sa.Column("started_by", Identity, nullable=True),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("stopped_at", Moment, nullable=True),
        sa.Column("adopted_at", Moment, nullable=True),
        sa.Column("discarded_at", Moment, nullable=True),
        sa.CheckConstraint(
            "adopted_at IS NULL OR discarded_at IS NULL", name="ck_trial_adopted_or_discarded"
        ),
        *_owned("trial"),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name="fk_trial_started_by"),
        sa.UniqueConstraint("company_id", "public_id", name="uq_trial_company_id_public_id"),
    )
    op.create_index("ix_trial_company_id", "trial", ["company_id"])
    op.create_table(
        "trial_segment",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("trial_id", Identity, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_id", Identity, nullable=False),
        sa.Column("last_id", Identity, nullable=False),
        sa.Column("submissions", sa.Integer(), nullable=False),
        sa.Column("scores", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("unscored", sa.Integer(), nullable=True),
        sa.Column("shifted", sa.Integer(), nullable=True),
        sa.Column("scored_at", Moment, nullable=True),
        *_owned("trial_segment"),
        _within("trial_segment", "trial", "trial_id"),
        sa.UniqueConstraint("company_id", "trial_id", "number", name="uq_trial_segment_number"),
    )
    op.create_index("ix_trial_segment_company_id", "trial_segment", ["company_id"])
    op.create_table(
        "trial_move",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        sa.Column("trial_id", Identity, nullable=False),
        sa.Column("supplier_id", Identity, nullable=False),
        sa.Column("submission_id", Identity, nullable=False),
        sa.Column("result_id", Identity, nullable=False),
        sa.Column("old_band", sa.String(length=64), nullable=False),
        sa.Column("new_band", sa.String(length=64), nullable=False),
        sa.Column("old_tenths", sa.Integer(), nullable=False),
        sa.Column("new_tenths", sa.Integer(), nullable=False),
        sa.Column("causes", sa.Text(), nullable=False),
        *_owned("trial_move"),
        _within("trial_move", "trial", "trial_id"),
        _within("trial_move", "supplier", "supplier_id"),
        _within("trial_move", "result", "result_id"),
        sa.UniqueConstraint(
            "company_id", "trial_id", "submission_id", name="uq_trial_move_submission"
        ),
    )
    op.create_index(
        "ix_trial_move_bands", "trial_move", ["company_id", "trial_id", "old_band", "new_band"]
    )


def _methods() -> None:
    op.create_table(
        "company_method",
        sa.Column("id", Identity, nullable=False),
        sa.Column("company_id", Identity, nullable=False),
        *_pins(),
        sa.Column("trial_id", Identity, nullable=False),
        sa.Column("adopted_by", Identity, nullable=True),
        sa.Column("adopted_at", Moment, nullable=False),
        *_owned("company_method"),
        _within("company_method", "trial", "trial_id"),
        sa.ForeignKeyConstraint(["adopted_by"], ["person.id"], name="fk_company_method_adopted_by"),
    )
    op.create_index("ix_company_method_company_id", "company_method", ["company_id"])


def _pins() -> list[sa.Column[int]]:
    return [
        sa.Column(column, Identity, sa.ForeignKey(f"{table}.id"), nullable=False)
        for column, table in PINNED.items()
    ]


def _owned(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=f"fk_{table}_company_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("company_id", "id", name=f"uq_{table}_company_id_id"),
    ]


def _within(table: str, parent: str, column: str) -> sa.ForeignKeyConstraint:
    there = [f"{parent}.company_id", f"{parent}.id"]
    return sa.ForeignKeyConstraint(["company_id", column], there, name=f"fk_{table}_{parent}")


def downgrade() -> None:
    """Refused once a company published something of its own: what is below has no place for it."""
    for table in PINNING:
        release_pins(table)
    unset_once("trial_segment")
    for table in ("company_method", "trial_move", "trial_segment", "trial"):
        op.drop_table(table)
    unguard_shared_rows(*SHARED)
    for table in SHARED:
        if op.get_bind().scalar(sa.text(f"SELECT 1 FROM {table} WHERE company_id IS NOT NULL")):
            raise RuntimeError(f"{table} has rows of companies; they would be seen by everybody")
        op.drop_index(f"uq_{table}_for_everybody", table)
        op.drop_index(f"ix_{table}_company_id", table)
    with op.batch_alter_table("ruleset_version") as table:
        table.drop_constraint("uq_ruleset_version_company_id_slug_version", type_="unique")
        table.drop_constraint("fk_ruleset_version_company_id", type_="foreignkey")
        table.create_unique_constraint("uq_ruleset_version_slug_version", ["slug", "version"])
        table.drop_column("overlay")
        table.drop_column("company_id")
    rebuilt("ruleset_version")
    with op.batch_alter_table("reference_edition") as table:
        table.drop_constraint("uq_reference_edition_company_id_sha256", type_="unique")
        table.drop_constraint("uq_reference_edition_public_id", type_="unique")
        table.drop_constraint("fk_reference_edition_company_id", type_="foreignkey")
        table.create_unique_constraint("uq_reference_edition_sha256", ["sha256"])
        table.drop_column("public_id")
        table.drop_column("company_id")
    rebuilt("reference_edition")
