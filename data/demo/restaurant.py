"""Harbour Kitchen: a restaurant week with 25 people.

The tight spot: Friday evening wants five cooks. Of eight, one is on vacation and three have to leave by seven.
"""

import random
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from data.demo import house
from scheduling.domain.problem import Contract, Employee, Problem, Role, ShiftTemplate
from scheduling.services.records import TimeOffKind

ZONE = ZoneInfo("Europe/Dublin")
ROLES = (Role("cook", "Cook"), Role("server", "Server"), Role("bar", "Bar"), Role("host", "Host"))
CONTRACTS = (
    Contract("full", "Full time 40 h", 2400),
    Contract("part", "Part time 24 h", 1440),
    Contract("student", "Student 16 h", 960),
)
TEMPLATES = (
    ShiftTemplate("morning", "Morning", "M", 7 * 60, 15 * 60, "Harbour"),
    ShiftTemplate("day", "Day", "D", 11 * 60, 19 * 60, "Harbour"),
    ShiftTemplate("evening", "Evening", "E", 16 * 60, 24 * 60, "Harbour"),
)
# Cooks, servers, bar and hosts, in this order; the last few of each also know a second role.
CREW = (("cook", 8), ("server", 10), ("bar", 4), ("host", 3))
HEADS = {
    "morning": {"cook": 2, "server": 2},
    "day": {"cook": 1, "server": 2, "bar": 1, "host": 1},
    "evening": {"cook": 2, "server": 2, "bar": 1, "host": 1},
}
FRIDAY = 4


def build(start: date) -> house.Demo:
    """The week that starts on `start`, a Monday."""
    # No secret: the same house at every start.
    chance = random.Random(25)  # nosec B311
    people = _people()
    cooks = [person for person in people if "cook" in person.roles]
    away, early_leavers = cooks[0], cooks[1::2][:3]
    heads = {(k, t, r): n for k in range(7) for t, row in HEADS.items() for r, n in row.items()}
    heads[FRIDAY, "evening", "cook"] = 5
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
            *house.unable(early_leavers, start + timedelta(days=FRIDAY), 19 * 60, 24 * 60, ZONE),
            *house.wishes(people[8:], start, 7, ZONE, chance),
        ),
        preferences=tuple(house.likes(people, TEMPLATES, chance)),
        absences=(house.leave(away, start + timedelta(days=3), start + timedelta(days=6), ZONE, 480),),
    )
    pending = (
        house.asks_off(people[10], start + timedelta(days=5), TimeOffKind.PERSONAL, "My sister's wedding", ZONE),
        house.asks_off(people[15], start + timedelta(days=2), TimeOffKind.VACATION, "Long weekend", ZONE),
    )
    limits = {"full": (1920, 2400), "part": (960, 1440), "student": (480, 960)}
    return house.Demo("Harbour Kitchen", problem, house.usual_rules(limits, 5), pending, house.usual_profiles(30), "IE")


def _people() -> tuple[Employee, ...]:
    people, named = [], iter(house.names(25))
    for role, count in CREW:
        for k in range(count):
            second = {"server": "bar", "bar": "server", "host": "server"}.get(role) if k >= count - 2 else None
            contract = ("part", "student")[k // 4 % 2] if role != "cook" and k % 4 == 3 else "full"
            people.append(Employee(f"p{len(people)}", next(named), frozenset(filter(None, (role, second))), contract))
    return tuple(people)
