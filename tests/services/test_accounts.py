"""Administrators make, change and close accounts; somebody can always manage them, and nobody can twice be the same."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotAllowed, ShiftwrightError
from scheduling.services.access import AccessService
from scheduling.services.accounts import AccountLine, AccountService, AccountState
from scheduling.services.permissions import SYSTEM
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole
from tests.quick_passwords import QuickPasswords
from tests.services.small_site import add_site

NELL = UserRecord("", "Nell ", " Nell New", UserRole.VIEWER, email="Nell@Example.org")


@pytest.fixture
def access(transactions: Transactions) -> AccessService:
    return AccessService(transactions, QuickPasswords())


@pytest.fixture
def service(transactions: Transactions, access: AccessService) -> AccountService:
    access.first_sign_in()
    return AccountService(transactions, transactions, access, QuickPasswords())


def line(service: AccountService, username: str = "nell") -> AccountLine:
    return next(one for one in service.view(SYSTEM).lines if one.user.username == username)


def test_an_invitation_is_a_password_for_once_and_for_three_days(
    service: AccountService, access: AccessService
) -> None:
    given = service.invite(SYSTEM, NELL)
    made = line(service)
    assert (made.user.username, made.user.name, made.user.email) == ("nell", "Nell New", "nell@example.org")
    assert made.state is AccountState.INVITED
    until = made.user.password_until
    assert until is not None
    assert timedelta(days=2, hours=23) < until - datetime.now(UTC) <= timedelta(days=3)
    token = access.sign_in("nell", given)
    access.choose_password(token, "quiet harbour lamp")
    assert line(service).state is AccountState.ACTIVE
    assert line(service).sessions == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "  "}, "needs the name"),
        ({"name": "x" * 121}, "at most 120 fit"),
        ({"username": "ne ll"}, "cannot be signed in with"),
        ({"username": "n"}, "cannot be signed in with"),
        ({"username": "ADMIN"}, "already an account that signs in as admin"),
        ({"email": "nell"}, "no e-mail address"),
        ({"email": "olga@example.org"}, "belongs to the account of Olga"),
        ({"employee": "nobody"}, "not in any team"),
    ],
)
def test_what_does_not_fit_is_told_and_makes_no_account(
    service: AccountService, wrong: dict[str, str], told: str
) -> None:
    service.invite(SYSTEM, UserRecord("", "olga", "Olga", UserRole.VIEWER, email="olga@example.org"))
    with pytest.raises(ShiftwrightError, match=told):
        service.invite(SYSTEM, replace(NELL, **wrong))
    assert len(service.view(SYSTEM).lines) == 2


def test_a_person_has_one_account(service: AccountService, transactions: Transactions) -> None:
    add_site(transactions)
    ann = service.view(SYSTEM).free[0]
    service.invite(SYSTEM, replace(NELL, employee=ann.id))
    assert line(service).member == ann
    assert ann not in service.view(SYSTEM).free
    with pytest.raises(InvalidInput, match="has an account already, which signs in as nell"):
        service.invite(SYSTEM, UserRecord("", "olga", "Olga", UserRole.VIEWER, employee=ann.id))


def test_a_change_counts_for_the_account_as_it_was_seen(service: AccountService) -> None:
    service.invite(SYSTEM, NELL)
    seen = line(service).user
    service.change(SYSTEM, seen, replace(seen, role=UserRole.ANALYST, name="Nell Newer", username="other"))
    now = line(service).user
    assert (now.role, now.name, now.username) == (UserRole.ANALYST, "Nell Newer", "nell")
    with pytest.raises(Conflict):
        service.change(SYSTEM, seen, replace(seen, role=UserRole.MANAGER))


def test_a_deactivated_account_is_out_at_once_and_comes_back_with_its_password(
    service: AccountService, access: AccessService
) -> None:
    given = service.invite(SYSTEM, NELL)
    token = access.sign_in("nell", given)
    assert service.close(SYSTEM, line(service).user) == 1
    assert access.who(token) is None
    assert line(service).state is AccountState.CLOSED
    with pytest.raises(NotAllowed):
        access.sign_in("nell", given)
    with pytest.raises(InvalidInput, match="Reactivate it first"):
        service.reset_password(SYSTEM, line(service).user)
    service.reopen(SYSTEM, line(service).user)
    assert access.who(token) is None, "sessions that ended stay over"
    assert access.sign_in("nell", given)


def test_a_reset_password_takes_the_place_of_the_old_one_and_unlocks(
    service: AccountService, access: AccessService
) -> None:
    token = access.choose_password(access.sign_in("nell", service.invite(SYSTEM, NELL)), "quiet harbour lamp")
    for _ in range(5):
        with pytest.raises(NotAllowed):
            access.sign_in("nell", "guess")
    assert line(service).state is AccountState.LOCKED
    given = service.reset_password(SYSTEM, line(service).user)
    assert access.who(token) is None
    user = access.who(access.sign_in("nell", given))
    assert user is not None
    assert user.must_change


def test_unlocking_lets_somebody_try_again_at_once(service: AccountService, access: AccessService) -> None:
    given = service.invite(SYSTEM, NELL)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            access.sign_in("nell", "guess")
    service.unlock(SYSTEM, line(service).user)
    assert line(service).state is AccountState.INVITED
    assert access.sign_in("nell", given)


def test_signing_out_everywhere_ends_all_sessions(service: AccountService, access: AccessService) -> None:
    given = service.invite(SYSTEM, NELL)
    tokens = [access.sign_in("nell", given) for _ in range(2)]
    assert service.end_sessions(SYSTEM, line(service).user) == 2
    assert [access.who(token) for token in tokens] == [None, None]


def test_the_last_administrator_who_can_sign_in_stays_one(service: AccountService, transactions: Transactions) -> None:
    demo = UserRecord("ada", "ada", "Ada", UserRole.ADMINISTRATOR)
    with transactions() as work:
        work.users.add(demo)
        work.users.add(replace(demo, id="old", username="old", password_hash="x", password_until=datetime.now(UTC)))
        work.commit()
    admin = line(service, "admin").user
    for act in (
        lambda: service.close(SYSTEM, admin),
        lambda: service.change(SYSTEM, admin, replace(admin, role=NELL.role)),
    ):
        with pytest.raises(InvalidInput, match="last administrator"):
            act()
    service.change(SYSTEM, admin, replace(admin, name="Boss"))
    service.close(SYSTEM, demo)
    service.invite(SYSTEM, replace(NELL, role=UserRole.ADMINISTRATOR))
    service.close(SYSTEM, line(service, "admin").user)


def test_two_administrators_who_deactivate_each_other_at_once_do_not_both_succeed(service: AccountService) -> None:
    service.invite(SYSTEM, replace(NELL, role=UserRole.ADMINISTRATOR))
    users, told = [line(service, name).user for name in ("admin", "nell")], list[str]()
    start = threading.Barrier(2)

    def close(user: UserRecord) -> None:
        start.wait()
        try:
            service.close(SYSTEM, user)
        except InvalidInput as error:
            told.append(str(error))

    both = [threading.Thread(target=close, args=(user,)) for user in users]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(told) == 1
    assert sum(one.user.active for one in service.view(SYSTEM).lines) == 1
