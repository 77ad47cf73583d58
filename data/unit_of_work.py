"""One transaction on the database, with every repository on it."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction

from data.repositories.assignments import SqlAssignments
from data.repositories.demand import SqlDemand
from data.repositories.log import SqlLog
from data.repositories.operations import SqlOperations
from data.repositories.problems import SqlProblems
from data.repositories.retention import SqlLeftovers
from data.repositories.rules import SqlRules
from data.repositories.runs import SqlRuns
from data.repositories.schedules import SqlSchedules
from data.repositories.team import SqlTeam
from data.repositories.users import SqlUsers
from data.repositories.wishes import SqlWishes
from data.repositories.workers import SqlWorkers
from scheduling.services.ports import (
    Assignments,
    DemandBook,
    Leftovers,
    Log,
    Operations,
    Problems,
    Rules,
    Runs,
    Schedules,
    Team,
    Users,
    Wishes,
    Workers,
)


class SqlUnitOfWork:
    """Implements `scheduling.services.ports.UnitOfWork`. Leaving it without `commit` undoes everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self._connection: Connection = self._engine.connect()
        self._transaction: Transaction = self._connection.begin()
        self.schedules: Schedules = SqlSchedules(self._connection)
        self.users: Users = SqlUsers(self._connection)
        self.team: Team = SqlTeam(self._connection)
        self.wishes: Wishes = SqlWishes(self._connection)
        self.demand: DemandBook = SqlDemand(self._connection)
        self.rules: Rules = SqlRules(self._connection)
        self.runs: Runs = SqlRuns(self._connection)
        self.workers: Workers = SqlWorkers(self._connection)
        self.operations: Operations = SqlOperations(self._connection)
        self.leftovers: Leftovers = SqlLeftovers(self._connection)
        self.assignments: Assignments = SqlAssignments(self._connection)
        self.problems: Problems = SqlProblems(self._connection)
        self.log: Log = SqlLog(self._connection)
        return self

    def commit(self) -> None:
        self._transaction.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
