"""People, roles and contracts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from data.repositories.rows import get_row, refuse, replace_children, save_row
from data.tables import contracts, employee_roles, employees, opening_totals, roles
from scheduling.domain.problem import Contract, Role
from scheduling.services.records import EmployeeRecord, OpeningBalance


class SqlTeam:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def employees(self, site_id: str) -> Sequence[EmployeeRecord]:
        wanted = select(employees).where(employees.c.site_id == site_id).order_by(employees.c.name)
        held = self._roles_held(employees.c.site_id == site_id)
        return [_employee(row, held[row.id]) for row in self._connection.execute(wanted)]

    def employee(self, employee_id: str) -> EmployeeRecord:
        row = get_row(self._connection, employees, employee_id, "person")
        return _employee(row, self._roles_held(employees.c.id == employee_id)[employee_id])

    def opening_balance(self, employee_id: str) -> OpeningBalance | None:
        wanted = select(opening_totals).where(opening_totals.c.employee_id == employee_id)
        row = self._connection.execute(wanted).one_or_none()
        return row and OpeningBalance(row.as_of, row.shifts, row.minutes, row.weekends)

    def _roles_held(self, whose: ColumnElement[bool]) -> dict[str, list[str]]:
        held: dict[str, list[str]] = defaultdict(list)
        for row in self._connection.execute(select(employee_roles).join(employees).where(whose)):
            held[row.employee_id].append(row.role_id)
        return held

    def add_employee(self, employee: EmployeeRecord) -> None:
        values = {"id": employee.id, "site_id": employee.site, **_values(employee)}
        self._connection.execute(insert(employees).values(values))
        self._write_roles(employee)

    def save_employee(self, employee: EmployeeRecord) -> None:
        save_row(self._connection, employees, employee.id, employee.version, _values(employee), employee.name)
        self._write_roles(employee)

    def _write_roles(self, employee: EmployeeRecord) -> None:
        rows = [{"employee_id": employee.id, "role_id": role} for role in sorted(employee.roles)]
        replace_children(self._connection, employee_roles, "employee_id", employee.id, rows)

    def roles(self, site_id: str) -> Sequence[Role]:
        wanted = select(roles).where(roles.c.site_id == site_id).order_by(roles.c.name)
        return [Role(row.id, row.name) for row in self._connection.execute(wanted)]

    def add_role(self, site_id: str, role: Role) -> None:
        self._connection.execute(insert(roles).values(id=role.id, site_id=site_id, name=role.name))

    def contracts(self, site_id: str) -> Sequence[Contract]:
        wanted = select(contracts).where(contracts.c.site_id == site_id).order_by(contracts.c.name)
        return [Contract(row.id, row.name, row.weekly_minutes) for row in self._connection.execute(wanted)]

    def add_contract(self, site_id: str, contract: Contract) -> None:
        values = {"id": contract.id, "site_id": site_id, "name": contract.name}
        self._connection.execute(insert(contracts).values(**values, weekly_minutes=contract.weekly_minutes))

    def save_contract(self, contract: Contract, seen: Contract) -> None:
        as_seen = (
            contracts.c.id == seen.id,
            contracts.c.name == seen.name,
            contracts.c.weekly_minutes.is_not_distinct_from(seen.weekly_minutes),
        )
        values = {"name": contract.name, "weekly_minutes": contract.weekly_minutes}
        if self._connection.execute(update(contracts).where(*as_seen).values(values)).rowcount == 0:
            refuse(self._connection, contracts, seen.id, seen.name)


def _values(employee: EmployeeRecord) -> dict[str, Any]:
    return {
        "name": employee.name,
        "contract_id": employee.contract,
        "labels": sorted(employee.labels),
        "active": employee.active,
        "home": employee.home,
    }


def _employee(row: Row[Any], roles: Iterable[str]) -> EmployeeRecord:
    return EmployeeRecord(
        row.id,
        row.site_id,
        row.name,
        frozenset(roles),
        row.contract_id,
        frozenset(row.labels),
        row.active,
        row.version,
        row.home,
    )
