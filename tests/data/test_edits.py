"""Two hands on the same thing: the second one is told, and nothing of what it meant is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any, TypeAlias

import pytest

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import Conflict, NotFound
from scheduling.domain.problem import AvailabilityKind, Contract, Demand
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.records import AvailabilityRecord, ProfileRecord, TimeOffKind, TimeOffRecord
from tests.actors import ANN
from tests.builders import MONDAY, ProblemBuilder
from tests.data.stored import Open

Site: TypeAlias = tuple[str, str]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def house(transactions: Open) -> Site:
    """Ids of a site and its week that hold one of everything that people edit."""
    build = ProblemBuilder().contract("full", 2400).people("ann", contract="full")
    build.template("D", 480, 960).plan("D", 0, demands=(Demand("r", 1, 2, 3),))
    profiles = [
        ProfileRecord("", "", "Balanced", SolveOptions(), {"rest": 9}, is_default=True),
        ProfileRecord("", "", "Careful", SolveOptions()),
    ]
    with transactions() as work:
        ids = work.problems.store(
            "House", build.problem, [RuleSetting("rest", "min_rest", 5)], "test", profiles=profiles
        )
        ann = work.team.employees(ids[0])[0].id
        work.wishes.add_time_off(TimeOffRecord("t", ann, TimeOffKind.OTHER, NOW, NOW + timedelta(days=1)))
        work.commit()
    return ids


Read: TypeAlias = Callable[[SqlUnitOfWork, Site], Any]
Write: TypeAlias = Callable[[SqlUnitOfWork, Any], None]

EDITS: dict[str, tuple[Read, Write, Write]] = {
    "a person": (
        lambda work, ids: work.team.employees(ids[0])[0],
        lambda work, seen: work.team.save_employee(replace(seen, name="First")),
        lambda work, seen: work.team.save_employee(replace(seen, name="Second", roles=frozenset())),
    ),
    "a contract": (
        lambda work, ids: work.team.contracts(ids[0])[0],
        lambda work, seen: work.team.save_contract(replace(seen, weekly_minutes=None), seen),
        lambda work, seen: work.team.save_contract(replace(seen, name="Second"), seen),
    ),
    "a template": (
        lambda work, ids: work.demand.templates(ids[0])[0],
        lambda work, seen: work.demand.save_template(replace(seen, template=replace(seen.template, name="First"))),
        lambda work, seen: work.demand.save_template(replace(seen, demands=())),
    ),
    "a planned shift": (
        lambda work, ids: work.demand.planned(ids[1])[0],
        lambda work, seen: work.demand.save_planned(replace(seen, demands=(replace(seen.demands[0], target=3),))),
        lambda work, seen: work.demand.save_planned(replace(seen, demands=())),
    ),
    "a rule setting": (
        lambda work, ids: work.rules.settings(ids[0])[0],
        lambda work, seen: work.rules.save_setting(replace(seen, setting=replace(seen.setting, weight=6))),
        lambda work, seen: work.rules.remove_setting(seen.id, seen.version),
    ),
    "a profile": (
        lambda work, ids: work.rules.profiles(ids[0])[0],
        lambda work, seen: work.rules.save_profile(replace(seen, name="First")),
        lambda work, seen: work.rules.save_profile(replace(seen, weights={})),
    ),
    "a profile that is deleted": (
        lambda work, ids: work.rules.profiles(ids[0])[0],
        lambda work, seen: work.rules.save_profile(replace(seen, options=SolveOptions(seed=7))),
        lambda work, seen: work.rules.remove_profile(seen.id, seen.version),
    ),
    "the holidays of a site": (
        lambda work, ids: work.schedules.site(ids[0]),
        lambda work, seen: work.schedules.save_region(seen.id, "IE", seen.region),
        lambda work, seen: work.schedules.save_region(seen.id, "DE-BY", seen.region),
    ),
    "time off": (
        lambda work, ids: work.wishes.time_off(ids[0])[0],
        lambda work, seen: work.wishes.save_time_off(replace(seen, note="First")),
        lambda work, seen: work.wishes.remove_time_off(seen.id, seen.version),
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_the_second_of_two_hands_is_told_and_writes_nothing(transactions: Open, house: Site, what: str) -> None:
    read, first, second = EDITS[what]
    with transactions() as work:
        seen = read(work, house)
    with transactions() as work:
        first(work, seen)
        work.commit()
    with transactions() as work:
        after_first = read(work, house)
        with pytest.raises(Conflict, match="Somebody else changed"):
            second(work, seen)
        work.commit()
    with transactions() as work:
        assert read(work, house) == after_first != seen


@pytest.mark.parametrize("what", ["a rule setting", "a profile that is deleted", "time off"])
def test_what_was_deleted_meanwhile_is_said_to_be(transactions: Open, house: Site, what: str) -> None:
    read, save, remove = EDITS[what]
    with transactions() as work:
        seen = read(work, house)
        remove(work, seen)
        for late in (save, remove):
            with pytest.raises(NotFound, match=r"Somebody else deleted .* in the meantime\. Reload"):
                late(work, seen)


def test_an_edit_counts_up_so_that_the_next_one_needs_a_fresh_look(transactions: Open, house: Site) -> None:
    with transactions() as work:
        for _ in range(3):
            work.team.save_employee(work.team.employees(house[0])[0])
        assert work.team.employees(house[0])[0].version == 4


def test_a_default_that_stepped_back_cannot_be_brought_back_by_an_old_form(transactions: Open, house: Site) -> None:
    with transactions() as work:
        balanced, careful = work.rules.profiles(house[0])
        work.rules.save_profile(replace(careful, is_default=True))
        with pytest.raises(Conflict, match="Somebody else changed"):
            work.rules.save_profile(replace(balanced, name="Still the default"))


def test_painting_a_day_replaces_that_day_of_that_person_only(transactions: Open, house: Site) -> None:
    with transactions() as work:
        ann = work.team.employees(house[0])[0].id
        kinds = (AvailabilityKind.UNAVAILABLE, AvailabilityKind.DESIRED)
        first, second = (AvailabilityRecord(ann, MONDAY, 720 * k, 720 * (k + 1), kind) for k, kind in enumerate(kinds))
        other = replace(first, date=MONDAY + timedelta(days=1))
        work.wishes.replace_day(ann, MONDAY, [first, second])
        work.wishes.replace_day(ann, other.date, [other])
        work.wishes.replace_day(ann, MONDAY, [second])
        assert work.wishes.availability(house[0], MONDAY, other.date) == [second, other]


def test_the_log_tells_only_of_what_was_committed(transactions: Open, house: Site) -> None:
    with transactions() as work:
        work.log.add(ANN, "left undone", "week", site=house[0])
    with transactions() as work:
        work.log.add(ANN, "done", "week", {"people": 3}, house[0])
        work.commit()
    with transactions() as work:
        (entry,) = work.log.latest(house[0], 10)
    assert (entry.actor, entry.action, entry.detail, entry.at.tzinfo) == ("ann", "done", {"people": 3}, UTC)


def add_minutes(url: str, site: str, times: int) -> None:
    """Read a contract and add a minute to it, again and again; whoever is told of another hand looks anew."""
    done = 0
    while done < times:
        with SqlUnitOfWork(engine_for(url)) as work:
            seen: Contract = work.team.contracts(site)[0]
            try:
                work.team.save_contract(replace(seen, weekly_minutes=(seen.weekly_minutes or 0) + 1), seen)
            except Conflict:
                continue
            work.commit()
        done += 1


@pytest.mark.processes
def test_no_update_of_four_processes_is_lost(transactions: Open, database: str, house: Site) -> None:
    engine_for(database).dispose()
    context = get_context("fork")  # another way each of them would take a second to load what is loaded here
    processes = [context.Process(target=add_minutes, args=(database, house[0], 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 4
    with transactions() as work:
        assert work.team.contracts(house[0])[0].weekly_minutes == 2400 + 100
