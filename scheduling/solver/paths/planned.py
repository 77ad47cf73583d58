"""What may be worked on each day, in numbers: the day off and each template that is planned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduling.rules.facets import Worth


@dataclass(frozen=True)
class Planned:
    """Ways to spend a day, numbered day by day; the day off (None) comes first on each."""

    dates: Sequence[date]
    templates: Sequence[Sequence[str]]
    _known: dict[frozenset[tuple[tuple[date, str], int]], NDArray[np.int64]] = field(default_factory=dict, repr=False)

    @cached_property
    def of_day(self) -> Sequence[Sequence[str | None]]:
        return [(None, *dict.fromkeys(templates)) for templates in self.templates]

    @cached_property
    def number(self) -> dict[tuple[date, str | None], int]:
        ways = ((day, way) for day, ways in zip(self.dates, self.of_day, strict=True) for way in ways)
        return {way: number for number, way in enumerate(ways)}

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """The day (number) of each way."""
        return np.repeat(np.arange(len(self.dates)), [len(ways) for ways in self.of_day])

    def amounts(self, worth: Worth) -> NDArray[np.int64]:
        """What each way adds to a sum."""
        key = frozenset(worth.items())
        if key not in self._known:
            amounts = self._known[key] = np.zeros(len(self.number), dtype=np.int64)
            for at, amount in key:
                if at in self.number:
                    amounts[self.number[at]] = amount
        return self._known[key]
