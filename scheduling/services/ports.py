"""What the use cases need from the outside. The data layer implements these."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, Self, TypeAlias

from scheduling.domain.problem import Contract, Preference, Problem, Role, ShiftRequest
from scheduling.domain.runs import RunStatus
from scheduling.domain.settings import RuleSetting
from scheduling.services.account_records import Sessions, SignInTries, Traces, Users
from scheduling.services.draft_records import Drafts
from scheduling.services.log_records import LogFilter, LogRecord
from scheduling.services.operation_records import DeadMessage, Durations, Leftover, QueueDepth, Task, TaskFilter
from scheduling.services.permissions import Actor
from scheduling.services.records import (
    AssignmentRecord,
    AvailabilityRecord,
    EmployeeRecord,
    OpeningBalance,
    PlannedShiftRecord,
    ProfileRecord,
    ProfileVersion,
    ScheduleRecord,
    ScheduleStatus,
    SettingRecord,
    SiteRecord,
    TemplateRecord,
    TimeOffRecord,
)
from scheduling.services.run_ports import Runs, Workers
from scheduling.services.sweep_records import Sweeps
from scheduling.services.version_records import Versions


class RunQueue(Protocol):
    def enqueue(self, run_id: str) -> str:
        """Put a run on the queue and return the message id; QueueUnavailable when it does not answer."""
        ...


class QueueContents(Protocol):
    """What lies on the queue. Everything raises QueueUnavailable when it does not answer."""

    def depths(self) -> Sequence[QueueDepth]: ...
    def dead(self) -> Sequence[DeadMessage]: ...
    def requeue(self, message: DeadMessage) -> bool:
        """Put a dead message back on its queue; False when it is not dead any more."""
        ...

    def discard(self, message: DeadMessage) -> bool:
        """Throw a dead message away; False when it is not dead any more."""
        ...


class Schedules(Protocol):
    """Sites and their weeks. `get` raises NotFound with a sentence."""

    def sites(self) -> Sequence[SiteRecord]: ...
    def site(self, site_id: str) -> SiteRecord: ...
    def of_site(self, site_id: str) -> Sequence[ScheduleRecord]: ...
    def get(self, schedule_id: str) -> ScheduleRecord: ...
    def add(self, schedule: ScheduleRecord) -> None: ...
    def move(self, schedule_id: str, seen: ScheduleStatus, to: ScheduleStatus) -> bool:
        """Bring a week from one status to another; False when it is no longer in the one that was seen."""
        ...

    def save_region(self, site_id: str, region: str, seen: str) -> None:
        """Change a site's region that still is as it was `seen`; Conflict when it is not."""
        ...


class Team(Protocol):
    """People, roles, contracts. Saving with an outdated version raises Conflict."""

    def employees(self, site_id: str) -> Sequence[EmployeeRecord]: ...
    def employee(self, employee_id: str) -> EmployeeRecord:
        """One person; NotFound when they are gone."""
        ...

    def opening_balance(self, employee_id: str) -> OpeningBalance | None:
        """What they have worked before this house knew them; None where nothing was brought along."""
        ...

    def save_employee(self, employee: EmployeeRecord) -> None: ...
    def add_employee(self, employee: EmployeeRecord) -> None: ...
    def roles(self, site_id: str) -> Sequence[Role]: ...
    def add_role(self, site_id: str, role: Role) -> None: ...
    def contracts(self, site_id: str) -> Sequence[Contract]: ...
    def add_contract(self, site_id: str, contract: Contract) -> None: ...
    def save_contract(self, contract: Contract, seen: Contract) -> None:
        """Change a contract that still is as it was `seen`; Conflict when it is not."""
        ...


class Wishes(Protocol):
    """Availability, shift requests, preferences and time off."""

    def lock(self, employee_ids: Iterable[str]) -> None:
        """Let nobody else change what these people said until this transaction ends."""
        ...

    def availability(self, site_id: str, first: date, last: date) -> Sequence[AvailabilityRecord]: ...
    def replace_day(self, employee_id: str, day: date, stretches: Iterable[AvailabilityRecord]) -> None: ...
    def requests(self, site_id: str, first: date, last: date) -> Sequence[ShiftRequest]: ...
    def preferences(self, site_id: str) -> Sequence[Preference]: ...
    def keep(self, wish: ShiftRequest | Preference) -> None:
        """Keep a wish in place of what the same person said about the same shift and date, weekday or times."""
        ...

    def drop(self, wish: ShiftRequest | Preference) -> bool:
        """Remove a wish; False when it is not there as it is."""
        ...

    def time_off(self, site_id: str) -> Sequence[TimeOffRecord]: ...
    def time_off_request(self, request_id: str) -> TimeOffRecord: ...
    def add_time_off(self, request: TimeOffRecord) -> None: ...
    def save_time_off(self, request: TimeOffRecord) -> None: ...
    def remove_time_off(self, request_id: str, version: int) -> None: ...


class DemandBook(Protocol):
    """Shift templates and planned shifts. Saving with an outdated version raises Conflict."""

    def templates(self, site_id: str) -> Sequence[TemplateRecord]: ...
    def add_template(self, template: TemplateRecord) -> None: ...
    def save_template(self, template: TemplateRecord) -> None: ...
    def planned(self, schedule_id: str) -> Sequence[PlannedShiftRecord]: ...
    def add_planned(self, shift: PlannedShiftRecord) -> None: ...
    def save_planned(self, shift: PlannedShiftRecord) -> None: ...


class Rules(Protocol):
    """Rule settings and weight profiles. Saving with an outdated version raises Conflict."""

    def settings(self, site_id: str) -> Sequence[SettingRecord]: ...
    def add_setting(self, setting: SettingRecord) -> None: ...
    def save_setting(self, setting: SettingRecord) -> None: ...
    def remove_setting(self, setting_id: str, version: int) -> None: ...
    def profiles(self, site_id: str) -> Sequence[ProfileRecord]: ...
    def profile(self, profile_id: str) -> ProfileRecord: ...
    def add_profile(self, profile: ProfileRecord) -> None: ...
    def save_profile(self, profile: ProfileRecord) -> None: ...
    def remove_profile(self, profile_id: str, version: int) -> None: ...
    def add_profile_version(self, version: ProfileVersion) -> None:
        """Keep what a profile says at its version; one that is kept already stays."""
        ...

    def profile_versions(self, profile_id: str) -> Sequence[ProfileVersion]:
        """The kept versions of a profile, newest first; weights may name settings that are gone."""
        ...


class Operations(Protocol):
    """All runs of all sites, for those who look after the machinery."""

    def counts(self) -> Mapping[RunStatus, int]:
        """How many runs are in each state; 0 for those without any."""
        ...

    def oldest_waiting(self) -> datetime | None:
        """When the run that waits longest was asked for."""
        ...

    def solving(self, since: datetime | None = None) -> Mapping[RunStatus, Durations]:
        """Seconds from the start to the end of runs that a worker took, by the state they ended in."""
        ...

    def waiting(self, since: datetime | None = None) -> Durations:
        """Seconds from the request to the start of runs that a worker took."""
        ...

    def ended(self, since: datetime) -> Sequence[tuple[datetime, RunStatus]]:
        """When runs ended, and how, oldest first."""
        ...

    def tasks(self, wanted: TaskFilter, most: int) -> Sequence[Task]:
        """The newest runs that fit, at most so many."""
        ...

    def with_ids(self, run_ids: Iterable[str]) -> Sequence[Task]:
        """Those of these runs that exist."""
        ...

    def size(self) -> int:
        """Bytes that the database takes on disk."""
        ...


class Leftovers(Protocol):
    """What nobody needs any more. Runs that something refers to, and all of their candidates, are not among it."""

    def count(self, kind: Leftover, before: datetime) -> int:
        """How much of this kind ended, expired or was written before a moment."""
        ...

    def remove(self, kind: Leftover, before: datetime, most: int) -> int:
        """Remove at most so much of it; how much it was."""
        ...


class Assignments(Protocol):
    """What is applied; it changes by another version only."""

    def lock(self, schedule_id: str) -> None:
        """Let nobody else change what is applied to a schedule until this transaction ends."""
        ...

    def of_schedule(self, schedule_id: str) -> Sequence[AssignmentRecord]: ...


class Problems(Protocol):
    def load(self, schedule_id: str) -> tuple[Problem, tuple[RuleSetting, ...]]:
        """The problem that a schedule is today, and the site's rule settings."""
        ...

    def store(
        self,
        site_name: str,
        problem: Problem,
        settings: Sequence[RuleSetting],
        source: str,
        *,
        time_off: Sequence[TimeOffRecord] = (),
        profiles: Sequence[ProfileRecord] = (),
        region: str = "",
    ) -> tuple[str, str]:
        """Write a whole problem as a new site; returns the ids of site and schedule.

        `time_off` and `profiles` use the problem's and settings' own ids, which are replaced by new ones.
        """
        ...


class Log(Protocol):
    """What was done. The database refuses to change or remove entries in any way that is not named here."""

    def add(
        self,
        actor: Actor,
        action: str,
        subject: str,
        detail: Mapping[str, object] | None = None,
        site: str | None = None,
        *,
        week: str | None = None,
        before: str = "",
        after: str = "",
    ) -> int:
        """Tell what an actor does to a subject in this transaction; the entry's id.

        `before` and `after` say what changes, in plain words (see `before_after`), `week` (id) which week it is about.
        `detail` is for programs: ids and numbers.
        """
        ...

    def latest(self, site_id: str, count: int, actions: Collection[str] = ()) -> Sequence[LogRecord]:
        """The newest entries of a site, at most so many; of some actions only, where any are named."""
        ...

    def find(self, wanted: LogFilter, most: int, skip: int = 0) -> Sequence[LogRecord]:
        """Entries that fit, the newest first."""
        ...

    def count(self, wanted: LogFilter) -> int: ...
    def actors(self) -> Sequence[str]:
        """Everybody who did anything, by name of account."""
        ...

    def actions(self) -> Sequence[str]:
        """Everything that was ever done."""
        ...

    def rename_person(
        self, actor: Actor, site: str | None, old: str, new: str, account: tuple[str, str] | None = None
    ) -> int:
        """Put another name where somebody's name stands as a whole, in entries of a site and of none; how many changed.

        Names of others of the site of which the old one is a part stay, so call it while those are in the team.
        `account` are the name of their account and what stands for it from now on, also as the one who did something.
        That this was done is an entry of its own, which tells the new name only. Moments, actions and the order stay.
        """
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction. Leaving it without `commit` undoes everything."""

    schedules: Schedules
    users: Users
    sessions: Sessions
    tries: SignInTries
    traces: Traces
    team: Team
    wishes: Wishes
    demand: DemandBook
    rules: Rules
    runs: Runs
    sweeps: Sweeps
    workers: Workers
    operations: Operations
    leftovers: Leftovers
    drafts: Drafts
    assignments: Assignments
    versions: Versions
    problems: Problems
    log: Log

    def __enter__(self) -> Self: ...
    def commit(self) -> None: ...


Transactions: TypeAlias = Callable[[], UnitOfWork]
"""Opens a unit of work; every use case is built with one."""
