"""A house with one of everything that a person can do something about, on SQLite, put back in a moment."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from data.engine import engine_for
from data.tables import schedules
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.changes import SettingChange
from scheduling.domain.editing import pin
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.formats import instances
from scheduling.services.account_records import SessionRecord, Visit
from scheduling.services.applying import ApplyService
from scheduling.services.container import Services
from scheduling.services.demand import DemandService
from scheduling.services.demand_book import HeadsChange
from scheduling.services.editing import EditService
from scheduling.services.operation_records import DeadMessage, QueueDepth
from scheduling.services.permissions import SYSTEM, Actor, Way
from scheduling.services.records import (
    CandidateRecord,
    Ending,
    PlannedShiftRecord,
    ProfileRecord,
    TimeOffKind,
    UserRecord,
    UserRole,
    WorkerRecord,
)
from scheduling.services.repairing import RepairService
from scheduling.services.runs import RunService
from scheduling.services.sweep_plans import Range, over_ranges
from scheduling.services.sweeping import SweepService
from scheduling.services.time_off import TimeOffService
from scheduling.services.tuning import TuningService
from tests.builders import setting
from tests.put_back import put_back
from tests.quick_passwords import QuickPasswords
from tests.services.loop import QUICK, Kept
from tests.services.small_site import MONDAY, add_site

PASSWORD = "quiet harbour lamp"
SOMEBODY = Actor("somebody", UserRole.ADMINISTRATOR, where="10.0.0.7", way=Way.HTTP)
Open = Callable[[], SqlUnitOfWork]
RULES = (setting("coverage", 100, over=1), setting("fairness", 5, measure="shifts"))


@dataclass(frozen=True)
class Shelf:
    """A queue that holds one message that was given up."""

    message: DeadMessage

    def depths(self) -> Sequence[QueueDepth]:
        return ()

    def dead(self) -> Sequence[DeadMessage]:
        return (self.message,)

    def requeue(self, message: DeadMessage) -> bool:
        return message == self.message

    def discard(self, message: DeadMessage) -> bool:
        return message == self.message


@dataclass(frozen=True)
class World:
    """The house and what is in it, by id.

    `draft` has shifts planned, `empty` follows it, `published` comes before it with a shift that was cancelled, and
    `archived` first.
    """

    services: Services
    open: Open
    site: str
    draft: str
    empty: str
    published: str
    archived: str
    ended: str
    running: str
    sweep: str
    cancelled_sweep: str
    candidate: str
    time_off: str
    ann: str
    repair: str

    @property
    def problem(self) -> Problem:
        with self.open() as work:
            return work.problems.load(self.draft)[0]

    @property
    def rules(self) -> Sequence[RuleSetting]:
        with self.open() as work:
            return work.problems.load(self.draft)[1]

    @property
    def pinned(self) -> Assignment:
        """An assignment of the draft."""
        with self.open() as work:
            row = work.assignments.of_schedule(self.draft)[0]
        return Assignment(row.employee, row.planned_shift, row.role)

    @property
    def dead(self) -> DeadMessage:
        return self.services.operations.dead(SYSTEM)[0].message


@dataclass(frozen=True)
class Original:
    """The furnished database as a file, and how the world on it is called."""

    file: Path
    work_file: Path
    world: World

    def restored(self) -> World:
        """The world as it was at first."""
        put_back(self.file, self.work_file)
        return self.world


def furnished(
    empty: Path, folder: Path, prepare: Callable[[Open, str], None] = lambda transactions, week: None
) -> Original:
    """Build the house once, in a copy of an empty, migrated database; `prepare` the week before anything is done."""
    work_file = folder / "work.db"
    shutil.copy(empty, work_file)
    url = f"sqlite:///{work_file}"
    world = _furnish(url, prepare)
    engine_for(url).dispose()
    shutil.copy(work_file, folder / "original.db")
    return Original(folder / "original.db", work_file, world)


def _furnish(url: str, prepare: Callable[[Open, str], None]) -> World:
    def transactions() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(url))

    site, draft = add_site(transactions, RULES)
    prepare(transactions, draft)
    demand, runs = DemandService(transactions), RunService(transactions, Kept())
    published = demand.create_week(SYSTEM, site, MONDAY - timedelta(days=7), 7)
    archived = demand.create_week(SYSTEM, site, MONDAY - timedelta(days=14), 7)
    _cancelled(demand, published, demand.view(SYSTEM, draft).planned[0])
    with engine_for(url).begin() as connection:
        for week, status in ((published, "PUBLISHED"), (archived, "ARCHIVED")):
            connection.execute(update(schedules).where(schedules.c.id == week).values(status=status))
    empty = demand.create_week(SYSTEM, site, MONDAY + timedelta(days=7), 7)
    _profiles(transactions, site)
    repair = _repaired(transactions, draft)
    ended, candidate = _ended(transactions, runs, draft)
    ApplyService(transactions).apply(SYSTEM, ended, overwrite=False)
    running = runs.submit(SYSTEM, draft, options=replace(QUICK, seed=2)).id
    with transactions() as work:
        work.runs.claim(running, "north:1", datetime.now(UTC))
        now = datetime.now(UTC)
        work.workers.beat(WorkerRecord("north:1", "north", 1, now, now))
        ann = next(one.id for one in work.team.employees(site) if one.name == "Ann")
        weighed = work.problems.load(draft)[1][1].id
        work.commit()
    day = MONDAY + timedelta(days=4)
    _draft(transactions, draft)
    time_off = TimeOffService(transactions).ask(SYSTEM, site, ann, TimeOffKind.VACATION, day, day, "")
    sweeps = SweepService(transactions, transactions, runs)
    plan = over_ranges([Range(weighed, "Fairness", 1, 2, 2)])
    sweep, cancelled = (sweeps.start(SYSTEM, draft, None, plan, QUICK).id for _ in range(2))
    sweeps.cancel(SYSTEM, cancelled)
    _accounts(transactions)
    dead = DeadMessage("m1", "solve", running, datetime.now(UTC), "OSError: gone")
    services = Services.build(transactions, transactions, Kept(), Shelf(dead), instances, QuickPasswords())
    return World(
        services,
        transactions,
        site,
        draft,
        empty,
        published,
        archived,
        ended,
        running,
        sweep,
        cancelled,
        candidate,
        time_off,
        ann,
        repair,
    )


def _cancelled(demand: DemandService, week: str, like: PlannedShiftRecord) -> None:
    """A shift as in another week, that was taken out again."""
    day = demand.view(SYSTEM, week).schedule.start
    demand.set_heads(SYSTEM, week, [HeadsChange(like.template, day, like.demands[0].role, 1, None)])
    demand.cancel(SYSTEM, demand.view(SYSTEM, week).planned[0])


def _accounts(transactions: Open) -> None:
    """The one who acts, signed in, and Nell; somebody else can manage accounts."""
    hashed, now = QuickPasswords().hash(PASSWORD), datetime.now(UTC)
    with transactions() as work:
        for username, role in (
            ("somebody", UserRole.VIEWER),
            ("nell", UserRole.ADMINISTRATOR),
            ("root", UserRole.ADMINISTRATOR),
        ):
            work.users.add(UserRecord(username, username, username.capitalize(), role, hashed))
            work.sessions.open(username, SessionRecord(username, username, now, now, now + timedelta(days=99), Visit()))
        work.commit()


def _repaired(transactions: Open, week: str) -> str:
    """A repair that can be taken back: fairness counts one more."""
    with transactions() as work:
        fair = next(one for one in work.problems.load(week)[1] if one.code == "fairness")
    more = SettingChange(fair, replace(fair, weight=(fair.weight or 0) + 1))
    return RepairService(transactions, transactions).make(SYSTEM, week, [more], ["Fairness counts more."])


def _draft(transactions: Open, week: str) -> None:
    """Something that somebody edits by hand, kept and not saved yet: the one who is on the roster is pinned."""
    editing = EditService(transactions, transactions)
    desk = editing.desk(SOMEBODY, week)
    (one,) = desk.draft.roster
    day = desk.week.problem.shift_by_id[one.shift].date
    editing.edit(SOMEBODY, desk, pin(desk.week.problem, desk.draft, [(one.employee, day)]))


def _profiles(transactions: Open, site: str) -> None:
    tuning = TuningService(transactions)
    for name in ("Standard", "Fair"):
        tuning.add_profile(SYSTEM, ProfileRecord("", site, name, QUICK))
    (other,) = [one for one in tuning.view(SYSTEM, site).profiles if not one.is_default]
    tuning.save_profile(SYSTEM, replace(other, options=replace(QUICK, seed=3)))


def _ended(transactions: Open, runs: RunService, week: str) -> tuple[str, str]:
    """A run of the week that found a roster, of which nothing is proven; ids of both."""
    run = runs.submit(SYSTEM, week, options=QUICK).id
    with transactions() as work:
        problem, _ = work.problems.load(week)
        shift, demand = problem.shifts[0], problem.shifts[0].demands[0]
        row = (problem.employees[0].id, shift.id, demand.role)
        work.runs.claim(run, "north:1", datetime.now(UTC))
        work.runs.add_candidate(CandidateRecord("c1", run, 0, 1.0, 900, 0, 0, (row,)), 1)
        ending = Ending(RunStatus.COMPLETED, SolveStatus.FEASIBLE, 900, 0)
        work.runs.finish(run, 1, datetime.now(UTC), ending)
        work.commit()
    return run, "c1"
