"""Whoever is forgotten is named nowhere any more, and what they worked stays as it was."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, CheckConstraint, Column, LargeBinary, String, Table, insert, select, update

from data.engine import engine_for
from data.tables import metadata, run_notes, runs, sites, time_off_requests
from scheduling.checker import score
from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import Assignment
from scheduling.services.access import AccessService
from scheduling.services.forgetting import ForgettingService, Subject
from scheduling.services.permissions import SYSTEM, Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import AssignmentRecord, UserRecord, UserRole
from scheduling.services.snapshot import fingerprint, from_text
from tests.actors import MIA
from tests.quick_passwords import QuickPasswords
from tests.services.access.world import World, furnished
from tests.services.small_site import add_site

# Short, as it has to fit into every column; with a letter beyond ASCII, which JSON writes as a code.
NAME, EMAIL, USERNAME = "Íde Ó", "id@x.ie", "ide-o"
ADMIN = Actor("root", UserRole.ADMINISTRATOR, where="10.0.0.7")
HOLD_NO_NAMES = {"id", "password_hash", "token_hash", "snapshot_hash", "week", "way", "address", "browser"}
"""Texts of which the house writes every letter itself."""


@pytest.fixture
def world(migrated_file: Path, tmp_path: Path) -> World:
    """The house with one of everything, in which Ann is called otherwise, has an account, and no run goes on."""
    world = furnished(migrated_file, tmp_path).restored()
    with world.open() as work:
        ann = work.team.employee(world.ann)
        work.team.save_employee(replace(ann, name=NAME))
        work.users.add(UserRecord("ide", USERNAME, NAME, UserRole.EMPLOYEE, "x", employee=world.ann, email=EMAIL))
        work.commit()
    AccessService(world.open, QuickPasswords()).open_session(subject(world).user)
    with engine(world).begin() as connection:
        for row in connection.execute(select(runs.c.id, runs.c.snapshot)).all():
            text = zlib.decompress(row.snapshot).decode().replace('"Ann"', f'"{NAME}"')
            values = {"status": "COMPLETED", "snapshot": zlib.compress(text.encode())}
            connection.execute(update(runs).where(runs.c.id == row.id).values(values))
        connection.execute(insert(run_notes).values(run_id=world.ended, seq=1, seconds=0.0, text="began"))
    return world


def engine(world: World) -> Any:
    with world.open() as work:
        return work._connection.engine


def subject(world: World) -> Subject:
    return next(one for one in ForgettingService(world.open).people(SYSTEM) if one.name == NAME)


def free_texts(table: Table) -> Iterator[Column[Any]]:
    """Columns into which somebody could have written a name."""
    checks = " ".join(str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint))
    for column in table.c:
        fixed = column.primary_key or column.foreign_keys or f"{column.name} IN (" in checks
        if isinstance(column.type, String | JSON) and not fixed and column.name not in HOLD_NO_NAMES:
            yield column


def write_everywhere(world: World) -> set[str]:
    """Put the name into every text of the first row of every table; the tables without a row."""
    empty = set()
    with engine(world).begin() as connection:
        for table in metadata.sorted_tables:
            if table.name in ("activity_log", "users", "employees"):
                continue
            row = connection.execute(select(table)).first()
            if row is None:
                empty.add(table.name)
                continue
            this = [column == getattr(row, column.name) for column in table.primary_key]
            texts = {
                c: {"told": [f"by {NAME}"]} if isinstance(c.type, JSON) else f"{NAME}, x" for c in free_texts(table)
            }
            if texts:
                connection.execute(update(table).where(*this).values(texts))
        # What is about two weeks is still read as dates and zones.
        connection.execute(update(sites).values(timezone="UTC"))
    return empty


def said(value: Any) -> str:
    """Everything that a stored value says, however it is packed."""
    if isinstance(value, bytes):
        value = zlib.decompress(value).decode()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"{text} {json.dumps(text)}"


def mentions(world: World, *words: str) -> list[str]:
    """Where any of these words stands: "table.column"."""
    found = []
    with engine(world).connect() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, String | JSON | LargeBinary):
                    texts = connection.execute(select(column).where(column.is_not(None))).scalars()
                    if any(word.lower() in said(text).lower() for text in texts for word in words):
                        found.append(f"{table.name}.{column.name}")
    return found


def test_afterwards_the_name_stands_in_no_column_of_any_table(world: World) -> None:
    empty = write_everywhere(world)
    assert [name for name in empty if list(free_texts(metadata.tables[name]))] == [], "nothing to find a name in"
    with world.open() as work:
        own = Actor(USERNAME, UserRole.EMPLOYEE, world.ann)
        work.log.add(own, "did something", f"About {NAME}", {"who": [NAME]}, world.site, before=NAME, after=EMAIL)
        work.commit()
    before = mentions(world, NAME, EMAIL)
    assert {"employees.name", "users.email", "runs.snapshot", "activity_log.detail", "draft_steps.step"} <= set(before)
    assert len(before) > 30
    word = ForgettingService(world.open).forget(ADMIN, subject(world), NAME)
    assert word == "Former employee 1"
    assert mentions(world, NAME, json.dumps(NAME)[1:-1], EMAIL, USERNAME) == []


def test_rosters_hours_and_numbers_stay(world: World) -> None:
    def numbers() -> list[Any]:
        with world.open() as work:
            problem, rules = work.problems.load(world.draft)
            rows = work.assignments.of_schedule(world.draft)
            roster = frozenset(Assignment(row.employee, row.planned_shift, row.role) for row in rows)
            return [sorted(rows, key=str), score(problem, roster, rules).penalty, problem.history, problem.absences]

    with world.open() as work:
        rows = work.assignments.of_schedule(world.draft)
        shifts = work.demand.planned(world.draft)
        own = AssignmentRecord(shifts[1].id, world.ann, rows[0].role)
        work.assignments.replace(world.draft, [*rows, own])
        work.commit()
    before = numbers()
    ForgettingService(world.open).forget(ADMIN, subject(world), NAME)
    after = numbers()
    assert after[:3] == before[:3]


def test_an_old_run_is_not_about_other_inputs_for_a_name(world: World) -> None:
    ForgettingService(world.open).forget(ADMIN, subject(world), NAME)
    with world.open() as work:
        run, read = work.runs.get(world.ended), from_text(work.runs.snapshot(world.ended))
    assert "Former employee 1" in [one.name for one in read.problem.employees]
    assert run.snapshot_hash == fingerprint(read.problem, read.settings)


def test_the_account_is_closed_and_the_reasons_for_time_off_are_gone(world: World) -> None:
    access = AccessService(world.open, QuickPasswords())
    token = access.open_session(subject(world).user)
    with engine(world).begin() as connection:
        connection.execute(update(time_off_requests).values(note="surgery"))
    ForgettingService(world.open).forget(ADMIN, subject(world), NAME)
    assert access.who(token) is None
    with world.open() as work:
        user, person = work.users.get("ide"), work.team.employee(world.ann)
        notes = [one.note for one in work.wishes.time_off(world.site) if one.employee == world.ann]
    assert (user.username, user.name, user.email) == ("former-employee-1", "Former employee 1", None)
    assert not user.active
    assert user.password_hash == ""
    assert not person.active
    assert notes == [""]


def test_the_log_still_says_what_was_done_and_when(world: World) -> None:
    with world.open() as work:
        work.log.add(Actor(USERNAME, UserRole.EMPLOYEE), "signed in", USERNAME)
        work.commit()
    word = ForgettingService(world.open).forget(ADMIN, subject(world), NAME)
    with world.open() as work:
        told = [(one.actor, one.action, one.subject) for one in work.log.latest(world.site, 500)]
    assert ("root", "made anonymous", word) in told


@pytest.fixture
def service(transactions: Transactions) -> ForgettingService:
    return ForgettingService(transactions)


def person(service: ForgettingService, name: str) -> Subject:
    return next(one for one in service.people(SYSTEM) if one.name == name)


def test_each_gets_a_number_of_their_own_and_names_of_others_stay(
    service: ForgettingService, transactions: Transactions, database: str
) -> None:
    site, _ = add_site(transactions)
    with transactions() as work:
        ann, ben, _ = work.team.employees(site)
        work.team.save_employee(replace(ben, name="Ann Lee"))
        work.log.add(MIA, "person changed", "Ann", site=site)
        work.log.add(MIA, "said", "Ann and Ann Lee, Annika", site=site)
        work.commit()
    with engine_for(database).begin() as connection:
        week = next(table for table in metadata.sorted_tables if table.name == "schedules")
        connection.execute(update(week).values(name="Ann Lee asked Ann"))
        connection.execute(insert(time_off_requests).values(_request(ben.id, "instead of Ann")))
    assert service.forget(ADMIN, person(service, "Ann"), "Ann") == "Former employee 1"
    with transactions() as work:
        told = [one.subject for one in work.log.latest(site, 9, ["person changed", "said"])]
        weeks = [one.name for one in work.schedules.of_site(site)]
        notes = [one.note for one in work.wishes.time_off(site)]
    assert told == ["Former employee 1 and Ann Lee, Annika", "Former employee 1"]
    assert weeks == ["Ann Lee asked Former employee 1"]
    assert notes == ["instead of Former employee 1"]
    assert service.forget(ADMIN, person(service, "Ann Lee"), "Ann Lee") == "Former employee 2"
    assert [one.name for one in service.people(SYSTEM)] == ["Cem"]
    assert ann.id


def _request(employee: str, note: str) -> dict[str, Any]:
    from datetime import UTC, datetime

    first, last = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)
    return {
        "id": "t",
        "employee_id": employee,
        "kind": "OTHER",
        "status": "PENDING",
        "starts_at": first,
        "ends_at": last,
        "note": note,
    }


def test_it_needs_the_name_typed_and_says_so(service: ForgettingService, transactions: Transactions) -> None:
    add_site(transactions)
    with pytest.raises(InvalidInput, match="exactly as it stands: Ann"):
        service.forget(ADMIN, person(service, "Ann"), "ann")
    assert person(service, "Ann")


def test_namesakes_are_to_be_told_apart_first(service: ForgettingService, transactions: Transactions) -> None:
    site, _ = add_site(transactions)
    with transactions() as work:
        ben = work.team.employees(site)[1]
        work.team.save_employee(replace(ben, name="Ann", active=False))
        work.commit()
    with pytest.raises(InvalidInput, match="Somebody else is called Ann"):
        service.forget(ADMIN, person(service, "Ann"), "Ann")


def test_neither_oneself_nor_the_last_administrator_can_be_forgotten(
    service: ForgettingService, transactions: Transactions
) -> None:
    with transactions() as work:
        work.users.add(UserRecord("r", "root", "Root", UserRole.ADMINISTRATOR, "x"))
        work.commit()
    with pytest.raises(InvalidInput, match="your own account"):
        service.forget(ADMIN, person(service, "Root"), "Root")
    with pytest.raises(InvalidInput, match="last administrator"):
        service.forget(SYSTEM, person(service, "Root"), "Root")


def test_who_was_changed_meanwhile_or_is_gone_is_looked_at_again(
    service: ForgettingService, transactions: Transactions
) -> None:
    site, _ = add_site(transactions)
    seen = person(service, "Ann")
    assert seen.person is not None
    with transactions() as work:
        work.team.save_employee(replace(seen.person, home=""))
        work.commit()
    with pytest.raises(Conflict):
        service.forget(ADMIN, seen, "Ann")
    with pytest.raises(NotFound):
        service.forget(ADMIN, Subject(None, replace(seen.person, id="gone", name="Gone")), "Gone")
    assert site
