"""The team is edited all or nothing; who could not be planned is refused at entry, and hands that meet are told."""

from dataclasses import replace

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import Contract
from scheduling.services.ports import Transactions
from scheduling.services.records import EmployeeRecord, UserRecord, UserRole
from scheduling.services.team import TeamService, TeamView
from tests.actors import BOB, MIA
from tests.services.small_site import add_site


@pytest.fixture
def site(transactions: Transactions) -> str:
    return add_site(transactions)[0]


@pytest.fixture
def service(transactions: Transactions) -> TeamService:
    return TeamService(transactions)


def person(view: TeamView, name: str) -> EmployeeRecord:
    return next(p for p in view.people if p.name == name)


def role(view: TeamView, name: str) -> str:
    return next(r.id for r in view.roles if r.name == name)


def test_a_person_is_taken_in_with_roles_and_contract(service: TeamService, site: str) -> None:
    view = service.view(MIA, site)
    service.add_person(MIA, site, "  Dora ", [role(view, "Cook")], view.contracts[0].id)
    dora = person(service.view(MIA, site), "Dora")
    assert (dora.roles, dora.contract, dora.active) == ({role(view, "Cook")}, view.contracts[0].id, True)


def test_nobody_without_a_role_nameless_or_with_a_taken_name_is_taken_in(service: TeamService, site: str) -> None:
    cook = role(service.view(MIA, site), "Cook")
    with pytest.raises(InvalidInput, match="Dora has no role and could not work any shift; choose at least one"):
        service.add_person(MIA, site, "Dora", [], None)
    with pytest.raises(InvalidInput, match="A person needs a name"):
        service.add_person(MIA, site, " ", [cook], None)
    with pytest.raises(InvalidInput, match="already a person called ANN"):
        service.add_person(MIA, site, "ANN", [cook], None)
    with pytest.raises(InvalidInput, match="role that does not exist any more"):
        service.add_person(MIA, site, "Dora", ["gone"], None)
    assert [p.name for p in service.view(MIA, site).people] == ["Ann", "Ben", "Cem"]


def test_edits_are_kept_all_or_none(service: TeamService, site: str) -> None:
    view = service.view(MIA, site)
    ann, ben = person(view, "Ann"), person(view, "Ben")
    with pytest.raises(InvalidInput, match="Ben has no role"):
        service.save_people(MIA, site, [replace(ann, name="Anna"), replace(ben, roles=frozenset())])
    assert person(service.view(MIA, site), "Ann") == ann
    service.save_people(MIA, site, [replace(ann, name="Anna"), replace(ben, active=False)])
    after = service.view(MIA, site)
    assert person(after, "Anna").id == ann.id
    assert not person(after, "Ben").active


def test_two_people_may_swap_names_and_an_inactive_one_frees_theirs(service: TeamService, site: str) -> None:
    view = service.view(MIA, site)
    ann, ben = person(view, "Ann"), person(view, "Ben")
    service.save_people(MIA, site, [replace(ann, name="Ben"), replace(ben, name="Ann")])
    assert person(service.view(MIA, site), "Ann").id == ben.id
    service.save_people(MIA, site, [replace(person(service.view(MIA, site), "Ann"), active=False)])
    service.add_person(MIA, site, "Ann", ann.roles, None)


def test_who_changed_somebody_meanwhile_is_told_by_name_and_time(
    service: TeamService, transactions: Transactions, site: str
) -> None:
    with transactions() as unit:
        unit.users.add(UserRecord("u1", "bob", "Bob Builder", UserRole.MANAGER))
        unit.commit()
    seen = person(service.view(MIA, site), "Ann")
    service.save_people(BOB, site, [replace(seen, name="Anna")])
    with pytest.raises(Conflict, match=r"Ann: Bob Builder changed this at \d\d:\d\d"):
        service.save_people(MIA, site, [replace(seen, active=False)])
    assert person(service.view(MIA, site), "Anna").active


def test_a_person_of_another_site_cannot_be_saved(service: TeamService, transactions: Transactions, site: str) -> None:
    other, _ = add_site(transactions)
    with pytest.raises(NotFound, match="Ann is not in this team"):
        service.save_people(MIA, site, [person(service.view(MIA, other), "Ann")])


def test_roles_and_contracts_are_told_apart_by_name(service: TeamService, site: str) -> None:
    service.add_role(MIA, site, "Host")
    service.add_contract(MIA, site, "Mini", 600)
    view = service.view(MIA, site)
    assert "Host" in {r.name for r in view.roles}
    assert Contract(next(c.id for c in view.contracts if c.name == "Mini"), "Mini", 600) in view.contracts
    with pytest.raises(InvalidInput, match="already a role called host"):
        service.add_role(MIA, site, "host")
    with pytest.raises(InvalidInput, match="already a contract called mini"):
        service.add_contract(MIA, site, "mini", None)
    with pytest.raises(InvalidInput, match="between 0 and 168 hours"):
        service.add_contract(MIA, site, "Never", -60)


def test_a_contract_that_somebody_else_changed_is_not_overwritten(service: TeamService, site: str) -> None:
    seen = service.view(MIA, site).contracts[0]
    service.save_contracts(BOB, site, [(seen, replace(seen, weekly_minutes=2280))])
    with pytest.raises(Conflict, match="bob changed this at"):
        service.save_contracts(MIA, site, [(seen, replace(seen, name="All day"))])
    assert service.view(MIA, site).contracts[0] == replace(seen, weekly_minutes=2280)


def test_a_home_is_a_place_where_shifts_are(service: TeamService, transactions: Transactions, site: str) -> None:
    assert service.view(MIA, site).places == ()
    give_places(transactions, site, "north", "south")
    view = service.view(MIA, site)
    assert view.places == ("north", "south")
    service.add_person(MIA, site, "Dora", [role(view, "Cook")], None, "north")
    assert person(service.view(MIA, site), "Dora").home == "north"
    with pytest.raises(InvalidInput, match="Ann: there is no shift at west; choose a place that has shifts"):
        service.save_people(MIA, site, [replace(person(view, "Ann"), home="west")])
    with pytest.raises(InvalidInput, match="Eve: there is no shift at west"):
        service.add_person(MIA, site, "Eve", [role(view, "Cook")], None, "west")


def test_a_home_that_has_lost_its_shifts_may_stay(service: TeamService, transactions: Transactions, site: str) -> None:
    give_places(transactions, site, "north", "south")
    service.save_people(MIA, site, [replace(person(service.view(MIA, site), "Ann"), home="north")])
    give_places(transactions, site, "east", "south")
    view = service.view(MIA, site)
    assert view.places == ("east", "north", "south")
    service.save_people(MIA, site, [replace(person(view, "Ann"), name="Anna")])
    assert person(service.view(MIA, site), "Anna").home == "north"


def give_places(transactions: Transactions, site: str, *places: str) -> None:
    """Move the site's templates to these places, in their order."""
    with transactions() as unit:
        for record, location in zip(unit.demand.templates(site), places, strict=True):
            unit.demand.save_template(replace(record, template=replace(record.template, location=location)))
        unit.commit()
