"""A large instance in the terms of the NRP text format: made up, the same on every machine."""

import random
from collections.abc import Iterator
from itertools import product

SEED = 1
# From the earliest to the latest part of the day, each in three lengths (minutes).
PARTS, LENGTHS = "ABCDEF", (480, 600, 720)
LONGEST_RUN, SHORTEST_RUN, SHORTEST_OFF, WEEKENDS = 5, 2, 2, 2
MOST_MINUTES, LEAST_MINUTES = 8640, 7200
# How often a template of each length may be worked, and the share of templates that a person never works.
MOST_SHIFTS, BARRED = (28, 11, 7), 0.3


def nrp_text(people: int = 120, days: int = 28) -> str:
    """An instance of 18 templates: targets everywhere, requests, days off, and limits that differ by person."""
    chance = random.Random(SEED)
    names = [f"p{number}" for number in range(people)]
    sections = {
        "HORIZON": [str(days)],
        "SHIFTS": list(_shifts()),
        "STAFF": [f"{name},{_terms(chance)}" for name in names],
        "DAYS_OFF": [f"{name},{day}" for name in names for day in chance.sample(range(days), 2)],
        "SHIFT_ON_REQUESTS": list(_requests(chance, names, days, 5)),
        "SHIFT_OFF_REQUESTS": list(_requests(chance, names, days, 2)),
        "COVER": [
            f"{day},{template},{chance.randint(1, 5)},100,1" for day, template in product(range(days), _templates())
        ],
    }
    return "".join(f"SECTION_{name}\n" + "\n".join(lines) + "\n\n" for name, lines in sections.items())


def _templates() -> list[str]:
    return [f"{part}{length // 60}" for part, length in product(PARTS, LENGTHS)]


def _shifts() -> Iterator[str]:
    """Nothing that starts two parts earlier may follow, and after twelve hours nothing that starts earlier at all."""
    for part, length in product(PARTS, LENGTHS):
        last = PARTS.index(part) - (length != LENGTHS[-1])
        barred = [template for template in _templates() if PARTS.index(template[0]) < last]
        yield f"{part}{length // 60},{length},{'|'.join(barred)}"


def _terms(chance: random.Random) -> str:
    limits = [0 if chance.random() < BARRED else most for _, most in product(PARTS, MOST_SHIFTS)]
    counts = "|".join(f"{template}={limit}" for template, limit in zip(_templates(), limits, strict=True))
    return f"{counts},{MOST_MINUTES},{LEAST_MINUTES},{LONGEST_RUN},{SHORTEST_RUN},{SHORTEST_OFF},{WEEKENDS}"


def _requests(chance: random.Random, names: list[str], days: int, number: int) -> Iterator[str]:
    for name in names:
        for day in sorted(chance.sample(range(days), number)):
            yield f"{name},{day},{chance.choice(_templates())},{chance.randint(1, 3)}"
