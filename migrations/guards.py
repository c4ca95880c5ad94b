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


def reguard_rows(table: str, condition: str) -> None:
    """Another condition for a guarded table; what the application may do with its rows stays."""
    if on_postgresql():
        op.execute(f'DROP POLICY {table}_scope ON "{table}"')
        op.execute(
            f'CREATE POLICY {table}_scope ON "{table}" USING ({condition}) WITH CHECK ({condition})'
        )


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


def guard_shared_rows(table: str, also: str) -> None:
    """Rows of nobody are seen by everybody, rows of a company by that company and where `also`
    holds. Whoever has no company adds rows of nobody, a company its own.
    """
    if not on_postgresql():
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(
        f'CREATE POLICY {table}_scope ON "{table}" '
        f"USING (company_id IS NULL OR {mine('company_id')} OR {also}) "
        "WITH CHECK (company_id IS NOT DISTINCT FROM (SELECT erkin_scope('company_id')))"
    )


def unguard_shared_rows(*tables: str) -> None:
    """The same rows for everybody again."""
    if on_postgresql():
        for table in tables:
            op.execute(f'DROP POLICY {table}_scope ON "{table}"')
            op.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
            op.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')


def pin_own(table: str, pins: dict[str, str]) -> None:
    """A row points at rows of nobody or of its own company; `pins` is column → table.

    A composite key cannot say so, for the company of a shared row is NULL.
    """
    pin_own_as(f"{table}_pins_own", table, pins)


def pin_own_as(name: str, table: str, pins: dict[str, str]) -> None:
    """The same under a name, for a table that pins something already."""
    wrong = " OR ".join(
        f"NOT EXISTS (SELECT 1 FROM {pinned} AS p WHERE p.id = NEW.{column} "
        "AND (p.company_id IS NULL OR p.company_id = NEW.company_id))"
        for column, pinned in pins.items()
    )
    refusal = f"a foreign key of {table} names what belongs to another company"
    if on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {wrong} THEN RAISE EXCEPTION '{refusal}' USING ERRCODE = '23503'; END IF; "
            "RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {', '.join(pins)} "
            f'ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
        )
        return
    for event, when in (("INSERT", "insert"), (f"UPDATE OF {', '.join(pins)}", "update")):
        op.execute(
            f"CREATE TRIGGER {name}_{when} BEFORE {event} ON {table} WHEN {wrong} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )


def release_pins(table: str) -> None:
    """Undo `pin_own`."""
    release_pins_as(f"{table}_pins_own")


def release_pins_as(name: str) -> None:
    """Undo `pin_own_as`."""
    if on_postgresql():
        op.execute(f"DROP FUNCTION {name}() CASCADE")
        return
    for when in ("insert", "update"):
        op.execute(f"DROP TRIGGER {name}_{when}")


def set_once(table: str, column: str) -> None:
    """A row may change until `column` is set, never afterwards; it is never removed."""
    refusal = f"rows of {table} are set once"
    if on_postgresql():
        op.execute(f'REVOKE DELETE ON "{table}" FROM {APPLICATION}')
        op.execute(
            f"CREATE FUNCTION {table}_set_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{refusal}'; END $$"
        )
        op.execute(
            f'CREATE TRIGGER {table}_set_once BEFORE UPDATE ON "{table}" FOR EACH ROW '
            f"WHEN (OLD.{column} IS NOT NULL) EXECUTE FUNCTION {table}_set_once()"
        )
        op.execute(
            f'CREATE TRIGGER {table}_kept BEFORE DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {table}_set_once()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {table}_set_once BEFORE UPDATE ON {table} WHEN OLD.{column} IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )


def unset_once(table: str) -> None:
    """Undo `set_once`, before the table is dropped."""
    if on_postgresql():
        op.execute(f"DROP FUNCTION {table}_set_once() CASCADE")
        return
    for name in ("set_once", "kept"):
        op.execute(f"DROP TRIGGER {table}_{name}")


def rebuilt(table: str) -> None:
    """Call after a batch on an immutable table: SQLite copied it, which took its triggers along.

    Foreign keys are not enforced on SQLite while migrations run, so they are checked here.
    """
    if on_postgresql():
        return
    never_change(table)
    broken = op.get_bind().exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"rebuilding {table} left foreign keys without a row: {broken[:5]}")


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
