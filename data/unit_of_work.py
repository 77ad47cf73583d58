"""One transaction on the database, with every repository on it."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction

from data.repositories.assignments import SqlAssignments
from data.repositories.demand import SqlDemand
from data.repositories.log import SqlLog
from data.repositories.problems import SqlProblems
from data.repositories.rules import SqlRules
from data.repositories.runs import SqlRuns
from data.repositories.schedules import SqlSchedules
from data.repositories.team import SqlTeam
from data.repositories.users import SqlUsers
from data.repositories.wishes import SqlWishes


class SqlUnitOfWork:
    """Implements `scheduling.services.ports.UnitOfWork`. Leaving it without `commit` undoes everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self._connection: Connection = self._engine.connect()
        self._transaction: Transaction = self._connection.begin()
        self.schedules = SqlSchedules(self._connection)
        self.users = SqlUsers(self._connection)
        self.team = SqlTeam(self._connection)
        self.wishes = SqlWishes(self._connection)
        self.demand = SqlDemand(self._connection)
        self.rules = SqlRules(self._connection)
        self.runs = SqlRuns(self._connection)
        self.assignments = SqlAssignments(self._connection)
        self.problems = SqlProblems(self._connection)
        self.log = SqlLog(self._connection)
        return self

    def commit(self) -> None:
        self._transaction.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
