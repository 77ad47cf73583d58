"""People change their own password and end their own sessions, and nobody else's."""

from dataclasses import replace

import pytest

from scheduling.domain.errors import InvalidInput, NotFound, TooManyTries
from scheduling.services.access import AccessService
from scheduling.services.account_records import Visit
from scheduling.services.accounts import AccountService
from scheduling.services.own_account import OwnAccountService
from scheduling.services.permissions import SYSTEM, Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole
from tests.quick_passwords import QuickPasswords

OLD, NEW = "quiet harbour lamp", "another good one"
NELL, OLGA = (Actor(name, UserRole.VIEWER, where="10.0.0.7") for name in ("nell", "olga"))


@pytest.fixture
def access(transactions: Transactions) -> AccessService:
    return AccessService(transactions, QuickPasswords())


@pytest.fixture
def service(transactions: Transactions, access: AccessService) -> OwnAccountService:
    accounts = AccountService(transactions, transactions, access, QuickPasswords())
    for name in ("nell", "olga"):
        given = accounts.invite(SYSTEM, UserRecord("", name, name.capitalize(), UserRole.VIEWER))
        access.sign_out(access.choose_password(access.sign_in(name, given), OLD))
    return OwnAccountService(transactions, transactions, access, QuickPasswords())


def test_sessions_tell_from_where_they_are_and_which_one_is_this(
    service: OwnAccountService, access: AccessService
) -> None:
    access.sign_in("nell", OLD, Visit("10.0.0.8", "Firefox"))
    token = access.sign_in("nell", OLD, Visit("10.0.0.7", "Chrome"))
    access.sign_in("olga", OLD)
    seen = service.view(NELL, token).sessions
    assert [(one.session.visit.address, one.current) for one in seen] == [("10.0.0.7", True), ("10.0.0.8", False)]


def test_a_session_of_ones_own_can_be_ended_and_that_of_somebody_else_cannot(
    service: OwnAccountService, access: AccessService
) -> None:
    token, other = access.sign_in("nell", OLD), access.sign_in("olga", OLD)
    mine, theirs = (service.view(who).sessions[0].session.id for who in (NELL, OLGA))
    with pytest.raises(NotFound):
        service.end_session(NELL, theirs)
    assert access.who(other) is not None
    service.end_session(NELL, mine)
    assert access.who(token) is None
    with pytest.raises(NotFound, match="over already"):
        service.end_session(NELL, mine)


def test_all_others_end_and_this_one_stays(service: OwnAccountService, access: AccessService) -> None:
    others = [access.sign_in("nell", OLD) for _ in range(2)]
    token, olga = access.sign_in("nell", OLD), access.sign_in("olga", OLD)
    assert service.end_others(NELL, token) == 2
    assert [access.who(one) for one in others] == [None, None]
    assert access.who(token) is not None
    assert access.who(olga) is not None
    assert service.end_others(NELL, token) == 0


def test_a_new_password_ends_the_other_sessions(service: OwnAccountService, access: AccessService) -> None:
    other, token = access.sign_in("nell", OLD), access.sign_in("nell", OLD)
    assert service.change_password(NELL, token, OLD, NEW) == 1
    assert access.who(other) is None
    assert access.who(token) is not None
    assert access.sign_in("nell", NEW)
    assert access.sign_in("olga", OLD)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("wrong", NEW, "old password is not right"), (OLD, "short", "at least 10"), (OLD, OLD, "is the old one")],
)
def test_what_is_wrong_with_a_change_is_told_and_changes_nothing(
    service: OwnAccountService, access: AccessService, old: str, new: str, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        service.change_password(NELL, None, old, new)
    assert access.sign_in("nell", OLD)


def test_the_old_password_can_be_guessed_at_here_no_more_often_than_at_the_sign_in(
    service: OwnAccountService,
) -> None:
    for _ in range(5):
        with pytest.raises(InvalidInput):
            service.change_password(NELL, None, "guess", NEW)
    with pytest.raises(TooManyTries, match="Wait"):
        service.change_password(NELL, None, OLD, NEW)


def test_whoever_has_no_account_has_nothing_to_change(service: OwnAccountService) -> None:
    with pytest.raises(NotFound, match="no account of your own"):
        service.view(replace(NELL, username="command line"))
