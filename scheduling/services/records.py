"""What pages and services speak of: a table row as a person sees it. `version` guards against lost edits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from scheduling.domain.problem import AvailabilityKind, Demand, Employee, ShiftTemplate
from scheduling.domain.runs import CandidateKind, Priority, RunStatus, SolveOptions, SolveStatus, Variety
from scheduling.domain.settings import RuleSetting


class UserRole(StrEnum):
    EMPLOYEE = "employee"
    VIEWER = "viewer"
    ANALYST = "analyst"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class ScheduleStatus(StrEnum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    ARCHIVED = "ARCHIVED"


class PlannedShiftStatus(StrEnum):
    PLANNED = "PLANNED"
    PARTIALLY_ASSIGNED = "PARTIALLY_ASSIGNED"
    FULLY_ASSIGNED = "FULLY_ASSIGNED"
    CANCELLED = "CANCELLED"


class TimeOffKind(StrEnum):
    VACATION = "VACATION"
    SICK = "SICK"
    PERSONAL = "PERSONAL"
    OTHER = "OTHER"


class TimeOffStatus(StrEnum):
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


@dataclass(frozen=True)
class SiteRecord:
    id: str
    name: str
    timezone: str
    source: str
    region: str = ""
    """Country whose holidays count here, or country and part of it: "IE", "DE-BY"; empty: none."""


@dataclass(frozen=True)
class ScheduleRecord:
    id: str
    site: str
    name: str
    start: date
    days: int
    status: ScheduleStatus = ScheduleStatus.DRAFT
    version: int = 1


@dataclass(frozen=True)
class UserRecord:
    id: str
    username: str
    name: str
    role: UserRole
    password_hash: str = ""
    active: bool = True
    employee: str | None = None
    """Id of the person in the team whose account this is."""
    email: str | None = None
    """In small letters; by it an account is found when somebody signs in elsewhere."""
    must_change: bool = False
    """Whether the password is one that somebody was given for once, and another has to be chosen."""
    password_until: datetime | None = None
    """When such a password stops working."""
    signed_in_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class EmployeeRecord:
    id: str
    site: str
    name: str
    roles: frozenset[str]
    contract: str | None = None
    labels: frozenset[str] = frozenset()
    active: bool = True
    version: int = 1
    home: str = ""

    def as_employee(self) -> Employee:
        """The person as the problem knows them."""
        return Employee(self.id, self.name, self.roles, self.contract, self.labels, self.home)


@dataclass(frozen=True)
class OpeningBalance:
    """What somebody has worked before `as_of`, the first date that this house knows of."""

    as_of: date
    shifts: int
    minutes: int
    weekends: int


@dataclass(frozen=True)
class TemplateRecord:
    """A shift template with the heads that a newly planned shift starts with."""

    site: str
    template: ShiftTemplate
    demands: tuple[Demand, ...] = ()
    version: int = 1

    @property
    def id(self) -> str:
        return self.template.id


@dataclass(frozen=True)
class PlannedShiftRecord:
    id: str
    schedule: str
    template: str
    date: date
    demands: tuple[Demand, ...] = ()
    status: PlannedShiftStatus = PlannedShiftStatus.PLANNED
    version: int = 1


@dataclass(frozen=True)
class AvailabilityRecord:
    """Part of one date, in wall-clock minutes from 0 to 1440; a stretch across midnight is two records."""

    employee: str
    date: date
    start: int
    end: int
    kind: AvailabilityKind
    weight: int = 1


@dataclass(frozen=True)
class TimeOffRecord:
    """A request for time off; `starts_at` and `ends_at` are aware date-times, end exclusive."""

    id: str
    employee: str
    kind: TimeOffKind
    starts_at: datetime
    ends_at: datetime
    status: TimeOffStatus = TimeOffStatus.PENDING
    note: str = ""
    decided_by: str | None = None
    version: int = 1


@dataclass(frozen=True)
class SettingRecord:
    site: str
    position: int
    setting: RuleSetting
    version: int = 1

    @property
    def id(self) -> str:
        return self.setting.id


@dataclass(frozen=True)
class ProfileRecord:
    """A weight profile: how to search, and weights (by setting id) that replace the settings' own."""

    id: str
    site: str
    name: str
    options: SolveOptions = field(default_factory=SolveOptions)
    weights: Mapping[str, int] = field(default_factory=dict)
    is_default: bool = False
    version: int = 1


@dataclass(frozen=True)
class ProfileVersion:
    """What a profile said at one of its versions (`profile.version`), and who saved it when."""

    profile: ProfileRecord
    at: datetime
    by: str


@dataclass(frozen=True)
class RunRecord:
    """A run. `attempt` counts the workers that had it, and fences what they write; `losses` those that were lost.

    `spent` are the seconds of search before `started_at`, by earlier attempts; `continues` is the run whose best
    roster this one starts from.
    """

    id: str
    schedule: str
    profile: str | None
    profile_name: str
    options: SolveOptions
    snapshot_hash: str
    code_version: str
    requested_by: str
    created_at: datetime
    status: RunStatus = RunStatus.PENDING
    solve_status: SolveStatus | None = None
    message_id: str | None = None
    attempt: int = 0
    worker: str | None = None
    cancel_requested: bool = False
    started_at: datetime | None = None
    finished_at: datetime | None = None
    objective: int | None = None
    bound: int | None = None
    reason: str = ""
    finish_requested: bool = False
    priority: Priority = Priority.INTERACTIVE
    losses: int = 0
    spent: float = 0.0
    continues: str | None = None
    heartbeat_at: datetime | None = None
    profile_version: int | None = None
    variety: Variety | None = None

    def held_by(self, attempt: int) -> bool:
        """Whether this attempt has the run, and nobody has taken it over or ended it."""
        return self.status is RunStatus.RUNNING and self.attempt == attempt

    @property
    def swept(self) -> bool:
        """Whether it is one of a sweep, rather than asked for by itself."""
        return self.priority is Priority.SWEEP

    @property
    def applicable(self) -> bool:
        """Whether it ended with a roster that may be applied; also one that failed through no fault of that roster."""
        return self.status.terminal and self.objective is not None

    @property
    def proven(self) -> bool:
        """Whether nothing is left to search: its roster is the best there is, or no roster keeps every hard rule."""
        return self.solve_status in (SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE)

    @property
    def searched(self) -> float:
        """Seconds of search up to the last sign of life, by all attempts."""
        if self.started_at is None or self.heartbeat_at is None:
            return self.spent
        return self.spent + max(0.0, (self.heartbeat_at - self.started_at).total_seconds())


@dataclass(frozen=True)
class Ending:
    """How a run ends. Objective and bound are those of its best roster, None where there is none.

    `explanation` is what clashes where no roster is possible, as text (see `explanations`).
    """

    status: RunStatus
    solve_status: SolveStatus | None = None
    objective: int | None = None
    bound: int | None = None
    reason: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Served:
    """What the runs of a schedule get of the workers: how many run now, and when one was started last."""

    running: int
    last: datetime


@dataclass(frozen=True)
class WorkerRecord:
    """A worker process that takes runs. `memory` in MiB and `cpu` in percent of a core count its solving child too."""

    id: str
    host: str
    pid: int
    started_at: datetime
    seen_at: datetime
    run: str | None = None
    runs_done: int = 0
    failures: int = 0
    memory: int = 0
    cpu: float = 0.0
    stop_requested: bool = False


@dataclass(frozen=True)
class NoteRecord:
    """What a run told of itself, `seconds` after its search began."""

    seconds: float
    text: str


@dataclass(frozen=True)
class ProgressRecord:
    seconds: float
    objective: int | None
    bound: int | None


@dataclass(frozen=True)
class CandidateRecord:
    """One roster that a run found. `assignments` are (employee, planned shift, role) ids."""

    id: str
    run: str
    seq: int
    seconds: float
    penalty: int
    hard: int
    bound: int | None
    assignments: tuple[tuple[str, str, str], ...]
    kind: CandidateKind = CandidateKind.FOUND


@dataclass(frozen=True)
class CandidateHead:
    """A candidate without its assignments, for lists."""

    id: str
    run: str
    seq: int
    seconds: float
    penalty: int
    bound: int | None
    kind: CandidateKind = CandidateKind.FOUND


@dataclass(frozen=True)
class AssignmentRecord:
    planned_shift: str
    employee: str
    role: str
    pinned: bool = False
    run: str | None = None

    @property
    def by_hand(self) -> bool:
        """Whether a person made it, and no run."""
        return self.run is None
