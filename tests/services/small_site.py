"""A small site in the database: three people, two roles, two templates planned on two days."""

from datetime import date

from scheduling.domain.problem import Contract, Demand, Employee, Problem, Role, Shift, ShiftTemplate
from scheduling.domain.settings import RuleSetting
from scheduling.services.ports import Transactions

MONDAY = date(2026, 1, 5)
HOUR = 60
DAY_EPOCH = (MONDAY - date(1970, 1, 1)).days * 24 * HOUR

ROLES = (Role("cook", "Cook"), Role("waiter", "Waiter"))
TEMPLATES = (
    ShiftTemplate("early", "Early", "E", 7 * HOUR, 15 * HOUR, labels=frozenset({"day"})),
    ShiftTemplate("night", "Night", "N", 22 * HOUR, 30 * HOUR, labels=frozenset({"night"})),
)
PEOPLE = tuple(
    Employee(name.lower(), name, frozenset({"cook", "waiter"}), "full", frozenset({"senior"}))
    for name in ("Ann", "Ben", "Cem")
)


def add_site(transactions: Transactions, settings: tuple[RuleSetting, ...] = ()) -> tuple[str, str]:
    """Store the site in UTC with a week that has the early shift on Monday and Tuesday; ids of site and week."""
    shifts = tuple(
        Shift(
            f"early{k}",
            "early",
            date(2026, 1, 5 + k),
            DAY_EPOCH + (24 * k + 7) * HOUR,
            DAY_EPOCH + (24 * k + 15) * HOUR,
            (Demand("cook", 1, 2, 3),),
        )
        for k in (0, 1)
    )
    problem = Problem(
        "First week", "UTC", MONDAY, 7, ROLES, (Contract("full", "Full time", 2400),), TEMPLATES, PEOPLE, shifts
    )
    with transactions() as unit:
        ids = unit.problems.store("Harbour", problem, settings, "test")
        unit.commit()
    return ids
