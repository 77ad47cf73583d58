"""Alembic's entry: run the migrations on the database that the configuration names."""

from alembic import context

from data.engine import engine_for
from data.tables import metadata

with engine_for(context.config.attributes["url"]).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
