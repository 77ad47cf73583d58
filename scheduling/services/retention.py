"""Let go of what nobody needs any more, so that the database does not grow without bound."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scheduling.services.operation_records import Leftover
from scheduling.services.ports import Transactions
from scheduling.services.sign_in_tries import FORGOTTEN

BATCH = 100
LOG_BATCH = 5000
"""Rows removed in one transaction, so that nobody waits long for the next one."""


@dataclass(frozen=True)
class Keep:
    """Days for which things are kept; 0 keeps them for ever.

    Parameters
    ----------
    runs
        Ended runs, with all that belongs to them. What is applied or otherwise referred to stays.
    candidates
        Of ended runs, the rosters that a later one bettered; the best stays with its run.
    log
        Entries of the activity log.
    """

    runs: int
    candidates: int
    log: int


class RetentionService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def prospect(self, keep: Keep) -> Mapping[Leftover, int]:
        """How much `prune` would remove now."""
        with self._transactions() as work:
            return {kind: work.leftovers.count(kind, before) for kind, before in _due(keep)}

    def prune(self, keep: Keep) -> Mapping[Leftover, int]:
        """Remove what is older than is to be kept, and count it; safe from several processes at once.

        Whatever their age, runs stay whole that wait or run, whose roster is applied, or from which a run goes on
        that has not ended.
        """
        return {kind: self._remove(kind, before) for kind, before in _due(keep)}

    def _remove(self, kind: Leftover, before: datetime) -> int:
        removed, batch = 0, LOG_BATCH if kind is Leftover.LOG else BATCH
        while True:
            with self._transactions() as work:
                count = work.leftovers.remove(kind, before, batch)
                work.commit()
            removed += count
            if count < batch:
                return removed


def _due(keep: Keep) -> Iterator[tuple[Leftover, datetime]]:
    """Each kind that does not stay for ever, and the moment before which it goes."""
    now = datetime.now(UTC)
    for kind, days in ((Leftover.CANDIDATES, keep.candidates), (Leftover.RUNS, keep.runs), (Leftover.LOG, keep.log)):
        if days:
            yield kind, now - timedelta(days=days)
    yield Leftover.SESSIONS, now
    yield Leftover.TRIES, now - FORGOTTEN


def in_words(counts: Mapping[Leftover, int]) -> str:
    """ "bettered rosters 40, runs 3", or "nothing"."""
    return ", ".join(f"{kind.value} {count:,}" for kind, count in counts.items() if count) or "nothing"
