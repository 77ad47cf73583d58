"""Versions of a week's roster: every time that it was written, by whom, why, and what it then was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from scheduling.services.records import AssignmentRecord


class VersionKind(StrEnum):
    APPLY = "apply"
    EDIT = "edit"
    UNDO = "undo"
    RESTORE = "restore"
    IMPORT = "import"


@dataclass(frozen=True)
class VersionHead:
    """A version without its assignments. `added` and `removed` count what it changed of the version before.

    `number` counts up from 1 within a week; 0 is the empty roster before the first. `origin` is the version whose
    roster this is: itself, or the one that was brought back. `told_at` is since when employees know it, None for one
    that was never published.
    """

    schedule: str
    number: int
    kind: VersionKind
    at: datetime
    author: str
    reason: str
    added: int
    removed: int
    origin: int
    run: str | None = None
    candidate: str | None = None
    told_at: datetime | None = None


class Versions(Protocol):
    """What is applied to weeks, and all that ever was. Nothing else writes assignments."""

    def newest(self, schedule_id: str) -> VersionHead | None: ...
    def all(self, schedule_id: str) -> Sequence[VersionHead]:
        """Every version, the newest first."""
        ...

    def get(self, schedule_id: str, number: int) -> VersionHead:
        """One version; NotFound when there is none of this number."""
        ...

    def rows(self, schedule_id: str, number: int) -> Sequence[AssignmentRecord]:
        """The roster of a version; nobody works in version 0."""
        ...

    def add(self, head: VersionHead, rows: Sequence[AssignmentRecord]) -> None:
        """Keep a version and make it what is applied."""
        ...

    def tell(self, schedule_id: str, number: int, at: datetime) -> None:
        """Keep since when employees know a version; the first time counts."""
        ...
