"""St. Brigid's, ward 4: four weeks around the clock with 30 nurses.

The tight spot: on the third Wednesday the early shift wants three seniors. Of eight, one is on vacation and five are
in training that morning.
"""

import random
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from data.demo import house
from scheduling.domain.problem import Contract, Employee, Problem, Role, ShiftTemplate
from scheduling.domain.settings import RuleSetting
from scheduling.services.records import TimeOffKind

ZONE = ZoneInfo("Europe/Dublin")
DAYS = 28
ROLES = (Role("senior", "Senior nurse"), Role("nurse", "Nurse"))
CONTRACTS = (Contract("full", "Full time 38 h", 2280), Contract("part", "Part time 24 h", 1440))
TEMPLATES = (
    ShiftTemplate("early", "Early", "E", 6 * 60, 14 * 60, "Ward 4"),
    ShiftTemplate("late", "Late", "L", 14 * 60, 22 * 60, "Ward 4"),
    ShiftTemplate("night", "Night", "N", 22 * 60, 30 * 60, "Ward 4", frozenset({"night"})),
)
HEADS = {
    "early": {"senior": 1, "nurse": 4},
    "late": {"senior": 1, "nurse": 3},
    "night": {"senior": 1, "nurse": 2},
}
SENIORS, NURSES = 8, 22
TRAINING_DAY = 16


def build(start: date) -> house.Demo:
    """The four weeks that start on `start`, a Monday."""
    # No secret: the same house at every start.
    chance = random.Random(4)  # nosec B311
    titles = ["senior"] * SENIORS + ["nurse"] * NURSES
    people = tuple(
        Employee(f"p{k}", name, frozenset({title}), "part" if k % 3 == 2 else "full")
        for k, (name, title) in enumerate(zip(house.names(30), titles, strict=True))
    )
    heads = {(k, t, r): n for k in range(DAYS) for t, row in HEADS.items() for r, n in row.items()}
    heads[TRAINING_DAY, "early", "senior"] = 3
    last = start + timedelta(days=DAYS - 1)
    problem = Problem(
        name=f"{start.day} {start:%b} to {last.day} {last:%b %Y}",
        timezone=ZONE.key,
        start=start,
        days=DAYS,
        roles=ROLES,
        contracts=CONTRACTS,
        templates=TEMPLATES,
        employees=people,
        shifts=tuple(house.shifts(start, DAYS, ZONE, TEMPLATES, heads)),
        availability=(
            *house.unable(people[:5], start + timedelta(days=TRAINING_DAY), 6 * 60, 13 * 60, ZONE),
            *house.wishes(people[SENIORS:], start, DAYS, ZONE, chance),
        ),
        preferences=tuple(house.likes(people, TEMPLATES, chance)),
        absences=tuple(
            house.leave(people[k], start + timedelta(days=first), start + timedelta(days=first + 6), ZONE, 456)
            for k, first in ((7, 14), (9, 7))
        ),
    )
    pending = (house.asks_off(people[12], start + timedelta(days=16), TimeOffKind.PERSONAL, "House move", ZONE),)
    limits = {"full": (0, 2400), "part": (0, 1440)}
    rules = (
        *house.usual_rules(limits, 6),
        RuleSetting("after-night", "forbidden_succession", None, params={"pairs": [["night", "early"]]}),
        RuleSetting("weekends", "weekends", 30, params={"maximum": 2, "complete": True}),
        RuleSetting("days-off", "consecutive_days_off", 10, params={"minimum": 2}),
        RuleSetting("nights", "fairness", 10, params={"measure": "nights", "norm": "range"}),
    )
    return house.Demo("St. Brigid's, ward 4", problem, rules, pending, house.usual_profiles(60), "IE")
