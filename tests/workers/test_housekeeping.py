"""Chores are done again and again, whatever becomes of one of them, until the worker ends."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from dramatiq import Worker
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import insert

from data import tables
from data.engine import engine_for
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.records import WorkerRecord
from tests.workers.processes import ROOT, clean_environment, until
from workers.housekeeping import Housekeeping

pytestmark = pytest.mark.processes


def test_a_chore_that_fails_keeps_no_other_from_being_done() -> None:
    done: Counter[str] = Counter()

    def fail() -> str:
        done["failing"] += 1
        raise OSError("away")

    def work() -> str:
        done["working"] += 1
        return "some of it"

    worker = Worker(StubBroker(middleware=[Housekeeping({"failing": fail, "working": work}, 0.01, 0.01)]))
    worker.start()
    until(lambda: done["failing"] > 2 and done["working"] > 2)
    worker.stop()
    time.sleep(0.05)
    after = done.copy()
    time.sleep(0.1)
    assert done == after


CHORES = "from workers import actors; print(actors.forget() or '-', actors.prune() or '-', sep=';')"


def test_the_workers_forget_the_lost_and_prune_what_is_old(tmp_path: Path, migrated_file: Path) -> None:
    """What every worker has for chores, in a process of its own as there."""
    copy(migrated_file, tmp_path / "shiftwright.db")
    engine = engine_for(Settings(data_dir=tmp_path).database_url)
    now = datetime.now(UTC)
    with engine.begin() as connection:
        entry = {"at": now - timedelta(days=9), "actor": "ann", "action": "a", "subject": "s", "detail": {}}
        connection.execute(insert(tables.activity_log).values(entry))
    with SqlUnitOfWork(engine) as work:
        for name, seen in (("lost", now - timedelta(hours=2)), ("alive", now)):
            work.workers.beat(WorkerRecord(name, "north", 7, seen, seen))
        work.commit()
    environment = clean_environment(DATA_DIR=str(tmp_path), KEEP_LOG_DAYS="8")
    done = subprocess.run([sys.executable, "-c", CHORES], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "-;log entries 1"
    with SqlUnitOfWork(engine) as work:
        assert [worker.id for worker in work.workers.all()] == ["alive"]
    engine.dispose()
