"""One transaction on the database, with every repository on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction
from sqlalchemy.exc import OperationalError

from data.repositories.assignments import SqlAssignments
from data.repositories.demand import SqlDemand
from data.repositories.drafts import SqlDrafts
from data.repositories.log import SqlLog
from data.repositories.operations import SqlOperations
from data.repositories.problems import SqlProblems
from data.repositories.retention import SqlLeftovers
from data.repositories.rules import SqlRules
from data.repositories.runs import SqlRuns
from data.repositories.schedules import SqlSchedules
from data.repositories.sessions import SqlSessions
from data.repositories.sign_in_tries import SqlSignInTries
from data.repositories.sweeps import SqlSweeps
from data.repositories.team import SqlTeam
from data.repositories.traces import SqlTraces
from data.repositories.users import SqlUsers
from data.repositories.versions import SqlVersions
from data.repositories.wishes import SqlWishes
from data.repositories.workers import SqlWorkers
from scheduling.domain.errors import StorageUnavailable
from scheduling.services.account_records import Sessions, SignInTries, Traces, Users
from scheduling.services.draft_records import Drafts
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
    Wishes,
    Workers,
)
from scheduling.services.sweep_records import Sweeps
from scheduling.services.version_records import Versions


class SqlUnitOfWork:
    """Implements `scheduling.services.ports.UnitOfWork`. Leaving it without `commit` undoes everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        with _in_words():
            self._connection: Connection = self._engine.connect()
        try:
            with _in_words():
                self._transaction: Transaction = self._connection.begin()
        except BaseException:
            self._connection.close()
            raise
        self.schedules: Schedules = SqlSchedules(self._connection)
        self.users: Users = SqlUsers(self._connection)
        self.sessions: Sessions = SqlSessions(self._connection)
        self.tries: SignInTries = SqlSignInTries(self._connection)
        self.traces: Traces = SqlTraces(self._connection)
        self.team: Team = SqlTeam(self._connection)
        self.wishes: Wishes = SqlWishes(self._connection)
        self.demand: DemandBook = SqlDemand(self._connection)
        self.rules: Rules = SqlRules(self._connection)
        self.runs: Runs = SqlRuns(self._connection)
        self.sweeps: Sweeps = SqlSweeps(self._connection)
        self.workers: Workers = SqlWorkers(self._connection)
        self.operations: Operations = SqlOperations(self._connection)
        self.leftovers: Leftovers = SqlLeftovers(self._connection)
        self.drafts: Drafts = SqlDrafts(self._connection)
        self.assignments: Assignments = SqlAssignments(self._connection)
        self.versions: Versions = SqlVersions(self._connection)
        self.problems: Problems = SqlProblems(self._connection)
        self.log: Log = SqlLog(self._connection)
        return self

    def commit(self) -> None:
        with _in_words():
            try:
                self._transaction.commit()
            except BaseException:
                # The pool would take the connection back with the transaction still open, and all that it has locked.
                self._connection.invalidate()
                raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if isinstance(error, OperationalError):
            raise _unavailable(error) from error


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise _unavailable(error) from error


def _unavailable(error: OperationalError) -> StorageUnavailable:
    reason = str(error.orig).strip().splitlines()[0]
    return StorageUnavailable(
        f"The database does not answer or cannot write ({reason}). Nothing was changed; try again in a moment."
    )
