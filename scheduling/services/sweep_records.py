"""What a sweep is made of, and what the use cases need of it from the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Side:
    """What is weighed against the rest: a name, and the settings (ids) that belong to it."""

    name: str
    settings: tuple[str, ...]


@dataclass(frozen=True)
class SweepPoint:
    """One run of a sweep: what was chosen for it, in words, the weights by setting id, and the run, while it exists."""

    seq: int
    label: str
    weights: Mapping[str, int]
    run: str | None = None


@dataclass(frozen=True)
class SweepRecord:
    """A sweep. `base` are the weights by setting id that sides are measured with; all points weigh around them."""

    id: str
    schedule: str
    name: str
    requested_by: str
    created_at: datetime
    base: Mapping[str, int]
    sides: tuple[Side, ...]
    points: tuple[SweepPoint, ...]


class Sweeps(Protocol):
    """Sweeps and their points. `get` raises NotFound."""

    def add(self, sweep: SweepRecord) -> None: ...
    def get(self, sweep_id: str) -> SweepRecord: ...
    def of_schedule(self, schedule_id: str) -> Sequence[SweepRecord]:
        """The sweeps of a week, newest first."""
        ...

    def set_run(self, sweep_id: str, seq: int, run_id: str) -> None:
        """Let a point be searched by this run from now on."""
        ...

    def siblings(self, run_id: str) -> Sequence[str]:
        """The other runs of the sweep that a run belongs to; none when it belongs to none."""
        ...
