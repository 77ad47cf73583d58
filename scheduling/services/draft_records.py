"""Rosters that people are editing, as they are kept, so that nothing is lost when a page is closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scheduling.domain.draft import Draft


@dataclass(frozen=True)
class DraftRecord:
    """What one person (user name) is editing in one week.

    `profile` is the weight profile that judges, `run` a search around the draft whose roster was not looked at yet.
    `version` counts what was written; 0 where nothing is stored.
    """

    id: str
    schedule: str
    owner: str
    began_at: datetime
    draft: Draft
    profile: str | None = None
    run: str | None = None
    version: int = 0


class Drafts(Protocol):
    """One draft for each person and week. Writing over what another window wrote meanwhile raises Conflict."""

    def of(self, owner: str, schedule_id: str) -> DraftRecord | None: ...
    def add(self, record: DraftRecord) -> None: ...
    def save(self, record: DraftRecord, same: int) -> None:
        """Write how far the steps are done and those behind the first `same`, which are stored already."""
        ...

    def remove(self, record: DraftRecord) -> None: ...
