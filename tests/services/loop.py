"""What the tests of runs share: a small week in a database, and queues that are there or away."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import update

from data.tables import schedules
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import QueueUnavailable
from scheduling.domain.problem import Demand
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.execution import ExecutionService
from scheduling.services.records import RunRecord, ScheduleStatus
from scheduling.services.runs import RunService
from tests.actors import ANN
from tests.builders import ProblemBuilder, setting

Open = Callable[[], SqlUnitOfWork]
QUICK = SolveOptions(time_limit=10, threads=1)
RULES = (setting("coverage", 100, over=1), setting("min_rest", None, hours=11))


class Kept:
    """A queue that keeps its messages, and calls back while it takes one."""

    def __init__(self, meanwhile: Callable[[str], None] = lambda run_id: None) -> None:
        self.messages: list[str] = []
        self._meanwhile = meanwhile

    def enqueue(self, run_id: str) -> str:
        self._meanwhile(run_id)
        self.messages.append(run_id)
        return f"message-{len(self.messages)}"


class Away:
    def enqueue(self, run_id: str) -> str:
        raise QueueUnavailable("The task queue does not answer.")


def small_week() -> ProblemBuilder:
    """Three people, a day and a night shift on three days, one head each."""
    build = ProblemBuilder(days=3).people("ann", "ben", "cem")
    one = (Demand("r", 1, 1),)
    return build.template("D", 480, 960).template("N", 1320, 1800).plan("D", demands=one).plan("N", demands=one)


def stored_week(transactions: Open, build: ProblemBuilder | None = None, rules: tuple[RuleSetting, ...] = RULES) -> str:
    """Store a week, the small one unless told; its schedule id."""
    problem = (build or small_week()).problem
    with transactions() as work:
        _, schedule = work.problems.store("Ward", problem, rules, "test")
        work.commit()
    return schedule


def submitted(transactions: Open, schedule: str) -> RunRecord:
    return RunService(transactions, Kept()).submit(ANN, schedule, options=QUICK, again=True)


def solved(transactions: Open, schedule: str) -> RunRecord:
    """Submit a run and work on it here; the record as it ended."""
    run = submitted(transactions, schedule)
    while not stored_run(transactions, run.id).status.terminal:
        work_on_next(transactions)
    return stored_run(transactions, run.id)


def executing(transactions: Open) -> ExecutionService:
    return ExecutionService(transactions, transactions)


def work_on_next(transactions: Open) -> None:
    """Do what a worker and its solving child do, here: claim the run whose turn it is, and solve it."""
    claim = executing(transactions).claim("worker")
    assert claim is not None
    executing(transactions).perform(claim, most_threads=1)


def stored_run(transactions: Open, run_id: str) -> RunRecord:
    with transactions() as work:
        return work.runs.get(run_id)


def change_first_person(transactions: Open, schedule: str, **changes: Any) -> None:
    with transactions() as work:
        site = work.schedules.get(schedule).site
        work.team.save_employee(replace(work.team.employees(site)[0], **changes))
        work.commit()


def change_status(transactions: Open, schedule: str, status: ScheduleStatus) -> None:
    """Make a week what it would be by being published or archived."""
    with transactions() as work:
        work._connection.execute(update(schedules).where(schedules.c.id == schedule).values(status=status))
        work.commit()
