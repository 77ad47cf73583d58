"""Every use case under one roof; the composition root builds it."""

from dataclasses import dataclass

from scheduling.services.access import AccessService, Passwords
from scheduling.services.applying import ApplyService
from scheduling.services.availability import AvailabilityService
from scheduling.services.calendars import CalendarService
from scheduling.services.demand import DemandService
from scheduling.services.execution import ExecutionService
from scheduling.services.importing import ImportService, Reader
from scheduling.services.operations import OperationsService
from scheduling.services.overview import OverviewService
from scheduling.services.ports import QueueContents, RunQueue, Transactions
from scheduling.services.preflight import PreflightService
from scheduling.services.rescue import RescueService
from scheduling.services.retention import RetentionService
from scheduling.services.runs import RunService
from scheduling.services.solution import SolutionService
from scheduling.services.team import TeamService
from scheduling.services.time_off import TimeOffService
from scheduling.services.tuning import TuningService
from scheduling.services.upkeep import Upkeep


@dataclass(frozen=True)
class Services:
    access: AccessService
    applying: ApplyService
    availability: AvailabilityService
    calendars: CalendarService
    demand: DemandService
    execution: ExecutionService
    importing: ImportService
    operations: OperationsService
    overview: OverviewService
    preflight: PreflightService
    retention: RetentionService
    rescue: RescueService
    runs: RunService
    solution: SolutionService
    team: TeamService
    time_off: TimeOffService
    tuning: TuningService
    upkeep: Upkeep

    @classmethod
    def build(
        cls,
        transactions: Transactions,
        reading: Transactions,
        queue: RunQueue,
        contents: QueueContents,
        reader: Reader,
        passwords: Passwords,
    ) -> "Services":
        """Wire the use cases to a database, a queue and what lies on it, a reader of files and a hasher of passwords.

        `reading` opens transactions that only read, and wait for no writer.
        """
        rescue = RescueService(transactions, queue)
        return cls(
            access=AccessService(transactions, passwords, reading),
            applying=ApplyService(transactions),
            availability=AvailabilityService(transactions),
            calendars=CalendarService(transactions),
            demand=DemandService(transactions),
            execution=ExecutionService(transactions, reading),
            importing=ImportService(transactions, reader),
            operations=OperationsService(transactions, reading, contents),
            overview=OverviewService(reading),
            preflight=PreflightService(reading),
            retention=RetentionService(transactions),
            rescue=rescue,
            runs=RunService(transactions, queue, reading),
            solution=SolutionService(reading),
            team=TeamService(transactions),
            time_off=TimeOffService(transactions),
            tuning=TuningService(transactions),
            upkeep=Upkeep(transactions, reading, queue, rescue),
        )
