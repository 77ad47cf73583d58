"""Sessions begin with the right password only and end when they should; nothing secret is stored as it is."""

from datetime import UTC, datetime, timedelta

import pytest

from data.demo import load_when_empty
from data.passwords import ArgonPasswords
from scheduling.domain.errors import NotAllowed
from scheduling.services import access
from scheduling.services.access import AccessService
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole
from tests.services.small_site import add_site


@pytest.fixture
def service(transactions: Transactions) -> AccessService:
    return AccessService(transactions, ArgonPasswords())


@pytest.fixture
def password(service: AccessService) -> str:
    return service.first_sign_in().split("password ")[1].split(" ")[0]


def test_the_first_password_is_told_once_and_opens_a_session(
    service: AccessService, transactions: Transactions, password: str
) -> None:
    assert password not in service.first_sign_in()
    token = service.sign_in("admin", password)
    user = service.who(token)
    assert user is not None
    assert user.role is UserRole.ADMINISTRATOR
    assert user.password_hash.startswith("$argon2")
    with transactions() as unit:
        assert unit.users.of_session(token, datetime.now(UTC)) is None, "the token itself is not what is stored"


def test_a_session_ends_on_signing_out_and_after_twelve_hours(
    service: AccessService, transactions: Transactions, password: str
) -> None:
    token, other = service.sign_in("admin", password), service.sign_in("admin", password)
    service.sign_out(token)
    assert service.who(token) is None
    assert service.who(other) is not None
    with transactions() as unit:
        hashed = access._hashed(other)
        assert unit.users.of_session(hashed, datetime.now(UTC) + timedelta(hours=11, minutes=59)) is not None
        assert unit.users.of_session(hashed, datetime.now(UTC) + timedelta(hours=12, minutes=1)) is None


def test_wrong_passwords_unknown_names_and_forged_tokens_open_nothing(service: AccessService, password: str) -> None:
    with pytest.raises(NotAllowed) as wrong:
        service.sign_in("admin", password + "x")
    with pytest.raises(NotAllowed) as unknown:
        service.sign_in("nobody", password)
    assert str(wrong.value) == str(unknown.value), "which names exist is nobody's business"
    for token in (None, "", "forged", "admin"):
        assert service.who(token) is None


def test_five_failures_lock_the_name_for_a_minute(
    service: AccessService, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(access.time, "monotonic", lambda: now)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="do not belong together"):
            service.sign_in("admin", "guess")
    with pytest.raises(NotAllowed, match="Wait a minute"):
        service.sign_in("admin", password)
    now += 61
    assert service.sign_in("admin", password)


def test_personas_exist_beside_demo_data_only(service: AccessService, transactions: Transactions) -> None:
    add_site(transactions)
    assert service.personas() == ()
    with pytest.raises(NotAllowed):
        service.continue_as("maya")


def test_a_persona_enters_with_its_role_and_never_with_a_password(
    service: AccessService, transactions: Transactions
) -> None:
    load_when_empty("restaurant", transactions=transactions)
    for _ in range(2):
        user = service.who(service.continue_as("maya"))
        assert user is not None
        assert (user.name, user.role) == ("Maya", UserRole.MANAGER)
    with pytest.raises(NotAllowed):
        service.sign_in("maya", "")
    with pytest.raises(NotAllowed, match="needs a name and a password"):
        service.continue_as("admin")


def test_a_persona_does_not_open_an_account_that_has_a_password(
    service: AccessService, transactions: Transactions
) -> None:
    load_when_empty("restaurant", transactions=transactions)
    with transactions() as unit:
        unit.users.add(UserRecord("u1", "sam", "Sam Real", UserRole.ADMINISTRATOR, ArgonPasswords().hash("secret")))
        unit.commit()
    with pytest.raises(NotAllowed, match="has a password"):
        service.continue_as("sam")
