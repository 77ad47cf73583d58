"""What is somebody's own: the person in the team whom their account belongs to."""

from scheduling.domain.errors import NotAllowed
from scheduling.services.permissions import Actor
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import EmployeeRecord

NOBODY = (
    "Your account does not belong to anybody who is planned, so there is nothing of your own to see here. "
    "Ask an administrator to connect it with you."
)


def myself(unit: UnitOfWork, actor: Actor) -> EmployeeRecord:
    """The person of an account.

    Raises
    ------
    NotAllowed
        When the account is that of nobody who is planned.
    """
    if actor.employee is None:
        raise NotAllowed(NOBODY)
    return unit.team.employee(actor.employee)
