"""What a week's versions, drafts, log and notices must be after any steps, kept as plainly as can be."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, ShiftwrightError
from scheduling.services.records import ScheduleStatus

Row: TypeAlias = tuple[str, str, bool]
"""Person, shift as in "D@0", and whether it is pinned."""
Rows: TypeAlias = frozenset[Row]
Refusal: TypeAlias = type[ShiftwrightError] | None
DRAFT, PUBLISHED, ARCHIVED = ScheduleStatus
MOVES = {
    "publish": (DRAFT, PUBLISHED, "week published"),
    "reopen": (PUBLISHED, DRAFT, "week reopened"),
    "archive": (PUBLISHED, ARCHIVED, "week archived"),
    "bring_back": (ARCHIVED, PUBLISHED, "week brought back"),
}


@dataclass(frozen=True)
class Version:
    """`trail` are the versions, from 0, that undoing goes back over; the last is the one whose roster this is."""

    rows: Rows
    author: str
    reason: str
    trail: tuple[int, ...]
    told: bool = False


@dataclass(frozen=True)
class OwnDraft:
    """What a manager edits: the roster that they began from, and as it is now."""

    base: Rows
    rows: Rows


@dataclass
class Expected:
    """Nobody begins on the roster; `away` are people who left."""

    versions: list[Version] = field(default_factory=lambda: [Version(frozenset(), "", "", (0,))])
    status: ScheduleStatus = DRAFT
    log: list[tuple[str, str]] = field(default_factory=list)
    drafts: dict[str, OwnDraft] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)

    @property
    def number(self) -> int:
        return len(self.versions) - 1

    @property
    def rows(self) -> Rows:
        return self.versions[-1].rows

    def here(self, rows: Rows) -> Rows:
        """Without the assignments of people who left, but for those who still work in the week."""
        working = {person for person, *_ in self.rows}
        return frozenset(row for row in rows if row[0] not in self.away or row[0] in working)

    def back(self, number: int) -> Rows:
        """What bringing a version back writes: whoever left does not come with it, but is not driven out."""
        there = {row[:2] for row in self.rows}
        return frozenset(row for row in self.versions[number].rows if row[0] not in self.away or row[:2] in there)

    def undoes_to(self) -> int | None:
        """The version that undoing brings back: the latest on the way back that is not what is there already."""
        found = (number for number in reversed(self.versions[-1].trail[:-1]) if self.back(number) != self.rows)
        return next(found, None)

    def draft(self, who: str) -> OwnDraft:
        now = self.here(self.rows)
        return self.drafts.get(who, OwnDraft(now, now))

    def edit(self, who: str, gone: Rows, new: Rows) -> Refusal:
        """A change of somebody's draft: what is pinned must not go."""
        draft = self.draft(who)
        if any(pinned for *_, pinned in gone):
            return InvalidInput
        return self._kept(who, (draft.rows - gone) | new)

    def repin(self, who: str, rows: Rows, *, pinned: bool) -> Refusal:
        new = frozenset((person, shift, pinned) for person, shift, _ in rows)
        return self._kept(who, (self.draft(who).rows - rows) | new)

    def _kept(self, who: str, rows: Rows) -> None:
        """An edit that changes nothing is not kept, and begins no draft."""
        draft = self.draft(who)
        if rows != draft.rows:
            self.drafts[who] = replace(draft, rows=rows)

    def fresh(self, who: str) -> bool:
        """Whether what somebody edits began from what is applied, and is all possible."""
        draft = self.draft(who)
        return draft.base == self.here(self.rows) and draft.rows == self.here(draft.rows)

    def refusal(self, reason: str, *, seen: bool) -> Refusal:
        """Why a roster cannot be written now over the one that was `seen`, or was not."""
        if self.status is ARCHIVED:
            return IllegalTransition
        if self.status is PUBLISHED and not reason:
            return InvalidInput
        return None if seen else Conflict

    def write(self, author: str, action: str, rows: Rows, reason: str, origin: int | None = None) -> None:
        """One more version, and one more entry in the log; neither where nothing changes."""
        if rows == self.rows:
            return
        trail = (*self.versions[-1].trail, self.number + 1) if origin is None else self.versions[origin].trail
        self.versions.append(Version(rows, author, reason, trail, told=self.status is PUBLISHED))
        self.log.append((author, action))

    def move(self, who: str, step: str, reason: str, *, seen: bool) -> Refusal:
        """A step between draft, published and archived."""
        before, after, action = MOVES[step]
        if step in ("reopen", "bring_back") and not reason:
            return InvalidInput
        if self.status is not before:
            return IllegalTransition
        if step == "publish" and not self.rows:
            return InvalidInput
        if step == "publish" and not seen:
            return Conflict
        self.status = after
        self.log.append((who, action))
        if step == "publish":
            self.versions[-1] = replace(self.versions[-1], told=True)
        return None

    @property
    def known(self) -> Rows | None:
        """What employees were told last."""
        return next((one.rows for one in reversed(self.versions) if one.told), None)

    def notices(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Author, reasons, person, shift and what became of it, for all that changed after people had been told."""
        told = [number for number, one in enumerate(self.versions) if one.told]
        for earlier, later in pairwise(told):
            between = (one.reason for one in self.versions[earlier + 1 : later + 1] if one.reason)
            why = "; ".join(dict.fromkeys(between))
            before, after = ({row[:2] for row in self.versions[number].rows} for number in (earlier, later))
            for person, shift in before ^ after:
                what = "newly works" if (person, shift) in after else "no longer works"
                yield self.versions[later].author, why, person, shift, what
