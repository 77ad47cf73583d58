"""Cell by cell: each service lets in whom the table allows, refuses everybody else, and tells the log what it wrote."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import event

from data.engine import engine_for
from scheduling.domain.errors import NotAllowed
from scheduling.services.container import Services
from scheduling.services.log_records import LogFilter
from scheduling.services.log_words import SENTENCES
from scheduling.services.permissions import ALLOWED, Action, Actor, refusal
from scheduling.services.records import UserRole
from scheduling.services.reference import access_table
from tests.services.access.calls import CALLS, MINE, OWN, Call
from tests.services.access.world import SOMEBODY, Original, furnished

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "access.md"
UNASKED = {
    "access.confirmed": "finds out whether a password is right",
    "access.choose_password": "replaces the one-time password that the asker came in with",
    "access.enter_by_email": "signs somebody in who is known elsewhere",
    "access.first_sign_in": "makes the first account, where there is none who could be asked",
    "access.open_session": "signs somebody in who is known by other means",
    "access.seen": "notes that the holder of a session is there",
    "access.sign_in": "signs somebody in",
    "access.sign_out": "ends the session that the asker holds",
    "access.who": "finds out who asks",
    "calendars.countries": "tells nothing of the house",
    "calendars.parts": "tells nothing of the house",
    "comparing.differences": "works on what `compare` has given out",
    "execution.beat": "for workers",
    "execution.claim": "for workers",
    "execution.current": "for workers",
    "execution.perform": "for workers",
    "personas.all": "tells names that the sign-in shows",
    "personas.continue_as": "signs somebody in",
    "rescue.closed": "for workers",
    "rescue.failed": "for workers",
    "rescue.interrupted": "for workers",
    "rescue.lost": "for workers",
    "retention.prospect": "for housekeeping",
    "retention.prune": "for housekeeping",
    "runs.enqueue": "queues what a service has stored for somebody who was asked",
    "tuning.forms": "tells nothing of the house",
    "tuning.preview": "works on what the page has",
    "upkeep.forget": "for workers",
    "upkeep.look": "for workers",
}
"""Public methods that ask nobody, and why."""
UNTOLD = ({"runs"}, {"drafts", "draft_steps"}, {"sign_in_tries"})
"""What is written alone and tells nobody: that a message is on its way, what somebody edits before it is saved, and
that a password is being tried, which is told when it was wrong."""
VALUELESS = {
    "log name replaced",
    "made anonymous",
    "message discarded",
    "message requeued",
    "password changed",
    "password reset",
    "worker told to stop",
}
"""What is done without a value that is another one after."""


class Written:
    """Listens to a database: the tables that each transaction changed, of those that were kept."""

    def __init__(self) -> None:
        self.kept: list[set[str]] = []
        self._now: set[str] = set()

    def statement(self, connection: object, cursor: object, statement: str, *rest: object) -> None:
        found = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", statement)
        if found:
            self._now.add(found.group(1))

    def committed(self, connection: object) -> None:
        if self._now:
            self.kept.append(self._now)
        self._now = set()

    def rolled_back(self, connection: object) -> None:
        self._now = set()


@pytest.fixture(scope="module")
def original(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Original:
    return furnished(migrated_file, tmp_path_factory.mktemp("world"))


@pytest.fixture
def written(original: Original) -> Iterator[Written]:
    engine, heard = engine_for(f"sqlite:///{original.work_file}"), Written()
    heard_at = {
        "before_cursor_execute": heard.statement,
        "commit": heard.committed,
        "rollback": heard.rolled_back,
    }
    for name, hear in heard_at.items():
        event.listen(engine, name, hear)
    yield heard
    for name, hear in heard_at.items():
        event.remove(engine, name, hear)


def attempt(original: Original, call: Call, actor: Actor, written: Written) -> None:
    """Make a call on the world as it was; refused, it must have written nothing."""
    world = original.restored()
    if actor.may(call.needs):
        call.do(world, actor)
        return
    with pytest.raises(NotAllowed) as refused:
        call.do(world, actor)
    assert str(refused.value) == refusal(call.needs) or "is not published yet" in str(refused.value)
    assert written.kept == []


@pytest.mark.parametrize("role", UserRole)
@pytest.mark.parametrize("action", Action)
def test_a_cell_of_the_table_is_what_every_service_does(
    original: Original, written: Written, action: Action, role: UserRole
) -> None:
    calls = [call for call in CALLS if call.needs is action]
    own = [call for call in (*OWN, *MINE) if call.needs is action]
    assert calls or own, "an action that no call needs is tested by nothing"
    for call in calls:
        attempt(original, call, Actor("somebody", role), written)
    for call in own:
        attempt(original, call, Actor("somebody", role, original.world.ann), written)


@pytest.mark.parametrize("call", OWN, ids=str)
def test_what_is_ones_own_is_that_of_nobody_else(original: Original, written: Written, call: Call) -> None:
    for employee in (None, "somebody else"):
        with pytest.raises(NotAllowed, match="other people's"):
            call.do(original.restored(), Actor("somebody", UserRole.EMPLOYEE, employee))
    assert written.kept == []


@pytest.mark.parametrize("call", MINE, ids=str)
def test_who_is_not_planned_has_nothing_of_their_own(original: Original, written: Written, call: Call) -> None:
    with pytest.raises(NotAllowed, match="does not belong to anybody who is planned"):
        call.do(original.restored(), SOMEBODY)


@pytest.mark.parametrize("call", [*CALLS, *OWN, *MINE], ids=str)
def test_what_is_written_is_told_to_the_log_in_the_same_transaction_with_what_changed_and_from_where(
    original: Original, written: Written, call: Call
) -> None:
    world = original.restored()
    with world.open() as work:
        before = work.log.count(LogFilter())
    call.do(world, replace(SOMEBODY, employee=world.ann))
    told = [tables for tables in written.kept if not any(tables <= alone for alone in UNTOLD)]
    assert all("activity_log" in tables for tables in told), told
    with world.open() as work:
        entries = work.log.find(LogFilter(), work.log.count(LogFilter()) - before)
    assert bool(entries) == bool(told)
    for entry in entries:
        assert (entry.actor, entry.way, entry.address) == (SOMEBODY.username, SOMEBODY.way, SOMEBODY.where)
        assert entry.action in SENTENCES, "say it in log_words"
        assert (entry.before != entry.after) is (entry.action not in VALUELESS), (
            "say what was there before and is after"
        )


def test_every_public_method_of_a_service_is_called_or_has_a_reason_not_to_ask() -> None:
    public = {
        f"{field.name}.{name}": method
        for field in fields(Services)
        for name, method in inspect.getmembers(field.type, inspect.isfunction)
        if not name.startswith("_")
    }
    called = {call.method for call in (*CALLS, *MINE)}
    assert public.keys() - called - UNASKED.keys() == set()
    assert called & UNASKED.keys() == set()
    assert (called | UNASKED.keys()) - public.keys() == set()
    for name in called:
        assert list(inspect.signature(public[name]).parameters)[1] == "actor", name


def test_every_action_has_roles_and_administrators_may_everything() -> None:
    assert set(ALLOWED) == set(Action)
    assert all(UserRole.ADMINISTRATOR in roles for roles in ALLOWED.values())
    assert {call.needs for call in (*CALLS, *OWN, *MINE)} == set(Action), "an action that nothing asks for"


def test_the_table_in_the_docs_is_that_of_the_code() -> None:
    assert access_table() in DOCUMENT.read_text(), "write it anew: python -m scheduling access"
