"""Run migrations on the connection that is given, or on the address in `sqlalchemy.url`."""

from alembic import context
from sqlalchemy import create_engine

config = context.config
metadata = config.attributes.get("metadata")


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(config.get_main_option("sqlalchemy.url")).connect() as opened:
        run(opened)
