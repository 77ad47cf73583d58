"""A run as one file: everything to search it again, what can be promised, and what is no such file."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import update

from data.tables import runs
from scheduling.checker import score
from scheduling.domain.errors import NotFound, UnreadableFile
from scheduling.domain.problem import Assignment
from scheduling.domain.runs import SolveOptions, Variety
from scheduling.services.bundle import BundleService, unpack
from scheduling.services.runs import RunService
from tests.actors import ANN, MIA
from tests.commands import command
from tests.services.loop import Kept, Open, solved, stored_run, stored_week, work_on_next


@pytest.fixture
def packed(transactions: Open) -> bytes:
    """The small week, solved to proof by one thread."""
    run = solved(transactions, stored_week(transactions))
    assert run.solve_status == "OPTIMAL"
    return BundleService(transactions).pack(MIA, run.id)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name).decode() for name in folder.namelist()}


def rezipped(content: bytes, **changed: str) -> bytes:
    """The same with other texts for some parts; dots in names are written as double underscores."""
    texts = parts(content) | {name.replace("__", "."): text for name, text in changed.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        for name, text in texts.items():
            folder.writestr(name, text)
    return packed.getvalue()


def with_run(content: bytes, **changes: object) -> bytes:
    about = json.loads(parts(content)["run.json"])
    about["run"] |= changes
    return rezipped(content, run__json=json.dumps(about))


def replayed(folder: Path, content: bytes) -> subprocess.CompletedProcess[str]:
    (folder / "run.zip").write_bytes(content)
    return command("scheduling", "replay", str(folder / "run.zip"))


def replayed_elsewhere(folder: Path, content: bytes, hash_seed: str) -> subprocess.CompletedProcess[str]:
    """In a process that puts the elements of sets in an order of its own."""
    (folder / "run.zip").write_bytes(content)
    line = [sys.executable, "-m", "scheduling", "replay", str(folder / "run.zip")]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    return subprocess.run(line, capture_output=True, text=True, env=environment, check=False)


def test_it_holds_inputs_seed_versions_log_progress_and_every_roster(packed: bytes) -> None:
    texts = parts(packed)
    about = json.loads(texts["run.json"])
    assert about["run"]["options"] == {"time_limit": 10, "gap": 0.0, "threads": 1, "seed": 1} | about["run"]["options"]
    assert {"shiftwright", "python", "ortools"} <= about["versions"].keys()
    assert "search with 1 thread" in texts["log.txt"]
    assert next(csv.reader(io.StringIO(texts["progress.csv"]))) == ["seconds", "penalty", "bound"]
    snapshot, rosters = unpack("run.zip", packed).snapshot, json.loads(texts["candidates.json"])
    assert rosters
    for one in rosters:
        roster = frozenset(Assignment(*row) for row in one["assignments"])
        assert score(snapshot.problem, roster, snapshot.settings).penalty == one["penalty"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_searched_again_elsewhere_it_ends_with_the_same_penalty(packed: bytes, tmp_path: Path, hash_seed: str) -> None:
    done = replayed_elsewhere(tmp_path, packed, hash_seed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Promised" in done.stdout
    assert "The same: OPTIMAL" in done.stdout


def test_another_penalty_than_promised_is_told_and_fails(packed: bytes, tmp_path: Path) -> None:
    done = replayed(tmp_path, with_run(packed, objective=12_345))
    assert done.returncode == 1
    assert "NOT the same: OPTIMAL with penalty 12,345 then" in done.stdout


def test_of_several_rosters_all_are_searched_for_again(transactions: Open, tmp_path: Path) -> None:
    schedule = stored_week(transactions)
    variety = Variety(rosters=3, within=50.0, apart=1)
    patient = SolveOptions(time_limit=120, threads=1)
    run = RunService(transactions, Kept()).submit(ANN, schedule, options=patient, variety=variety)
    work_on_next(transactions)
    packed = BundleService(transactions).pack(MIA, run.id)
    bundle = unpack("run.zip", packed)
    assert (bundle.variety, len(bundle.others)) == (variety, 2)
    done = replayed(tmp_path, packed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The same: OPTIMAL" in done.stdout
    assert "No promise for the 2 others" in done.stdout
    for k, penalty in enumerate(bundle.others, 1):
        assert f"Other {k}: penalty {penalty:,} then, penalty " in done.stdout


def test_without_proof_nothing_is_promised_and_the_reasons_are_told(packed: bytes, tmp_path: Path) -> None:
    options: Mapping[str, object] = json.loads(parts(packed)["run.json"])["run"]["options"]
    many = with_run(packed, solve_status="FEASIBLE", objective=12_345, options={**options, "threads": 4}, attempt=2)
    doubts = " ".join(unpack("run.zip", many).doubts)
    assert "4 threads" in doubts
    assert "ended without proof" in doubts
    assert "2 attempts" in doubts
    done = replayed(tmp_path, many)
    assert done.returncode == 0
    assert "No promise" in done.stdout


def test_a_run_that_went_on_from_another_starts_from_its_roster(transactions: Open) -> None:
    first = solved(transactions, stored_week(transactions))
    with transactions() as work:
        best = work.runs.best_candidate(first.id)
    assert best is not None
    assert unpack("run.zip", BundleService(transactions).pack(MIA, first.id)).start is None
    run = follow(transactions, first.id)
    start = unpack("run.zip", BundleService(transactions).pack(MIA, run)).start
    assert start == frozenset(Assignment(*row) for row in best.assignments)


def follow(transactions: Open, run_id: str) -> str:
    """Let a run end without proof, on paper, and go on from it."""
    with transactions() as work:
        work._connection.execute(update(runs).where(runs.c.id == run_id).values(solve_status="FEASIBLE", bound=0))
        work.commit()
    service = RunService(transactions, Kept())
    run = service.go_on(ANN, run_id, 10)
    work_on_next(transactions)
    assert stored_run(transactions, run.id).status.terminal
    return run.id


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"no zip",
        lambda content: content[: len(content) // 2],
        lambda content: rezipped(content, run__json="{}"),
        lambda content: rezipped(content, inputs__json='{"problem": 1}'),
        lambda content: rezipped(content, run__json='{"form": 99}'),
        lambda content: rezipped(content, start__json="[[1]]"),
    ],
)
def test_what_is_no_such_file_is_told_in_a_sentence(packed: bytes, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile, match=r"run\.zip"):
        unpack("run.zip", spoil(packed))


def test_a_run_that_is_gone_is_told(transactions: Open) -> None:
    with pytest.raises(NotFound):
        BundleService(transactions).pack(MIA, "gone")
