"""What the repositories share: one row by id, saves guarded by version, demands of a parent row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NoReturn
from uuid import uuid4

from sqlalchemy import Column, Connection, Row, Table, delete, insert, select, update

from scheduling.domain.errors import Conflict, NotFound
from scheduling.domain.problem import Demand


def new_id() -> str:
    return uuid4().hex


def get_row(
    connection: Connection, table: Table, row_id: str, what: str, columns: Collection[Column[Any]] = ()
) -> Row[Any]:
    """One row, of these columns when some are named; NotFound when it is gone."""
    row = connection.execute(select(*(columns or table.c)).where(table.c.id == row_id)).first()
    if row is None:
        raise NotFound(f"This {what} does not exist any more; go back to the list and choose again.")
    return row


def save_row(
    connection: Connection, table: Table, row_id: str, version: int, values: Mapping[str, Any], what: str
) -> None:
    """Write `values` and count the version up, if the row still has the version that was seen."""
    statement = (
        update(table)
        .where(table.c.id == row_id, table.c.version == version)
        .values(**values, version=table.c.version + 1)
    )
    if connection.execute(statement).rowcount == 0:
        refuse(connection, table, row_id, what)


def remove_row(connection: Connection, table: Table, row_id: str, version: int, what: str) -> None:
    """Delete the row, if it still has the version that was seen."""
    if connection.execute(delete(table).where(table.c.id == row_id, table.c.version == version)).rowcount == 0:
        refuse(connection, table, row_id, what)


def refuse(connection: Connection, table: Table, row_id: str, what: str) -> NoReturn:
    """Say why a guarded write found nothing: the row is gone, or no longer what was seen."""
    if connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is None:
        raise NotFound(f"Somebody else deleted {what} in the meantime. Reload, then choose again.")
    raise changed(what)


def changed(what: str) -> Conflict:
    return Conflict(f"Somebody else changed {what} in the meantime. Reload to see it, then make your change again.")


def replace_children(connection: Connection, table: Table, parent: str, parent_id: str, rows: Sequence[Any]) -> None:
    """Make `rows` all the rows that belong to a parent."""
    connection.execute(delete(table).where(table.c[parent] == parent_id))
    insert_all(connection, table, rows)


def insert_all(connection: Connection, table: Table, rows: Sequence[Any]) -> None:
    """Insert rows, of which there may be none."""
    if rows:
        connection.execute(insert(table), rows)


def demand_rows(parent: str, parent_id: str, demands: Iterable[Demand]) -> list[dict[str, Any]]:
    return [
        {
            parent: parent_id,
            "role_id": demand.role,
            "minimum": demand.minimum,
            "target": demand.target,
            "maximum": demand.maximum,
            "under_cost": demand.under_cost,
            "over_cost": demand.over_cost,
            "priority": demand.priority,
        }
        for demand in demands
    ]


def demands_by_parent(connection: Connection, statement: Any, parent: str) -> Mapping[str, tuple[Demand, ...]]:
    """Demands from a select over a demand table, by the id of what they belong to."""
    found: dict[str, list[Demand]] = defaultdict(list)
    for row in connection.execute(statement):
        numbers = row.minimum, row.target, row.maximum, row.under_cost, row.over_cost, row.priority
        demand = Demand(row.role_id, *numbers)
        found[getattr(row, parent)].append(demand)
    return {key: tuple(demands) for key, demands in found.items()}
