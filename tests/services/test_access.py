"""Sessions begin with the right password only and end when they should; nothing secret is stored as it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data.engine import engine_for
from data.tables import metadata
from scheduling.domain.errors import InvalidInput, NotAllowed, TooManyTries
from scheduling.services.access import AccessService, hashed_token
from scheduling.services.account_records import Visit
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRole
from tests.quick_passwords import QuickPasswords

CHOSEN = "quiet harbour lamp"
HERE, THERE = Visit("10.0.0.7", "Firefox"), Visit("10.0.0.8", "Chrome")


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(transactions: Transactions, clock: Clock) -> AccessService:
    return AccessService(transactions, QuickPasswords(), clock=clock)


@pytest.fixture
def given(service: AccessService) -> str:
    """The password of the first start."""
    return service.first_sign_in().split("password ")[1].split(" ")[0]


@pytest.fixture
def password(service: AccessService, given: str) -> str:
    """The one that the administrator has chosen."""
    service.sign_out(service.choose_password(service.sign_in("admin", given), CHOSEN))
    return CHOSEN


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as error:
        act()
    return str(error.value)


def test_the_first_password_is_told_once_and_opens_a_session(
    service: AccessService, transactions: Transactions, given: str
) -> None:
    assert given not in service.first_sign_in()
    token = service.sign_in("admin", given)
    user = service.who(token)
    assert user is not None
    assert (user.role, user.must_change) == (UserRole.ADMINISTRATOR, True)
    assert given not in user.password_hash
    with transactions() as unit:
        assert unit.sessions.find(token) is None, "the token itself is not what is stored"
        assert unit.sessions.find(hashed_token(token)) is not None


def test_a_password_given_for_once_is_replaced_at_the_first_sign_in(service: AccessService, given: str) -> None:
    first, second = service.sign_in("admin", given), service.sign_in("admin", given)
    with pytest.raises(InvalidInput, match="itself"):
        service.choose_password(first, given)
    token = service.choose_password(first, CHOSEN)
    user = service.who(token)
    assert user is not None
    assert not user.must_change
    assert service.who(first) is service.who(second) is None, "whoever else came in by it is out"
    assert refused(lambda: service.sign_in("admin", given))
    assert service.who(service.sign_in("ADMIN", CHOSEN)), "names are the same in capitals"
    assert refused(lambda: service.choose_password(token, "another good one"))


def test_a_password_given_for_once_is_too_old_after_a_while(
    service: AccessService, transactions: Transactions, clock: Clock, given: str
) -> None:
    with transactions() as unit:
        (user,) = unit.users.all()
        unit.users.save(replace(user, password_until=clock.now + timedelta(hours=1)))
        unit.commit()
    assert service.sign_in("admin", given)
    clock.later(hours=2)
    assert "too old" in refused(lambda: service.sign_in("admin", given))
    assert "do not belong together" in refused(lambda: service.sign_in("admin", "guess"))


def test_a_session_ends_on_signing_out_and_after_twelve_hours(
    service: AccessService, clock: Clock, password: str
) -> None:
    token, other = service.sign_in("admin", password), service.sign_in("admin", password)
    service.sign_out(token)
    assert service.who(token) is None
    for _ in range(11):
        clock.later(hours=1)
        service.seen(other)
    clock.later(minutes=59)
    assert service.who(other) is not None
    clock.later(minutes=2)
    service.seen(other)
    assert service.who(other) is None


def test_a_session_ends_where_nobody_was_seen_for_two_hours(
    service: AccessService, clock: Clock, password: str
) -> None:
    token = service.sign_in("admin", password)
    clock.later(hours=1, minutes=59)
    assert service.who(token) is not None
    clock.later(minutes=2)
    assert service.who(token) is None


def test_signing_in_ends_the_session_that_was_there_and_never_takes_its_token(
    service: AccessService, password: str
) -> None:
    planted = service.sign_in("admin", password)
    token = service.sign_in("admin", password, instead_of=planted)
    assert token != planted
    assert service.who(planted) is None
    assert service.who(token) is not None


def test_a_session_keeps_from_where_and_since_when(
    service: AccessService, transactions: Transactions, clock: Clock, password: str
) -> None:
    token = service.sign_in("admin", password, replace(HERE, browser="x" * 999))
    clock.later(minutes=5)
    service.seen(token)
    with transactions() as unit:
        session = unit.sessions.find(hashed_token(token))
        user = unit.users.by_username("admin")
    assert session is not None
    assert user is not None
    assert (session.visit.address, len(session.visit.browser)) == ("10.0.0.7", 255)
    assert session.seen_at - session.created_at == timedelta(minutes=5)
    assert user.signed_in_at == session.created_at


def test_wrong_passwords_unknown_names_closed_accounts_and_forged_tokens_open_nothing(
    service: AccessService, transactions: Transactions, password: str
) -> None:
    token = service.sign_in("admin", password)
    told = [refused(lambda: service.sign_in("admin", password + "x")), refused(lambda: service.sign_in("nobody", "x"))]
    with transactions() as unit:
        (user,) = unit.users.all()
        unit.users.save(replace(user, active=False))
        unit.commit()
    told.append(refused(lambda: service.sign_in("admin", password)))
    assert len(set(told)) == 1, "which names exist is nobody's business"
    for nothing in (token, None, "", "forged", "admin"):
        assert service.who(nothing) is None


@pytest.mark.parametrize("name", ["admin", "nobody"])
def test_wrong_passwords_make_a_name_wait_ever_longer_whether_it_exists_or_not(
    service: AccessService, clock: Clock, password: str, name: str
) -> None:
    for _ in range(5):
        assert "do not belong together" in refused(lambda: service.sign_in(name, "guess", HERE))
    for wait in ("1 min", "2 min", "4 min"):
        assert f"Wait {wait}, then" in refused(lambda: service.sign_in(name, password, THERE))
        clock.later(hours=1)
        refused(lambda: service.sign_in(name, "guess", HERE))
    for _ in range(9):
        clock.later(hours=1)
        refused(lambda: service.sign_in(name, "guess", HERE))
    assert "Wait 1 h, then" in refused(lambda: service.sign_in(name, password, THERE))


def test_what_was_counted_holds_for_every_process_and_is_over_with_a_success(
    service: AccessService, transactions: Transactions, clock: Clock, password: str
) -> None:
    for _ in range(5):
        refused(lambda: service.sign_in("admin", "guess", HERE))
    other = AccessService(transactions, QuickPasswords(), clock=clock)
    with pytest.raises(TooManyTries) as waits:
        other.sign_in("admin", password, HERE)
    assert waits.value.seconds == 60
    clock.later(minutes=1)
    assert other.sign_in("admin", password, HERE)
    for _ in range(5):
        assert "do not belong together" in refused(lambda: service.sign_in("admin", "guess", HERE))


def test_one_address_has_so_many_tries_whatever_the_names(service: AccessService, clock: Clock) -> None:
    for k in range(40):
        assert "do not belong together" in refused(lambda k=k: service.sign_in(f"name-{k}", "guess", HERE))
    clock.later(minutes=5)
    assert "your address. Wait 10 min, then" in refused(lambda: service.sign_in("name-x", "guess", HERE))
    assert "do not belong together" in refused(lambda: service.sign_in("name-x", "guess", THERE))
    clock.later(minutes=10)
    assert "do not belong together" in refused(lambda: service.sign_in("name-x", "guess", HERE))


def test_what_was_typed_for_a_name_is_kept_nowhere(service: AccessService, database: str) -> None:
    refused(lambda: service.sign_in("my-password-by-mistake", "admin", HERE))
    with engine_for(database).connect() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert rows
    assert not any("my-password-by-mistake" in row for row in rows)


def test_whoever_is_known_elsewhere_comes_in_by_their_e_mail_and_needs_no_password_for_once(
    service: AccessService, transactions: Transactions, given: str
) -> None:
    with transactions() as unit:
        (user,) = unit.users.all()
        unit.users.save(replace(user, email="boss@example.org"))
        unit.commit()
    entered = service.who(service.enter_by_email("Boss@Example.org", HERE))
    assert entered is not None
    assert (entered.username, entered.must_change, entered.password_hash) == ("admin", False, "")
    assert "do not belong together" in refused(lambda: service.sign_in("admin", given))


def test_an_e_mail_that_no_active_account_has_opens_nothing(
    service: AccessService, transactions: Transactions, given: str
) -> None:
    with transactions() as unit:
        (user,) = unit.users.all()
        unit.users.save(replace(user, email="boss@example.org", active=False))
        unit.commit()
    told = {refused(lambda mail=mail: service.enter_by_email(mail)) for mail in ("boss@example.org", "x@example.org")}
    assert all("no account here has this e-mail address" in one for one in told)
    assert given


def test_guesses_that_come_at_once_count_as_many(service: AccessService, given: str) -> None:
    told, start = list[str](), threading.Barrier(12)

    def guess() -> None:
        start.wait()
        told.append(refused(lambda: service.sign_in("admin", "guess", HERE)))

    guesses = [threading.Thread(target=guess) for _ in range(12)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()
    assert sum("do not belong together" in one for one in told) == 5
    assert sum("Too many wrong passwords" in one for one in told) == 7
    assert given
