"""Whom a visitor of a demo may be without a password: somebody of each role."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import uuid4

from scheduling.domain.errors import NotAllowed
from scheduling.services.access import AccessService
from scheduling.services.account_records import Visit
from scheduling.services.permissions import SYSTEM
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole


@dataclass(frozen=True)
class Persona:
    """Somebody whom a visitor of a demo may be without a password."""

    username: str
    name: str
    role: UserRole
    employee: str | None = None


PERSONAS = (
    Persona("maya", "Maya", UserRole.MANAGER),
    Persona("sam", "Sam", UserRole.ANALYST),
    Persona("vera", "Vera", UserRole.VIEWER),
    Persona("ada", "Ada", UserRole.ADMINISTRATOR),
)
TEAM_MEMBER = "team-member"
"""The persona who is one of the people of the demo, and called as they are."""


class PersonaService:
    """The server asks it only while it listens on this machine alone."""

    def __init__(self, transactions: Transactions, reading: Transactions, access: AccessService) -> None:
        self._transactions, self._reading, self._access = transactions, reading, access

    def all(self) -> Sequence[Persona]:
        """Whom a visitor may continue as; nobody unless there is demo data."""
        with self._reading() as work:
            demo = next((site for site in work.schedules.sites() if site.source == "demo"), None)
            people = work.team.employees(demo.id) if demo else ()
            member = work.users.by_username(TEAM_MEMBER)
            taken = {user.employee for user in work.users.all()}
        if demo is None:
            return ()
        if member is not None:
            return (*PERSONAS, Persona(TEAM_MEMBER, member.name, UserRole.EMPLOYEE, member.employee))
        free = (one for one in people if one.active and one.id not in taken)
        return (*PERSONAS, *(Persona(TEAM_MEMBER, one.name, UserRole.EMPLOYEE, one.id) for one in islice(free, 1)))

    def continue_as(self, username: str, visit: Visit | None = None, instead_of: str | None = None) -> str:
        """Open a session for a persona, whose account is made when first wanted; returns its token.

        Raises
        ------
        NotAllowed
            When this is no persona of a demo, or the name belongs to an account with a password.
        """
        persona = next((p for p in self.all() if p.username == username), None)
        if persona is None:
            raise NotAllowed("This needs a name and a password. Enter both.")
        with self._transactions() as work:
            user = work.users.by_username(username)
            if user is None:
                key, role = uuid4().hex, persona.role
                user = UserRecord(key, persona.username, persona.name, role, employee=persona.employee)
                work.users.add(user)
                work.log.add(SYSTEM, "account made", username)
                work.commit()
        if user.password_hash:
            raise NotAllowed(f"{persona.name} has a password by now. Enter it.")
        if not user.active:
            raise NotAllowed(f"{persona.name}'s account is closed. Continue as somebody else.")
        return self._access.open_session(user, visit, instead_of)
