"""What people can work at most, told without a search."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scheduling.domain.problem import Employee, Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue


@dataclass(frozen=True)
class Ceiling:
    """At most `most` shifts of these, or minutes in them, by a hard setting."""

    setting: str
    shifts: frozenset[str]
    most: int
    minutes: bool

    def worth(self, shift: Shift) -> int:
        return shift.minutes if self.minutes else 1


@dataclass(frozen=True)
class Hindrance:
    """Why a person cannot work a shift: by a hard setting (its id), or because of `what`."""

    what: str
    setting: str = ""


class Room:
    """Upper limits of what people can work, under the rules that always hold and the bounds of hard settings.

    No roster without a broken hard rule exceeds one of them; a roster that reaches them all need not exist.
    """

    def __init__(self, problem: Problem, applied: Iterable[Applied[Any]]) -> None:
        self.problem = problem
        self.sums: dict[tuple[Hashable, ...], int] = {}
        """Upper limits that were computed already; people with the same ceilings and shifts share them."""
        self._ceilings: dict[str, list[Ceiling]] = defaultdict(list)
        for one in applied:
            if one.setting.hard:
                self._note(one)

    def _note(self, applied: Applied[Any]) -> None:
        groups: dict[tuple[str, ...], frozenset[str]] = {}
        for bound in catalogue()[applied.setting.code].bounds(applied):
            if bound.most is not None and bound.shifts:
                shifts = groups.setdefault(bound.shifts, frozenset(bound.shifts))
                self._ceilings[bound.employee].append(Ceiling(applied.setting.id, shifts, bound.most, bound.minutes))

    def roles(self, who: str, shift: Shift) -> tuple[str, ...]:
        """The roles in which a person may be on a shift; none where they cannot work it."""
        if self.hindrances(who, shift):
            return ()
        pinned = self._pinned_role.get((who, shift.id))
        held = self.problem.employee_by_id[who].roles
        return tuple(d.role for d in shift.demands if d.role in held and pinned in (None, d.role))

    def hindrances(self, who: str, shift: Shift) -> tuple[Hindrance, ...]:
        """All that keeps a person off a shift whose role they hold."""
        return self._hindered[who].get(shift.id, ())

    def shifts(self, who: str, without: str = "") -> list[Shift]:
        """The shifts that a person may work, by start; as they would be `without` one of the settings."""
        if not without:
            return self._possible[who]
        hindered = self._hindered[who]
        return [s for s in self._qualified[who] if all(h.setting == without for h in hindered.get(s.id, ()))]

    def limits(self, who: str) -> Sequence[Ceiling]:
        """All ceilings of a person, also those that leave no room."""
        return self._ceilings[who]

    def ceilings(self, who: str) -> tuple[Ceiling, ...]:
        """The ceilings that leave some room; the others show as hindrances. Equal ones are the same object."""
        return self._open[who]

    @cached_property
    def _open(self) -> Mapping[str, tuple[Ceiling, ...]]:
        seen: dict[tuple[Ceiling, ...], tuple[Ceiling, ...]] = {}
        kept = {e.id: tuple(c for c in self._ceilings[e.id] if c.most) for e in self.problem.employees}
        return {who: seen.setdefault(ceilings, ceilings) for who, ceilings in kept.items()}

    @cached_property
    def _possible(self) -> Mapping[str, list[Shift]]:
        return {who: [s for s in shifts if s.id not in self._hindered[who]] for who, shifts in self._qualified.items()}

    @cached_property
    def _qualified(self) -> Mapping[str, list[Shift]]:
        """The shifts that want a role which a person holds, by start."""
        wanted = [(s, {d.role for d in s.demands}) for s in sorted(self.problem.shifts, key=lambda s: (s.start, s.end))]
        return {e.id: [s for s, roles in wanted if e.roles & roles] for e in self.problem.employees}

    @cached_property
    def _pinned_role(self) -> Mapping[tuple[str, str], str]:
        return {(pin.employee, pin.shift): pin.role for pin in self.problem.pinned}

    @cached_property
    def _hindered(self) -> Mapping[str, Mapping[str, tuple[Hindrance, ...]]]:
        busy: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for absence in self.problem.absences:
            busy[absence.employee].append((absence.start, absence.end, "left the team" if absence.left else "time off"))
        for past in self.problem.history.shifts:
            busy[past.employee].append((past.start, past.end, "still at work from the week before"))
        return {e.id: dict(self._of(e, busy[e.id])) for e in self.problem.employees}

    def _of(self, person: Employee, busy: list[tuple[int, int, str]]) -> Iterator[tuple[str, tuple[Hindrance, ...]]]:
        """Pinned shifts stay, so whatever clashes with one of them is out."""
        pinned = [s for s in self._qualified[person.id] if (person.id, s.id) in self._pinned_role]
        spans = [*busy, *((s.start, s.end, "pinned to another shift at that time") for s in pinned)]
        by_shift: dict[str, list[Hindrance]] = defaultdict(list)
        for ceiling in self._ceilings[person.id]:
            left = ceiling.most - sum(ceiling.worth(s) for s in pinned if s.id in ceiling.shifts)
            for one in ceiling.shifts:
                if left < ceiling.worth(self.problem.shift_by_id[one]):
                    by_shift[one].append(Hindrance("", ceiling.setting))
        for shift in self._qualified[person.id]:
            found = [Hindrance(what) for start, end, what in spans if start < shift.end and shift.start < end]
            found += by_shift[shift.id]
            if found and shift not in pinned:
                yield shift.id, tuple(found)
