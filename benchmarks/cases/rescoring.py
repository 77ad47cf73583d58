"""Fifty rosters of the large week under a new profile. Target: below 500 ms.

A call is the one that the page Compare makes: it loads the week as it is today, the profile and the heads of all
runs from SQLite, and ranks. The first call counts what each roster breaks; later ones only price it, and a profile
that switches a wish off counts anew only what that lets hold. Each call is made in this process, on a database of
its own; every price is held against the check afterwards.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.house import empty_folder
from benchmarks.report import Report
from data.demo import load_when_empty
from data.engine import engine_for
from data.migrate import upgrade
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.checker import score
from scheduling.domain.roster import Roster
from scheduling.domain.runs import SolveOptions
from scheduling.services.comparing import CompareService, Ranking
from scheduling.services.permissions import SYSTEM
from scheduling.services.records import CandidateRecord, ProfileRecord, RunRecord
from scheduling.solver import solve

CANDIDATES, SECONDS = 50, 5
MONDAY = date(2026, 11, 30)
Open = Callable[[], SqlUnitOfWork]


def measure() -> Report:
    """Rank under the default profile, then under others."""
    with empty_folder() as folder:
        opening = database(folder)
        schedule, rosters = filled(opening)
        service = CompareService(opening)
        profiles = named_profiles(opening, schedule)
        rows = []
        for name, profile in profiles.items():
            began = time.perf_counter()
            ranking = service.ranking(SYSTEM, schedule, profile)
            rows.append((name, 1000 * (time.perf_counter() - began)))
            hold_to_the_check(ranking, rosters)
    return Report(
        f"CompareService.ranking over {CANDIDATES} runs of the demo 'large' (100 people, SQLite), each a roster of its "
        "own; milliseconds.",
        ("ranked under", "ms"),
        tuple(rows),
    )


def database(folder: Path) -> Open:
    """A migrated database with the demo in it."""
    url = f"sqlite:///{folder / 'rescoring.db'}"
    upgrade(Settings(database_url=url))

    def opening() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(url))

    load_when_empty("large", MONDAY, opening)
    return opening


def filled(opening: Open) -> tuple[str, dict[str, Roster]]:
    """Store a good roster fifty times, each with other people taken off; the week, and rosters by candidate."""
    with opening() as work:
        schedule = work.schedules.of_site(work.schedules.sites()[0].id)[0].id
        problem, settings = work.problems.load(schedule)
    best = solve(problem, settings, SolveOptions(time_limit=SECONDS)).roster or frozenset()
    chance, rosters = random.Random(1), {}
    for number in range(CANDIDATES):
        name, now = f"{number}", datetime.now(UTC)
        rosters[name] = frozenset(chance.sample(sorted(best), len(best) - number))
        rows = tuple((a.employee, a.shift, a.role) for a in sorted(rosters[name]))
        run = RunRecord(name, schedule, None, "benchmark", SolveOptions(), "", "", "benchmark", now)
        with opening() as work:
            work.runs.add(run, "")
            attempt = work.runs.claim(name, "benchmark", now)
            work.runs.add_candidate(CandidateRecord(name, name, 0, 0.0, 0, 0, None, rows), attempt or 0)
            work.commit()
    return schedule, rosters


def named_profiles(opening: Open, schedule: str) -> dict[str, str | None]:
    """The settings as they are, one with other weights, and one that switches a wish off too."""
    with opening() as work:
        site = work.schedules.get(schedule).site
        soft = [record.setting for record in work.rules.settings(site) if not record.setting.hard]
        weights = {one.id: 3 * (one.weight or 0) + 1 for one in soft}
        work.rules.add_profile(ProfileRecord("other", site, "Other weights", weights=weights))
        work.rules.add_profile(ProfileRecord("off", site, "One off", weights={**weights, soft[-1].id: 0}))
        work.commit()
    return {
        "the settings as they are, nothing counted yet": None,
        "a new profile": "other",
        "a new profile that switches a wish off": "off",
    }


def hold_to_the_check(ranking: Ranking, rosters: dict[str, Roster]) -> None:
    """Every price is the check's."""
    for row in ranking.rows:
        verdict = score(ranking.problem, rosters[row.choice.id], ranking.settings)
        if (row.counted.hard, row.counted.penalty) != (verdict.hard, verdict.penalty):
            raise RuntimeError(f"Roster {row.choice.id} costs {verdict.penalty}, not {row.counted.penalty}.")
