"""Plans of any length in the NRP text format, made up, the same on every machine.

Like the public ones, but up to a year: minutes, weekends and several kinds of shifts are limited at once.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

WEEK_MINUTES, SLACK = 2040, 1200
# The share of the people who work full time; all others work half of that.
FULL_TIME = 0.7
# From the earliest part of the day to the latest, each with its share of the templates.
PARTS = {"a": 0.3, "d": 0.3, "p": 0.25, "n": 0.15}
LENGTHS, LONG = (480, 480, 480, 600, 720), 480
# How often somebody works a template that is at night or long: once in so many days. The share that they never work.
SELDOM, NEVER = (4, 7, 9, 14), 0.25
# How many days off, and wishes for and against a shift, there are for each day of the plan.
DAYS_OFF, WISHED, UNWISHED = 0.1, 0.18, 0.07
FILLED, SPREAD = 0.9, 0.2


@dataclass(frozen=True)
class Drawn:
    """A plan of so many weeks for so many people and templates."""

    weeks: int
    people: int
    templates: int

    @classmethod
    def called(cls, name: str) -> "Drawn":
        """What `52x150x32` stands for: weeks, people, templates.

        Raises
        ------
        ValueError
            When it is not three numbers from 1 on.
        """
        weeks, people, templates = map(int, name.split("x"))
        if min(weeks, people, templates) < 1:
            raise ValueError(name)
        return cls(weeks, people, templates)

    def text(self) -> str:
        """The plan in the NRP text format."""
        chance = random.Random(f"{self.weeks} {self.people} {self.templates}")
        names = [f"p{number}" for number in range(self.people)]
        sections = {
            "HORIZON": [str(self._days)],
            "SHIFTS": list(self._shifts()),
            "STAFF": [f"{name},{self._terms(chance, k / self.people)}" for k, name in enumerate(names)],
            "DAYS_OFF": [f"{name},{','.join(map(str, sorted(self._off(chance))))}" for name in names],
            "SHIFT_ON_REQUESTS": list(self._wishes(chance, names, WISHED)),
            "SHIFT_OFF_REQUESTS": list(self._wishes(chance, names, UNWISHED)),
            "COVER": list(self._cover(chance)),
        }
        return "".join(f"SECTION_{name}\n" + "\n".join(lines) + "\n\n" for name, lines in sections.items())

    @property
    def _days(self) -> int:
        return 7 * self.weeks

    @cached_property
    def _minutes(self) -> dict[str, int]:
        """Each template's, from the earliest part of the day to the latest."""
        share, found = 0.0, dict[str, int]()
        for part, more in PARTS.items():
            first, share = round(share * self.templates), share + more
            for number in range(round(share * self.templates) - first):
                found[f"{part}{number + 1}"] = LENGTHS[number % len(LENGTHS)]
        return found

    def _shifts(self) -> Iterator[str]:
        """Nothing earlier follows, and after the longest nothing of the same part either."""
        order = list(PARTS)
        for name, minutes in self._minutes.items():
            last = order.index(name[0]) + (minutes == max(LENGTHS))
            barred = [other for other in self._minutes if other != name and order.index(other[0]) < last]
            yield f"{name},{minutes},{'|'.join(barred)}"

    def _terms(self, chance: random.Random, place: float) -> str:
        """Most people work full time, the last third less."""
        part_time = place >= FULL_TIME
        most = self.weeks * (WEEK_MINUTES // 2 if part_time else WEEK_MINUTES)
        weekends = self.weeks // 2 + (self.weeks // 4 if part_time else 0)
        limits = [f"{name}={self._limit(chance, name, minutes)}" for name, minutes in self._minutes.items()]
        return f"{'|'.join(limits)},{most},{most - SLACK},{5 + (place < 0.1)},2,2,{weekends}"

    def _limit(self, chance: random.Random, name: str, minutes: int) -> int:
        if chance.random() < NEVER and name != next(iter(self._minutes)):
            return 0
        return self._days // chance.choice(SELDOM) if name[0] == "n" or minutes > LONG else self._days

    def _off(self, chance: random.Random) -> set[int]:
        off: set[int] = set()
        while len(off) < DAYS_OFF * self._days:
            first = chance.randrange(self._days)
            off.update(range(first, min(self._days, first + chance.randint(1, 14))))
        return off

    def _wishes(self, chance: random.Random, names: list[str], share: float) -> Iterator[str]:
        for name in names:
            for day in sorted(chance.sample(range(self._days), round(share * self._days))):
                yield f"{name},{day},{chance.choice(list(self._minutes))},{chance.randint(1, 3)}"

    def _cover(self, chance: random.Random) -> Iterator[str]:
        """About as many heads as the people's minutes allow."""
        minutes = self.people * WEEK_MINUTES * (FULL_TIME + (1 - FULL_TIME) / 2) / 7
        heads = FILLED * minutes / sum(self._minutes.values())
        weights = {name: chance.uniform(0.5, 1.5) for name in self._minutes}
        for day in range(self._days):
            for name, weight in weights.items():
                wanted = chance.gauss(weight * heads, SPREAD * weight * heads)
                yield f"{day},{name},{max(0, int(wanted + chance.random()))},100,1"
