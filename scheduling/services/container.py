"""Every use case under one roof; the composition root builds it."""

from dataclasses import dataclass

from scheduling.services.absence_effects import AbsenceEffectService
from scheduling.services.access import AccessService, SessionLimits
from scheduling.services.accounts import AccountService
from scheduling.services.activity import ActivityService
from scheduling.services.applying import ApplyService
from scheduling.services.availability import AvailabilityService
from scheduling.services.bringing import BringService
from scheduling.services.bundle import BundleService
from scheduling.services.calendars import CalendarService
from scheduling.services.comparing import CompareService
from scheduling.services.demand import DemandService
from scheduling.services.edit_searches import EditSearchService
from scheduling.services.editing import EditService
from scheduling.services.execution import ExecutionService
from scheduling.services.forgetting import ForgettingService
from scheduling.services.importing import ImportService, Reader
from scheduling.services.my_schedule import MyScheduleService
from scheduling.services.operations import OperationsService
from scheduling.services.overview import OverviewService
from scheduling.services.own_account import OwnAccountService
from scheduling.services.own_data import OwnDataService
from scheduling.services.own_wishes import OwnWishesService
from scheduling.services.passwords import Passwords
from scheduling.services.personas import PersonaService
from scheduling.services.ports import QueueContents, RunQueue, Transactions
from scheduling.services.preflight import PreflightService
from scheduling.services.publishing import PublishService
from scheduling.services.repairing import RepairService
from scheduling.services.rescue import RescueService
from scheduling.services.retention import RetentionService
from scheduling.services.runs import RunService
from scheduling.services.solution import SolutionService
from scheduling.services.sweeping import SweepService
from scheduling.services.team import TeamService
from scheduling.services.time_off import TimeOffService
from scheduling.services.tuning import TuningService
from scheduling.services.upkeep import Upkeep
from scheduling.services.versions import VersionService
from scheduling.services.what_if import WhatIfService


@dataclass(frozen=True)
class Services:
    absence_effects: AbsenceEffectService
    access: AccessService
    accounts: AccountService
    activity: ActivityService
    applying: ApplyService
    availability: AvailabilityService
    bringing: BringService
    bundles: BundleService
    calendars: CalendarService
    comparing: CompareService
    demand: DemandService
    editing: EditService
    edit_searches: EditSearchService
    execution: ExecutionService
    forgetting: ForgettingService
    importing: ImportService
    my_schedule: MyScheduleService
    operations: OperationsService
    overview: OverviewService
    own_account: OwnAccountService
    own_data: OwnDataService
    personas: PersonaService
    own_wishes: OwnWishesService
    preflight: PreflightService
    publishing: PublishService
    repairs: RepairService
    retention: RetentionService
    rescue: RescueService
    runs: RunService
    solution: SolutionService
    sweeping: SweepService
    team: TeamService
    time_off: TimeOffService
    tuning: TuningService
    upkeep: Upkeep
    versions: VersionService
    what_if: WhatIfService

    @classmethod
    def build(
        cls,
        transactions: Transactions,
        reading: Transactions,
        queue: RunQueue,
        contents: QueueContents,
        reader: Reader,
        passwords: Passwords,
        limits: SessionLimits | None = None,
    ) -> "Services":
        """Wire the use cases to a database, a queue and what lies on it, a reader of files and a hasher of passwords.

        `reading` opens transactions that only read, and wait for no writer.
        """
        access = AccessService(transactions, passwords, reading, limits)
        rescue, runs = RescueService(transactions, queue), RunService(transactions, queue, reading)
        editing = EditService(transactions, reading)
        return cls(
            absence_effects=AbsenceEffectService(reading),
            access=access,
            accounts=AccountService(transactions, reading, access, passwords),
            activity=ActivityService(reading),
            applying=ApplyService(transactions),
            availability=AvailabilityService(transactions),
            bringing=BringService(transactions),
            bundles=BundleService(reading),
            calendars=CalendarService(transactions),
            comparing=CompareService(reading),
            demand=DemandService(transactions),
            editing=editing,
            edit_searches=EditSearchService(transactions, reading, runs, editing),
            execution=ExecutionService(transactions, reading),
            forgetting=ForgettingService(transactions),
            importing=ImportService(transactions, reader),
            my_schedule=MyScheduleService(reading),
            operations=OperationsService(transactions, reading, contents),
            overview=OverviewService(reading),
            own_account=OwnAccountService(transactions, reading, access, passwords),
            own_data=OwnDataService(reading, access),
            personas=PersonaService(transactions, reading, access),
            own_wishes=OwnWishesService(transactions),
            preflight=PreflightService(reading),
            publishing=PublishService(transactions, reading),
            repairs=RepairService(transactions, reading),
            retention=RetentionService(transactions),
            rescue=rescue,
            runs=runs,
            solution=SolutionService(reading),
            sweeping=SweepService(transactions, reading, runs),
            team=TeamService(transactions),
            time_off=TimeOffService(transactions),
            tuning=TuningService(transactions),
            upkeep=Upkeep(transactions, reading, queue, rescue),
            versions=VersionService(transactions, reading),
            what_if=WhatIfService(transactions, reading, runs),
        )
