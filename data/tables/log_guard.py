"""What keeps the activity log as it was written, in the database itself, whoever speaks to it.

Entries are added and read. Two things may touch them afterwards: letting go of what is old, and replacing a person's
name. Both need an exemption: a row of `log_exemptions` that names an entry telling of it. Its column `never` refers to
an entry that does not exist, which is checked at the end of a transaction, so that a commit fails while an exemption
stands: none outlives the transaction that it was made in.

SQLite drops triggers with a table that is made anew: a migration that does so to `activity_log` runs these again.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import DDL, Table, event

REFUSED = "Entries of the activity log are kept as they were written."
_EXEMPT = "EXISTS (SELECT 1 FROM log_exemptions WHERE kind = '{kind}')"
_SAME = "OLD.id = NEW.id AND OLD.at = NEW.at AND OLD.action = NEW.action"
_ON_SQLITE = "BEGIN SELECT RAISE(ABORT, '{refused}'); END"
_FUNCTION = """
CREATE OR REPLACE FUNCTION keep_activity_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND {rename} THEN
        IF {same} THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' AND {prune} THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{refused}' USING ERRCODE = 'restrict_violation';
END $$
"""


def _sqlite() -> Sequence[str]:
    rename, prune = (_EXEMPT.format(kind=kind) for kind in ("rename", "prune"))
    # An INSERT OR REPLACE would delete without asking the trigger on deleting.
    whens = {
        "update": f"NOT ({rename} AND {_SAME})",
        "delete": f"NOT {prune}",
        "insert": "EXISTS (SELECT 1 FROM activity_log WHERE id = NEW.id)",
    }
    body = _ON_SQLITE.format(refused=REFUSED)
    return [
        f"CREATE TRIGGER activity_log_{verb} BEFORE {verb.upper()} ON activity_log WHEN {when} {body}"
        for verb, when in whens.items()
    ]


def _postgresql() -> Sequence[str]:
    rename, prune = (_EXEMPT.format(kind=kind) for kind in ("rename", "prune"))
    function = "EXECUTE FUNCTION keep_activity_log()"
    return [
        _FUNCTION.format(rename=rename, prune=prune, same=_SAME, refused=REFUSED),
        f"CREATE TRIGGER activity_log_kept BEFORE UPDATE OR DELETE ON activity_log FOR EACH ROW {function}",
        f"CREATE TRIGGER activity_log_whole BEFORE TRUNCATE ON activity_log FOR EACH STATEMENT {function}",
    ]


GUARD: Mapping[str, Sequence[str]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
"""Statements that set it up, by database."""


def guard(table: Table) -> None:
    """Set it up wherever the table is made."""
    for dialect, statements in GUARD.items():
        for statement in statements:
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))
