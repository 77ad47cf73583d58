"""Delete and anonymise: whoever asks for it is named nowhere any more, while rosters, hours and numbers stay."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from scheduling.domain.errors import InvalidInput, NotFound
from scheduling.services.account_checks import check_leading
from scheduling.services.account_records import Renaming
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import EmployeeRecord, UserRecord
from scheduling.services.sign_in_tries import unlock

WORD, USERNAME = "Former employee", "former-employee"
RUNS_AT_ONCE = 20
"""Runs whose inputs are rewritten in one transaction, so that nobody waits long for the next one."""


@dataclass(frozen=True)
class Subject:
    """Whom it is about: an account, somebody in a team, or both where the account belongs to them."""

    user: UserRecord | None
    person: EmployeeRecord | None

    @property
    def name(self) -> str:
        """What is to be typed to confirm."""
        if self.person is not None:
            return self.person.name
        return self.user.name if self.user else ""


class ForgettingService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def people(self, actor: Actor) -> list[Subject]:
        """Everybody who can be forgotten, by name: people with or without an account, and accounts of nobody."""
        actor.must(Action.FORGET_PEOPLE)
        with self._transactions() as work:
            team = [one for site in work.schedules.sites() for one in work.team.employees(site.id)]
            owners = {user.employee: user for user in work.users.all() if user.employee}
            alone = [Subject(user, None) for user in work.users.all() if not user.employee]
        found = [*(Subject(owners.get(one.id), one) for one in team), *alone]
        return sorted((one for one in found if not one.name.startswith(f"{WORD} ")), key=lambda one: one.name)

    def forget(self, actor: Actor, subject: Subject, typed: str) -> str:
        """Put a neutral word in place of somebody's names and e-mail everywhere, and close their account; the word.

        Notes on their time off go. What they worked, said and were paid for stays, under the word.

        Raises
        ------
        InvalidInput
            When the name typed is another one, somebody else is called the same, a run goes on, they are the last
            administrator or the one who asks.
        Conflict
            When somebody changed the person or the account meanwhile.
        """
        actor.must(Action.FORGET_PEOPLE)
        if typed.strip() != subject.name:
            raise InvalidInput(f"To confirm, type the name exactly as it stands: {subject.name}.")
        if subject.user and subject.user.username == actor.username:
            raise InvalidInput("This is your own account. Ask another administrator.")
        with self._transactions() as work:
            _check(work, subject)
            renaming = _renaming(work, subject)
        # The inputs of many runs take a while, and are done first: whatever stops it, it can be done again.
        while self._in_runs(renaming):
            pass
        with self._transactions() as work:
            _check(work, subject)
            work.traces.rename_in_runs(renaming, RUNS_AT_ONCE)
            work.traces.rename(renaming)
            self._in_log(work, actor, subject, renaming)
            _rename_rows(work, subject, renaming)
            work.log.add(actor, "made anonymous", renaming.word, site=subject.person.site if subject.person else None)
            work.commit()
        return renaming.word

    def _in_runs(self, renaming: Renaming) -> int:
        with self._transactions() as work:
            found = work.traces.rename_in_runs(renaming, RUNS_AT_ONCE)
            work.commit()
        return found

    @staticmethod
    def _in_log(work: UnitOfWork, actor: Actor, subject: Subject, renaming: Renaming) -> None:
        account = (renaming.username, renaming.new_username) if renaming.username else None
        everywhere: list[str | None] = [None, *(site.id for site in work.schedules.sites())]
        for site in [subject.person.site] if subject.person else everywhere:
            for name in renaming.names:
                work.log.rename_person(actor, site, name, renaming.word, account)


def _check(work: UnitOfWork, subject: Subject) -> None:
    if subject.user:
        check_leading(work, subject.user, datetime.now(UTC))
    if subject.person:
        _check_runs(work, subject.person)
        _check_alone(work, subject.person)


def _check_runs(work: UnitOfWork, person: EmployeeRecord) -> None:
    weeks = {week.id for week in work.schedules.of_site(person.site)}
    if any(run.schedule in weeks for run in (*work.runs.running(), *work.runs.waiting())):
        raise InvalidInput(
            f"A run with {person.name} goes on, and would still write the name. Wait until it ends, or cancel it."
        )


def _check_alone(work: UnitOfWork, person: EmployeeRecord) -> None:
    team = [one for site in work.schedules.sites() for one in work.team.employees(site.id)]
    if person.id not in {one.id for one in team}:
        raise NotFound(f"{person.name} is not in the team any more; reload and choose again.")
    if any(one.name.lower() == person.name.lower() and one.id != person.id for one in team):
        raise InvalidInput(
            f"Somebody else is called {person.name} as well, and texts could not tell the two apart. "
            "Give one of them another name under Team first."
        )


def _renaming(work: UnitOfWork, subject: Subject) -> Renaming:
    team = [one.name for site in work.schedules.sites() for one in work.team.employees(site.id)]
    users = work.users.all()
    taken = {*team, *(user.name for user in users), *(user.username for user in users)}
    number = next(n for n in count(1) if taken.isdisjoint({f"{WORD} {n}", f"{USERNAME}-{n}"}))
    user = subject.user
    names = {subject.name, *([user.name, user.email or ""] if user else [])} - {""}
    # Longer first, so that no name is left with a part replaced.
    ordered = tuple(sorted(names, key=len, reverse=True))
    kept = tuple({other for other in taken - names if any(name.lower() in other.lower() for name in names)})
    return Renaming(ordered, user.username if user else "", f"{WORD} {number}", f"{USERNAME}-{number}", kept)


def _rename_rows(work: UnitOfWork, subject: Subject, renaming: Renaming) -> None:
    user, person = subject.user, subject.person
    if person:
        for request in work.wishes.time_off(person.site):
            if request.employee == person.id and request.note:
                work.wishes.save_time_off(replace(request, note=""))
        work.team.save_employee(replace(person, name=renaming.word, active=False))
    if user:
        unlock(work.tries, user.username)
        work.sessions.remove_all(user.id)
        bare = replace(user, username=renaming.new_username, name=renaming.word, email=None, active=False)
        bare = replace(bare, password_hash="", must_change=False, password_until=None)  # nosec B106
        work.users.save(bare)
