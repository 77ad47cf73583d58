"""The team: people with their roles and contracts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import Contract, Role
from scheduling.services.before_after import contract_said, differing, person_said
from scheduling.services.hands import ABOUT, last_hand
from scheduling.services.names import check_label, check_name
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import EmployeeRecord

MINUTES_PER_WEEK = 7 * 1440


@dataclass(frozen=True)
class TeamView:
    """Everybody of a site, with the roles, contracts and home places that they can have."""

    site: str
    roles: tuple[Role, ...]
    contracts: tuple[Contract, ...]
    people: tuple[EmployeeRecord, ...]
    places: tuple[str, ...] = ()
    """Where shifts are, and where people are at home already."""


class TeamService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, site_id: str) -> TeamView:
        """The team as it stands; NotFound when the site is gone."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as unit:
            return _view(unit, site_id)

    def add_person(
        self, actor: Actor, site_id: str, name: str, roles: Iterable[str], contract: str | None, home: str = ""
    ) -> str:
        """Take a person in and return their id.

        Raises
        ------
        InvalidInput
            When the name is empty or taken, no role is given, or no shift is at the home place.
        """
        actor.must(Action.EDIT_TEAM)
        person = EmployeeRecord(uuid4().hex, site_id, name.strip(), frozenset(roles), contract, home=home)
        with self._transactions() as unit:
            _check(_view(unit, site_id), [person])
            unit.team.add_employee(person)
            said = differing({}, person_said(person, *_names(_view(unit, site_id))))
            unit.log.add(actor, "person added", person.name, {ABOUT: [person.id]}, site_id, **said)
            unit.commit()
        return person.id

    def save_people(self, actor: Actor, site_id: str, people: Sequence[EmployeeRecord]) -> None:
        """Store people as edited, all or none.

        Raises
        ------
        Conflict
            When somebody else changed one of them since the version seen; says who and when.
        InvalidInput
            When a name is empty or taken, somebody would have no role, or a new home place that has no shift.
        """
        actor.must(Action.EDIT_TEAM)
        edited = [replace(person, name=person.name.strip()) for person in people]
        with self._transactions() as unit:
            view = _view(unit, site_id)
            _check_versions(unit, view, edited)
            _check(view, edited)
            names, stored = _names(view), {person.id: person for person in view.people}
            for person in edited:
                unit.team.save_employee(person)
                said = differing(*(person_said(one, *names) for one in (stored[person.id], person)))
                unit.log.add(actor, "person changed", person.name, {ABOUT: [person.id]}, site_id, **said)
            unit.commit()

    def add_role(self, actor: Actor, site_id: str, name: str) -> str:
        """Add a role and return its id; refused when the name is empty or taken."""
        actor.must(Action.EDIT_TEAM)
        role = Role(uuid4().hex, name.strip())
        with self._transactions() as unit:
            _check_name(role.name, "role", {r.name for r in _view(unit, site_id).roles})
            unit.team.add_role(site_id, role)
            unit.log.add(actor, "role added", role.name, {ABOUT: [role.id]}, site_id, after=f"name: {role.name}")
            unit.commit()
        return role.id

    def add_contract(self, actor: Actor, site_id: str, name: str, weekly_minutes: int | None) -> str:
        """Add a contract and return its id; refused when the name is empty or taken, or the time makes no sense."""
        actor.must(Action.EDIT_TEAM)
        contract = Contract(uuid4().hex, name.strip(), weekly_minutes)
        with self._transactions() as unit:
            _check_contract(contract, _view(unit, site_id).contracts)
            unit.team.add_contract(site_id, contract)
            said = differing({}, contract_said(contract))
            unit.log.add(actor, "contract added", contract.name, {ABOUT: [contract.id]}, site_id, **said)
            unit.commit()
        return contract.id

    def save_contracts(self, actor: Actor, site_id: str, edits: Sequence[tuple[Contract, Contract]]) -> None:
        """Store contracts as edited, all or none; `edits` are pairs of what was seen and what it shall be.

        Raises
        ------
        Conflict
            When somebody else changed one of them since.
        """
        actor.must(Action.EDIT_TEAM)
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            now = {contract.id: contract for contract in unit.team.contracts(site_id)}
            for seen, wanted in edits:
                if now.get(seen.id) != seen:
                    raise Conflict(f"{seen.name}: {last_hand(unit, site, seen.id)}. Look at it, then change it again.")
                now[seen.id] = replace(wanted, name=wanted.name.strip())
            for seen, _ in edits:
                _check_contract(now[seen.id], now.values())
                unit.team.save_contract(now[seen.id], seen)
                said = differing(contract_said(seen), contract_said(now[seen.id]))
                unit.log.add(actor, "contract changed", now[seen.id].name, {ABOUT: [seen.id]}, site_id, **said)
            unit.commit()


def _view(unit: UnitOfWork, site_id: str) -> TeamView:
    site = unit.schedules.site(site_id).id
    people = tuple(unit.team.employees(site))
    templates = (record.template.location for record in unit.demand.templates(site))
    places = sorted({*templates, *(person.home for person in people)} - {""})
    return TeamView(site, tuple(unit.team.roles(site)), tuple(unit.team.contracts(site)), people, tuple(places))


def _names(view: TeamView) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Names of the roles and of the contracts, by id."""
    return {role.id: role.name for role in view.roles}, {contract.id: contract.name for contract in view.contracts}


def _check_versions(unit: UnitOfWork, view: TeamView, edited: Iterable[EmployeeRecord]) -> None:
    site = unit.schedules.site(view.site)
    versions: Mapping[str, int] = {person.id: person.version for person in view.people}
    for person in edited:
        if person.id not in versions:
            raise NotFound(f"{person.name} is not in this team any more; reload the page.")
        if person.version != versions[person.id]:
            raise Conflict(f"{person.name}: {last_hand(unit, site, person.id)}. Look at it, then change it again.")


def _check(view: TeamView, edited: Sequence[EmployeeRecord]) -> None:
    """Refuse people who could not be planned, or could not be told apart."""
    everybody = {person.id: person for person in (*view.people, *edited)}
    roles, contracts = {role.id for role in view.roles}, {contract.id for contract in view.contracts}
    for person in edited:
        others = {other.name for other in everybody.values() if other.active and other.id != person.id}
        _check_name(person.name, "person", others if person.active else ())
        for label in person.labels:
            check_label(label, f"A label of {person.name}")
        if not person.roles:
            raise InvalidInput(f"{person.name} has no role and could not work any shift; choose at least one.")
        if not person.roles <= roles:
            raise InvalidInput(f"{person.name} has a role that does not exist any more; reload and choose another.")
        if person.contract is not None and person.contract not in contracts:
            raise InvalidInput(f"The contract of {person.name} does not exist any more; reload and choose another.")
        if person.home and person.home not in view.places:
            raise InvalidInput(f"{person.name}: there is no shift at {person.home}; choose a place that has shifts.")


def _check_contract(contract: Contract, others: Iterable[Contract]) -> None:
    _check_name(contract.name, "contract", [other.name for other in others if other.id != contract.id])
    if contract.weekly_minutes is not None and not 0 <= contract.weekly_minutes <= MINUTES_PER_WEEK:
        raise InvalidInput(f"{contract.name}: the weekly time must lie between 0 and 168 hours.")


def _check_name(name: str, what: str, taken: Iterable[str]) -> None:
    check_name(name, what)
    if name.casefold() in {other.casefold() for other in taken}:
        raise InvalidInput(f"There is already a {what} called {name}; add something that tells the two apart.")
