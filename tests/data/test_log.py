"""The database itself keeps the log as it was written; the two ways around that are told in the log."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.engine import engine_for
from data.repositories.log import exempted
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.log_records import LogFilter
from scheduling.services.permissions import Actor, Way
from scheduling.services.records import EmployeeRecord, UserRole
from tests.actors import ANN, BEN
from tests.services.small_site import add_site

Open = Callable[[], SqlUnitOfWork]
TAMPERING = (
    "UPDATE activity_log SET actor = 'somebody else'",
    "UPDATE activity_log SET at = '2020-01-01 00:00:00+00:00'",
    "DELETE FROM activity_log",
)
FAR = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def site(transactions: Open) -> str:
    site, _ = add_site(transactions)
    with transactions() as work:
        work.log.add(ANN, "person changed", "Zoë", {"about": ["z"]}, site, before="roles: Cook", after="roles: Host")
        work.commit()
    return site


@pytest.mark.parametrize("statement", TAMPERING)
def test_nobody_changes_or_removes_an_entry(database: str, transactions: Open, site: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match="kept as they were written"), engine_for(database).begin() as connection:
        connection.execute(text(statement))
    with transactions() as work:
        assert [(one.actor, one.subject) for one in work.log.latest(site, 1)] == [("ann", "Zoë")]


def test_nobody_writes_an_entry_over_another(database: str, site: str) -> None:
    columns = "site_id, at, actor, action, subject, detail, week, before, after, way, address"
    again = f"INTO activity_log (id, {columns}) SELECT id, {columns} FROM activity_log"
    verb = "INSERT OR REPLACE" if "sqlite" in database else "INSERT"
    with pytest.raises(IntegrityError), engine_for(database).begin() as connection:
        connection.execute(text(f"{verb} {again}"))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_nobody_empties_the_log(database: str, site: str) -> None:
    with pytest.raises(IntegrityError, match="kept as they"), engine_for(database).begin() as connection:
        connection.execute(text("TRUNCATE activity_log CASCADE"))


def test_an_exemption_ends_with_its_block_and_no_commit_keeps_it(transactions: Open, site: str) -> None:
    with transactions() as work:
        with exempted(work._connection, ANN, "prune", "log pruned", "nothing", {}):
            pass
        with pytest.raises(IntegrityError, match="kept as they were"):
            work._connection.execute(text("DELETE FROM activity_log"))
    with (
        pytest.raises(IntegrityError),
        transactions() as work,
        exempted(work._connection, ANN, "prune", "log pruned", "everything", {}),
    ):
        work.commit()
    with transactions() as work:
        assert work._connection.execute(text("SELECT count(*) FROM log_exemptions")).scalar_one() == 0


@pytest.mark.parametrize(("kind", "statement"), [("prune", TAMPERING[0]), ("rename", TAMPERING[1])])
def test_an_exemption_allows_what_it_is_for_only(transactions: Open, site: str, kind: str, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="kept as they were"),
        transactions() as work,
        exempted(work._connection, ANN, kind, "told", "nothing", {}),
    ):
        work._connection.execute(text(statement))


def test_an_entry_says_before_after_and_from_where(transactions: Open, site: str) -> None:
    caller = Actor("cli", UserRole.MANAGER, where="10.0.0.7", way=Way.HTTP)
    with transactions() as work:
        work.log.add(caller, "week published", "Week 1", None, site, week="w1", before="draft", after="published")
        work.commit()
    with transactions() as work:
        (entry,) = work.log.find(LogFilter(week="w1"), 10)
    assert (entry.before, entry.after, entry.week) == ("draft", "published", "w1")
    assert (entry.way, entry.address, entry.site) == (Way.HTTP, "10.0.0.7", site)


def test_a_person_gets_another_name_in_the_log_and_the_log_tells_so(transactions: Open, site: str) -> None:
    zoe = Actor("zoe", UserRole.EMPLOYEE)
    with transactions() as work:
        role = work.team.roles(site)[0].id
        for key, name in (("z", "Zoë"), ("y", "Zoë Ryan")):
            work.team.add_employee(EmployeeRecord(key, site, name, frozenset({role})))
        detail = {"about": ["z"], "sentences": ["Pin Zoë to Early", "Ask Zoë Ryan"]}
        work.log.add(zoe, "repair made", "Zoë's week", detail, site, after="Zoë, Zoë-Ann and Zoë Ryan")
        work.log.add(zoe, "signed in", "zoe")
        work.log.add(BEN, "rule added", "Fairness", None, site)
        work.commit()
    with transactions() as work:
        assert work.log.rename_person(BEN, site, "Zoë", "Former employee 7", ("zoe", "former-7")) == 3
        work.commit()
    with transactions() as work:
        told, rule, signed, repair, changed, *_ = work.log.find(LogFilter(), 9)
    assert (told.actor, told.action, told.subject) == ("ben", "log name replaced", "Former employee 7")
    assert told.detail == {"entries": 3}
    assert (rule.actor, rule.subject) == ("ben", "Fairness")
    assert (signed.actor, signed.subject) == ("former-7", "former-7")
    assert (repair.actor, repair.subject) == ("former-7", "Former employee 7's week")
    assert repair.after == "Former employee 7, Zoë-Ann and Zoë Ryan"
    assert repair.detail["sentences"] == ["Pin Former employee 7 to Early", "Ask Zoë Ryan"]
    assert (changed.subject, changed.before) == ("Former employee 7", "roles: Cook")


def test_entries_are_found_by_who_what_when_and_words(transactions: Open, site: str) -> None:
    with transactions() as work:
        work.log.add(BEN, "rule added", "Fairness 100%", None, site, week="w1")
        work.log.add(ANN, "rule removed", "Coverage", None, after="was 100 before")
        work.commit()

    def found(wanted: LogFilter) -> list[str]:
        with transactions() as work:
            entries = [one.subject for one in work.log.find(wanted, 2)]
            assert work.log.count(wanted) >= len(entries)
        return entries

    assert found(LogFilter()) == ["Coverage", "Fairness 100%"]
    assert found(LogFilter(actors=frozenset({"ben"}))) == ["Fairness 100%"]
    assert found(LogFilter(actions=frozenset({"rule removed", "person changed"}))) == ["Coverage", "Zoë"]
    assert found(LogFilter(site=site)) == ["Fairness 100%", "Zoë"]
    assert found(LogFilter(week="w1")) == ["Fairness 100%"]
    assert found(LogFilter(text="0%")) == ["Fairness 100%"]
    assert found(LogFilter(text="ROLES: host")) == ["Zoë"]
    assert found(LogFilter(since=FAR)) == []
    assert found(LogFilter(until=FAR - timedelta(days=3650 * 3))) == []
    with transactions() as work:
        assert work.log.actors() == ["ann", "ben"]
        assert "rule added" in work.log.actions()
