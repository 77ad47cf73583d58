"""A visitor of a demo may be somebody of each role, and never anybody with a password."""

from dataclasses import replace

import pytest

from data.demo import load_when_empty
from scheduling.domain.errors import NotAllowed
from scheduling.services.access import AccessService
from scheduling.services.personas import PERSONAS, TEAM_MEMBER, PersonaService
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole
from tests.quick_passwords import QuickPasswords
from tests.services.small_site import add_site


@pytest.fixture
def access(transactions: Transactions) -> AccessService:
    return AccessService(transactions, QuickPasswords())


@pytest.fixture
def service(transactions: Transactions, access: AccessService) -> PersonaService:
    return PersonaService(transactions, transactions, access)


def test_personas_exist_beside_demo_data_only(service: PersonaService, transactions: Transactions) -> None:
    add_site(transactions)
    assert service.all() == ()
    with pytest.raises(NotAllowed):
        service.continue_as("maya")


def test_there_is_one_of_each_role_and_the_employee_is_planned(
    service: PersonaService, access: AccessService, transactions: Transactions
) -> None:
    load_when_empty("restaurant", transactions=transactions)
    assert {one.role for one in service.all()} == set(UserRole)
    for persona in service.all():
        user = access.who(service.continue_as(persona.username))
        assert user is not None
        assert (user.name, user.role) == (persona.name, persona.role)
        assert (user.employee is not None) == (user.role is UserRole.EMPLOYEE)
        with pytest.raises(NotAllowed):
            access.sign_in(persona.username, "")


def test_whoever_has_an_account_is_not_the_demos_employee(service: PersonaService, transactions: Transactions) -> None:
    load_when_empty("restaurant", transactions=transactions)
    first = service.all()[-1]
    with transactions() as unit:
        unit.users.add(UserRecord("u1", "own", first.name, UserRole.EMPLOYEE, employee=first.employee))
        unit.commit()
    second = service.all()[-1]
    assert second.username == TEAM_MEMBER
    assert second.employee != first.employee
    assert service.continue_as(TEAM_MEMBER)
    assert service.all()[-1] == second


def test_a_persona_opens_no_account_that_has_a_password_or_is_closed(
    service: PersonaService, transactions: Transactions
) -> None:
    load_when_empty("restaurant", transactions=transactions)
    real = UserRecord("u1", "sam", "Sam Real", UserRole.ADMINISTRATOR, QuickPasswords().hash("secret"))
    with transactions() as unit:
        unit.users.add(real)
        unit.users.add(replace(real, id="u2", username="vera", password_hash="", active=False))
        unit.commit()
    with pytest.raises(NotAllowed, match="has a password"):
        service.continue_as("sam")
    with pytest.raises(NotAllowed, match="is closed"):
        service.continue_as("vera")
    with pytest.raises(NotAllowed, match="needs a name and a password"):
        service.continue_as("admin")
    assert [one.username for one in PERSONAS] == ["maya", "sam", "vera", "ada"]
