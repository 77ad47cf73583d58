"""Northgate Stores: 100 people in one week.

The tight spot: Saturday's early shift wants five bakers. Of ten, one is on vacation and five cannot come before eight.
"""

import random
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from data.demo import house
from scheduling.domain.problem import Contract, Employee, Problem, Role, ShiftTemplate
from scheduling.services.records import TimeOffKind

ZONE = ZoneInfo("Europe/London")
ROLES = (
    Role("till", "Till"),
    Role("floor", "Floor"),
    Role("stock", "Stock"),
    Role("bakery", "Bakery"),
    Role("lead", "Team lead"),
)
CONTRACTS = (Contract("full", "Full time 37 h 30", 2250), Contract("part", "Part time 22 h 30", 1350))
TEMPLATES = (
    ShiftTemplate("early", "Early", "E", 5 * 60, 12 * 60 + 30, "Northgate"),
    ShiftTemplate("morning", "Morning", "M", 8 * 60, 15 * 60 + 30, "Northgate"),
    ShiftTemplate("midday", "Midday", "D", 11 * 60, 18 * 60 + 30, "Northgate"),
    ShiftTemplate("late", "Late", "L", 14 * 60, 21 * 60 + 30, "Northgate"),
    ShiftTemplate("night", "Night", "N", 21 * 60, 28 * 60 + 30, "Northgate"),
)
CREW = (("till", 36), ("floor", 28), ("stock", 18), ("bakery", 10), ("lead", 8))
HEADS = {
    "early": {"stock": 4, "bakery": 3, "lead": 1},
    "morning": {"till": 7, "floor": 5, "bakery": 2, "lead": 1},
    "midday": {"till": 5, "floor": 5, "lead": 1},
    "late": {"till": 6, "floor": 5, "stock": 3, "lead": 1},
    "night": {"stock": 2},
}
SATURDAY = 5


def build(start: date) -> house.Demo:
    """The week that starts on `start`, a Monday."""
    # No secret: the same house at every start.
    chance = random.Random(100)  # nosec B311
    people = _people()
    bakers = [person for person in people if "bakery" in person.roles]
    others = [person for person in people if "bakery" not in person.roles]
    heads = {(k, t, r): n for k in range(7) for t, row in HEADS.items() for r, n in row.items()}
    heads[SATURDAY, "early", "bakery"] = 5
    problem = Problem(
        name=f"Week of {start.day} {start:%b %Y}",
        timezone=ZONE.key,
        start=start,
        days=7,
        roles=ROLES,
        contracts=CONTRACTS,
        templates=TEMPLATES,
        employees=people,
        shifts=tuple(house.shifts(start, 7, ZONE, TEMPLATES, heads)),
        availability=(
            *house.unable(bakers[:5], start + timedelta(days=SATURDAY), 0, 8 * 60, ZONE),
            *house.wishes(others, start, 7, ZONE, chance),
        ),
        preferences=tuple(house.likes(people, TEMPLATES, chance)),
        absences=tuple(
            house.leave(person, start, start + timedelta(days=6), ZONE, 450) for person in (people[6], bakers[9])
        ),
    )
    pending = tuple(
        house.asks_off(people[k], start + timedelta(days=k % 7), TimeOffKind.VACATION, "A day at home", ZONE)
        for k in (20, 41)
    )
    limits = {"full": (1800, 2250), "part": (900, 1350)}
    return house.Demo(
        "Northgate Stores", problem, house.usual_rules(limits, 5), pending, house.usual_profiles(60), "GB"
    )


def _people() -> tuple[Employee, ...]:
    people, named = [], iter(house.names(100))
    for role, count in CREW:
        for k in range(count):
            roles = {role, "floor"} if k % 5 == 4 else {role}
            contract = "part" if k % 3 == 2 else "full"
            people.append(Employee(f"p{len(people)}", next(named), frozenset(roles), contract))
    return tuple(people)
