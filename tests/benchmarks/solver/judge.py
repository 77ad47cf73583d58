"""What the lines that Timefold is given mean, in plain Python: the cost of a roster, None where it breaks a law."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby

from benchmarks.solver.timefold.grid import Grid
from scheduling.domain.roster import Roster

Days = dict[int, int]
"""The kind that a person works on each day, those before the plan among them."""


class Judge:
    """The lines of a grid, and a roster laid over them."""

    def __init__(self, grid: Grid, roster: Roster) -> None:
        self.lines = [
            (words[0], [int(word) for word in words[1:]]) for words in map(str.split, grid.text().split("\n")[:-1])
        ]
        self.most = grid.most
        self.worked: dict[int, Days] = defaultdict(dict)
        shifts = {shift.id: (day, template) for (day, template), shift in grid.shifts.items()}
        for a in roster:
            day, template = shifts[a.shift]
            self.worked[grid.people[a.employee]][day] = grid.kinds[template, a.role]
        self.possible = True
        self.cell_costs = sum(self._cell(*words) for name, words in self.lines if name == "cell")

    def cost(self) -> int | None:
        hard, soft = 0, self.cell_costs
        shares: list[tuple[list[int], list[int]]] = []
        for name, words in self.lines:
            if name == "constant":
                soft += words[0]
            elif name == "spread":
                shares.append((words, []))
            elif name == "share":
                shares[-1][1].append(self._share(words))
            elif name in MEANING:
                law, wish, units = MEANING[name](self, words)
                hard, soft = hard + law * units, soft + wish * units
        for (law, wish), away in shares:
            units = max(away) - min(away)
            hard, soft = hard + law * units, soft + wish * units
        return None if hard or not self.possible else soft

    def _cell(self, person: int, day: int, pinned: int, *pairs: int) -> int:
        costs = dict(zip(pairs[::2], pairs[1::2], strict=True))
        if pinned:
            self.worked[person][day] = pairs[0]
        kind = self.worked[person].setdefault(day, 0)
        self.possible &= kind in costs
        return costs.get(kind, 0)

    def _cells(self) -> Iterator[tuple[int, int]]:
        for person, days in self.worked.items():
            for day, kind in days.items():
                yield person, day * self.most + kind

    def cover(self, words: list[int]) -> tuple[int, int, int]:
        law, wish, cell, wanted, under, over = words
        heads = sum(number == cell for _, number in self._cells())
        return law, wish, (wanted - heads) * under if heads < wanted else (heads - wanted) * over

    def wish(self, words: list[int]) -> tuple[int, int, int]:
        person, law, wish, wanted, *cells = words
        return law, wish, int(any(who == person and cell in cells for who, cell in self._cells()) != bool(wanted))

    def total(self, words: list[int]) -> tuple[int, int, int]:
        person, law, wish, first, last, least, most, *pairs = words
        amounts = dict(zip(pairs[::2], pairs[1::2], strict=True))
        total = sum(amounts.get(kind, 0) for day, kind in self.worked[person].items() if first <= day <= last)
        return law, wish, max(0, total - most) + max(0, least - total)

    def stretch(self, words: list[int]) -> tuple[int, int, int]:
        person, law, wish, first, last, least, most, *kinds = words
        units = 0
        days = range(first, last + 1)
        for inside, group in groupby(days, lambda day: self.worked[person][day] in kinds):
            run = list(group)
            if inside and run[-1] >= -1:
                units += len([day for day in run[most:] if day >= 0])
                units += max(0, least - len(run)) if first < run[0] and run[-1] < last else 0
        return law, wish, units

    def weekends(self, words: list[int]) -> tuple[int, int, int]:
        person, law, wish, most, *weekends = words
        used = {weekends[day] for day, kind in self.worked[person].items() if day >= 0 and kind} - {-1}
        return law, wish, max(0, len(used) - most)

    def whole(self, words: list[int]) -> tuple[int, int, int]:
        person, law, wish, first, last = words
        number = sum(self.worked[person][day] > 0 for day in range(first, last + 1))
        return law, wish, int(0 < number <= last - first)

    def pair(self, words: list[int]) -> tuple[int, int, int]:
        law, wish, first, second = words
        cells = set(self._cells())
        return law, wish, sum(cell == first and (person, second) in cells for person, cell in cells)

    def _share(self, words: list[int]) -> int:
        person, share, *pairs = words
        amounts = dict(zip(pairs[::2], pairs[1::2], strict=True))
        return sum(amounts.get(kind, 0) for day, kind in self.worked[person].items() if day >= 0) - share


MEANING: dict[str, Callable[[Judge, list[int]], tuple[int, int, int]]] = {
    "cover": Judge.cover,
    "wish": Judge.wish,
    "total": Judge.total,
    "stretch": Judge.stretch,
    "weekends": Judge.weekends,
    "whole": Judge.whole,
    "pair": Judge.pair,
}
