"""Whom a sentence is about: each of some people, the group that they make up, one of two who bear the same name."""

import pytest

from scheduling.domain.settings import Scope, ScopeKind
from scheduling.services.records import EmployeeRecord
from scheduling.services.rule_sentences import Names, phrase
from tests.builders import setting

NAMES = Names(
    contracts={"full": "Full time"},
    roles={"r": "Nurse"},
    employees={n: n.title() for n in ("ann", "bob", "cat", "dan")},
)

PEOPLE = (("1", "Ann"), ("2", "Bob"), ("3", "Ann"))


@pytest.mark.parametrize(
    ("scope", "each", "group"),
    [
        (Scope(), "Everyone rests", "The team has"),
        (
            Scope(ScopeKind.CONTRACT, ("full",)),
            "Everyone on contract Full time",
            "The group of everyone on contract Full",
        ),
        (
            Scope(ScopeKind.ROLE, ("r",)),
            "Everyone who can work as Nurse",
            "The group of everyone who can work as Nurse",
        ),
        (Scope(ScopeKind.EMPLOYEE, ("ann",)), "Ann rests", "The group of Ann has"),
        (Scope(ScopeKind.EMPLOYEE, ("ann", "bob")), "Each of Ann, Bob rests", "The group of Ann, Bob has"),
        (
            Scope(ScopeKind.EMPLOYEE, ("ann", "bob", "cat", "dan")),
            "Each of 4 people rests",
            "The group of 4 people has",
        ),
    ],
)
def test_a_rule_about_a_group_speaks_of_it_as_one(scope: Scope, each: str, group: str) -> None:
    assert phrase(setting("min_rest", scope=scope), NAMES).startswith(each)
    assert phrase(setting("skill_mix", scope=scope), NAMES).startswith(group)


def test_people_of_the_same_name_are_told_apart() -> None:
    names = Names.of([], [], [], [EmployeeRecord(one, "s", name, frozenset()) for one, name in PEOPLE])
    assert list(names.employees.values()) == ["Ann", "Bob", "Ann (2)"]
    said = phrase(setting("pairing", pairs=[["1", "3"]], kind="apart"), names)
    assert said == "The roster keeps Ann and Ann (2) apart"
