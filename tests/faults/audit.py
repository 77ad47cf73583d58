"""Counts in the database itself how often each run was taken and how often it ended, whoever did it."""

from sqlalchemy import Connection, text

from data.engine import engine_for

TABLE = "CREATE TABLE audit (run_id VARCHAR(32), event VARCHAR(10))"
ENDED = "('COMPLETED', 'FAILED', 'CANCELLED')"
EVENTS = {
    "taken": "NEW.status = 'RUNNING' AND OLD.status <> 'RUNNING'",
    "ended": f"NEW.status IN {ENDED} AND OLD.status NOT IN {ENDED}",
    # Nothing of a run may change any more that has ended; only what refers to others is put right.
    "changed": f"OLD.status IN {ENDED} AND (NEW.status, NEW.attempt) <> (OLD.status, OLD.attempt)",
}


def install(url: str) -> None:
    """Let the database keep the audit from now on."""
    with engine_for(url).begin() as connection:
        connection.execute(text(TABLE))
        for event, condition in EVENTS.items():
            write = f"INSERT INTO audit VALUES (NEW.id, '{event}');"
            _trigger(connection, event, condition, write)


def _trigger(connection: Connection, event: str, condition: str, write: str) -> None:
    when = f"AFTER UPDATE ON runs FOR EACH ROW WHEN ({condition})"
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"CREATE TRIGGER audit_{event} {when} BEGIN {write} END"))
        return
    function = (
        f"CREATE FUNCTION audit_{event}() RETURNS trigger AS $$ BEGIN {write} RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    connection.execute(text(function))
    connection.execute(text(f"CREATE TRIGGER audit_{event} {when} EXECUTE FUNCTION audit_{event}()"))


def counts(url: str, run_id: str) -> dict[str, int]:
    """How often each event befell a run."""
    counted = text("SELECT event, count(*) AS times FROM audit WHERE run_id = :run GROUP BY event")
    with engine_for(url).connect() as connection:
        found = {row.event: row.times for row in connection.execute(counted, {"run": run_id})}
    return {event: found.get(event, 0) for event in EVENTS}
