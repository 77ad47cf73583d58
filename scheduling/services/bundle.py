"""A run as one zip file: inputs, settings, seed, versions, log and rosters, to be searched again anywhere."""

import csv
import io
import json
import platform
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import ValidationError

from scheduling.domain.errors import UnreadableFile
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.domain.runs import CandidateKind, SolveStatus, Variety
from scheduling.services.hints import HINTED
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import ProgressRecord
from scheduling.services.snapshot import Snapshot, code_version, from_text

FORM = 1
LARGEST = 500 * 2**20
"""Bytes that one part may have when it is unpacked."""
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    ArithmeticError,
    ValidationError,
    # What is locked, packed in an unknown way, or nested deeper than can be read.
    RuntimeError,
)
"""What reading a file raises that was altered, or is another one."""
PACKAGES = ("ortools", "highspy", "numpy", "numba")
README = """A run of Shiftwright.

run.json         what was asked for, how it ended, and the versions of what searched
inputs.json      people, shifts, rules with their weights, time limit, gap, threads and seed
start.json       the roster that the search started from; null where it started from nothing
log.txt          what the search did, step by step
progress.csv     penalty and bound over time
candidates.json  every roster that was kept, with its penalty

Search it again: python -m scheduling replay run.zip
"""


@dataclass(frozen=True)
class Bundle:
    """What is needed to search again, and how it ended then.

    `doubts` say why the same penalty cannot be promised, one sentence each; none where it is. With a `variety`,
    `others` are the penalties of the rosters that were found besides the best, in their order; no promise holds for
    them, because each depends on which of equally good rosters came before it.
    """

    snapshot: Snapshot
    start: Roster | None
    status: SolveStatus | None
    objective: int | None
    doubts: Sequence[str]
    variety: Variety | None = None
    others: Sequence[int] = ()


class BundleService:
    def __init__(self, reading: Transactions) -> None:
        self._reading = reading

    def pack(self, actor: Actor, run_id: str) -> bytes:
        """The zip file of a run as it is now; NotFound when the run is gone."""
        actor.must(Action.TAKE_RUN)
        with self._reading() as work:
            run, snapshot = work.runs.get(run_id), work.runs.snapshot(run_id)
            candidates, notes = work.runs.candidates(run_id), work.runs.notes(run_id)
            progress = work.runs.progress(run_id)
        first = min(candidates, key=lambda one: one.seq, default=None)
        started = first if any(HINTED in note.text for note in notes) else None
        parts = {
            "README.txt": README,
            "run.json": _json({"form": FORM, "run": asdict(run), "versions": versions()}),
            "inputs.json": snapshot,
            "start.json": _json(started.assignments if started else None),
            "log.txt": "".join(f"{note.seconds:9.2f} s  {note.text}\n" for note in notes),
            "progress.csv": _progress(progress),
            "candidates.json": _json([asdict(one) for one in candidates]),
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
            for name, text in parts.items():
                folder.writestr(name, text)
        return packed.getvalue()


def versions() -> Mapping[str, str]:
    """The versions of everything here that may lead a search another way."""
    found = {"shiftwright": code_version(), "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def unpack(name: str, content: bytes) -> Bundle:
    """Read the zip file of a run.

    Raises
    ------
    UnreadableFile
        When it is no such file, or a newer program made it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            about = json.loads(_part(folder, name, "run.json"))
            if about["form"] != FORM:
                raise UnreadableFile(name, 0, f"form {about['form']} of this file is not known to this version")
            snapshot = from_text(_part(folder, name, "inputs.json"))
            rows = json.loads(_part(folder, name, "start.json"))
            kept = json.loads(_part(folder, name, "candidates.json"))
        run = about["run"]
        status = SolveStatus(run["solve_status"]) if run["solve_status"] else None
        start = None if rows is None else frozenset(Assignment(*row) for row in rows)
        variety = Variety(**run["variety"]) if run["variety"] else None
        doubts = tuple(_doubts(run, status, about["versions"]))
        return Bundle(snapshot, start, status, run["objective"], doubts, variety, _others(kept))
    except BROKEN as error:
        raise UnreadableFile(name, 0, f"this is not the file of a run ({type(error).__name__})") from error


def _others(kept: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Penalties of the rosters that were meant to differ, in the order in which they were found."""
    others = [one for one in kept if one["kind"] == CandidateKind.DIFFERENT]
    return tuple(one["penalty"] for one in sorted(others, key=lambda one: one["seq"]))


def _part(folder: zipfile.ZipFile, name: str, part: str) -> str:
    size = folder.getinfo(part).file_size
    if size > LARGEST:
        raise UnreadableFile(name, 0, f"{part} is larger than a run can be")
    with folder.open(part) as file:
        # Told how much, it unpacks no more, even where the size that is said is a lie.
        return file.read(size + 1).decode()


def _doubts(run: Mapping[str, Any], status: SolveStatus | None, then: Mapping[str, str]) -> Sequence[str]:
    """Why another search may end with another penalty. A proven one is the same whatever the way to it."""
    if status is SolveStatus.OPTIMAL and then.get("shiftwright") == code_version():
        return ()
    found = []
    if run["options"]["threads"] > 1:
        found.append(
            f"It searched with {run['options']['threads']} threads, which never take turns the same way twice."
        )
    if status is not SolveStatus.OPTIMAL:
        found.append(
            "It ended without proof, by its time, its gap or by hand: how far a search comes depends on the machine."
        )
    if run["attempt"] > 1 or run["spent"]:
        found.append(f"It took {run['attempt']} attempts, because a worker was lost or stopped.")
    now = versions()
    changed = [f"{one} {then[one]} (now {now.get(one, 'not there')})" for one in then if then[one] != now.get(one)]
    if changed:
        found.append(f"Other versions searched then: {', '.join(changed)}.")
    return found


def _progress(steps: Sequence[ProgressRecord]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["seconds", "penalty", "bound"])
    table.writerows([step.seconds, step.objective, step.bound] for step in steps)
    return text.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, indent=1, default=str)
