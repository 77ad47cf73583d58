"""Every use case under one roof; the composition root builds it."""

from dataclasses import dataclass

from scheduling.services.demand import DemandService
from scheduling.services.importing import ImportService, Reader
from scheduling.services.ports import RunQueue, Transactions
from scheduling.services.tuning import TuningService


@dataclass(frozen=True)
class Services:
    demand: DemandService
    importing: ImportService
    tuning: TuningService

    @classmethod
    def build(cls, transactions: Transactions, queue: RunQueue, read: Reader) -> "Services":
        """Wire the use cases to a database, a queue and a reader of imported files."""
        return cls(
            demand=DemandService(transactions),
            importing=ImportService(transactions, read),
            tuning=TuningService(transactions),
        )
