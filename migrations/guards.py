"""What the database refuses by itself, in the words that revisions use.

Revisions that have landed call these functions: add new ones, never change what one does.
"""

from alembic import op

APPLICATION = "erkin_app"


def on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def install_scope_function() -> None:
    """`erkin_scope('company_id')` is the id that this transaction may see, or NULL."""
    if not on_postgresql():
        return
    op.execute(
        f"""
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN
            RAISE EXCEPTION 'The role {APPLICATION} does not exist'
              USING HINT = 'CREATE ROLE {APPLICATION} LOGIN PASSWORD ''...'' NOSUPERUSER;';
          END IF;
        END $$
        """
    )
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}")
    op.execute(f"GRANT SELECT ON alembic_version TO {APPLICATION}")
    op.execute(
        """
        CREATE FUNCTION erkin_scope(name text) RETURNS bigint LANGUAGE sql STABLE AS
        $$ SELECT nullif(current_setting('erkin.' || name, true), '')::bigint $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION erkin_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$
        """
    )


def remove_scope_function() -> None:
    if on_postgresql():
        op.execute("DROP FUNCTION erkin_refuse_change()")
        op.execute("DROP FUNCTION erkin_scope(text)")


def open_to_application(*tables: str) -> None:
    """Tables without row-level security, each with its reason in docs/controls.md."""
    for table in tables:
        _grant("SELECT, INSERT, UPDATE, DELETE", table)


def guard_rows(table: str, condition: str) -> None:
    """Only rows for which the condition holds can be seen, added, changed or removed."""
    if not on_postgresql():
        return
    _grant("SELECT, INSERT, UPDATE, DELETE", table)
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(
        f'CREATE POLICY {table}_scope ON "{table}" USING ({condition}) WITH CHECK ({condition})'
    )


def unguard_rows(*tables: str) -> None:
    """Drop policies first where they name each other's tables."""
    if on_postgresql():
        for table in tables:
            op.execute(f'DROP POLICY {table}_scope ON "{table}"')


def never_change(*tables: str) -> None:
    """Rows can be added and read; to change or remove one is an error on both databases."""
    for table in tables:
        if on_postgresql():
            op.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM {APPLICATION}')
            _grant("SELECT, INSERT", table)
            op.execute(
                f'CREATE TRIGGER {table}_never_change BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION erkin_refuse_change()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )


def mine(name: str) -> str:
    """The condition that a row belongs to the scope's company, party or programme."""
    return f"{name} = (SELECT erkin_scope('{name}'))"


def is_my_invitation(column: str) -> str:
    """The condition that a column names the invitation that the asker came by."""
    return f"{column} = (SELECT erkin_scope('invitation_id'))"


def _grant(rights: str, table: str) -> None:
    if on_postgresql():
        op.execute(f'GRANT {rights} ON "{table}" TO {APPLICATION}')
        op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION}")
