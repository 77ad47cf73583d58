"""Repairs that were made, as the activity log remembers them until they are taken back or kept for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from scheduling.domain.changes import Change
from scheduling.services.log_records import LogRecord
from scheduling.services.permissions import Actor
from scheduling.services.ports import UnitOfWork

MADE, UNDONE, KEPT = "repair made", "repair undone", "repair kept"
LOOK_BACK = 100
"""So many of the newest entries about repairs are looked at."""

_changes = TypeAdapter(tuple[Change, ...])


@dataclass(frozen=True)
class MadeRepair:
    """Changes that somebody (a username) made in a week, with the ids that they got, and in sentences."""

    id: str
    changes: tuple[Change, ...]
    sentences: tuple[str, ...]
    actor: str
    at: datetime


def remember(
    work: UnitOfWork, actor: Actor, schedule_id: str, changes: Sequence[Change], sentences: Sequence[str]
) -> str:
    """Write down what was made; its id."""
    schedule, repair = work.schedules.get(schedule_id), uuid4().hex
    detail = {
        "repair": repair,
        "schedule": schedule_id,
        "changes": _changes.dump_python(tuple(changes), mode="json"),
        "sentences": list(sentences),
    }
    after = "; ".join(sentences)
    work.log.add(actor, MADE, schedule.name, detail, schedule.site, week=schedule_id, after=after)
    return repair


def settle(work: UnitOfWork, actor: Actor, action: str, schedule_id: str, repair: MadeRepair) -> None:
    """Write down that a repair was taken back, or is kept: it is offered no more."""
    schedule = work.schedules.get(schedule_id)
    detail, before = {"repair": repair.id}, "; ".join(repair.sentences)
    work.log.add(actor, action, schedule.name, detail, schedule.site, week=schedule_id, before=before)


def standing(work: UnitOfWork, schedule_id: str) -> list[MadeRepair]:
    """What was made in a week and neither taken back nor kept for good, the newest first."""
    site, settled, found = work.schedules.get(schedule_id).site, set[str](), []
    for entry in work.log.latest(site, LOOK_BACK, (MADE, UNDONE, KEPT)):
        repair = str(entry.detail.get("repair", ""))
        if entry.action != MADE:
            settled.add(repair)
        elif entry.detail.get("schedule") == schedule_id and repair not in settled:
            found += _read(entry)
    return found


def _read(entry: LogRecord) -> list[MadeRepair]:
    """The repair of an entry; nothing where another version wrote it in terms that are not known any more."""
    try:
        changes = _changes.validate_python(entry.detail["changes"])
    except (ValidationError, KeyError):
        return []
    sentences = entry.detail.get("sentences")
    said = tuple(map(str, sentences)) if isinstance(sentences, list) else ()
    return [MadeRepair(str(entry.detail["repair"]), changes, said, entry.actor, entry.at)]
