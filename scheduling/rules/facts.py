"""What a check may ask about a roster."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from scheduling.domain.clock import MINUTES_PER_DAY, day_text, instant
from scheduling.domain.history import PastShift, PastTotals
from scheduling.domain.problem import Absence, Assignment, Problem, Shift
from scheduling.domain.roster import Roster

NIGHT_HOUR = 3 * 60

T = TypeVar("T")


class Facts:
    """A roster seen person by person and shift by shift. Ids that the problem does not know are a KeyError."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.roster = roster
        self._remembered: dict[tuple[Hashable, str], Any] = {}
        self._before: Facts | None = None
        self._touched: frozenset[str] = frozenset()

    def changed(self, gone: Collection[Assignment], new: Collection[Assignment]) -> "Facts":
        """The same with some assignments taken away and others added; only what they touch is worked out anew."""
        other = Facts(self.problem, self.roster.difference(gone).union(new))
        worked, heads = dict(self._worked), defaultdict(int, self._heads)
        other._before, other._touched = self, frozenset(one.employee for one in (*gone, *new))
        for step, some in ((-1, gone), (1, new)):
            for one in some:
                heads[one.shift, one.role] += step
        for who in other._touched:
            left = {a.shift for a in gone if a.employee == who and not other._in_any_role(who, a.shift)}
            ids = {shift.id for shift in self.worked(who)}.difference(left)
            ids.update(a.shift for a in new if a.employee == who)
            shifts = [self.problem.shift_by_id[one] for one in ids]
            worked[who] = sorted(shifts, key=lambda s: (s.start, s.end, s.id))
        known = {"_past": self._past, "_totals": self._totals, "_absences": self._absences}
        vars(other).update(known, _worked=worked, _heads=heads, known_dates=self.known_dates)
        return other

    def beside(self, roster: Roster) -> "Facts":
        """Those of another roster of the same problem; what is worked out about nobody's work holds for both."""
        other = Facts(self.problem, roster)
        other._before, other._touched = self, frozenset(self.problem.employee_by_id)
        known = {"_past": self._past, "_totals": self._totals, "_absences": self._absences}
        vars(other).update(known, known_dates=self.known_dates)
        return other

    def settled(self) -> "Facts":
        """The same, holding on to no roster before it: for one that is to be changed again and again."""
        if self._before is not None:
            # A copy: others may ask the roster before at the same time.
            earlier = dict(self._before.settled()._remembered)
            kept = {key: answer for key, answer in earlier.items() if key[1] not in self._touched}
            self._remembered, self._before = {**kept, **self._remembered}, None
        return self

    def _in_any_role(self, who: str, shift: str) -> bool:
        return any(Assignment(who, shift, role) in self.roster for role in self.problem.role_by_id)

    def remembered(self, what: Hashable, who: str, work_out: Callable[[], T]) -> T:
        """An answer about what one person works, or about nobody's work (no person), worked out once.

        It stays for rosters in which only others' work is `changed`. `what` tells the question from all others.
        """
        if self._before is not None and who not in self._touched:
            return self._before.remembered(what, who, work_out)
        if (what, who) not in self._remembered:
            self._remembered[what, who] = work_out()
        answer: T = self._remembered[what, who]
        return answer

    @cached_property
    def _worked(self) -> Mapping[str, list[Shift]]:
        shifts: dict[str, dict[str, Shift]] = defaultdict(dict)
        for assignment in self.roster:
            shifts[assignment.employee][assignment.shift] = self.problem.shift_by_id[assignment.shift]
        return {who: sorted(by_id.values(), key=lambda s: (s.start, s.end, s.id)) for who, by_id in shifts.items()}

    @cached_property
    def _past(self) -> Mapping[str, list[PastShift]]:
        past: dict[str, list[PastShift]] = defaultdict(list)
        for shift in sorted(self.problem.history.shifts, key=lambda s: s.start):
            past[shift.employee].append(shift)
        return past

    @cached_property
    def _totals(self) -> Mapping[str, PastTotals]:
        return {totals.employee: totals for totals in self.problem.history.totals}

    @cached_property
    def _heads(self) -> Mapping[tuple[str, str], int]:
        heads: dict[tuple[str, str], int] = defaultdict(int)
        for assignment in self.roster:
            heads[assignment.shift, assignment.role] += 1
        return heads

    @cached_property
    def _absences(self) -> Mapping[str, list[Absence]]:
        absences: dict[str, list[Absence]] = defaultdict(list)
        for absence in self.problem.absences:
            absences[absence.employee].append(absence)
        return absences

    @cached_property
    def known_dates(self) -> list[date]:
        """Every date of which it is known who worked, in order: those on record, then the plan's."""
        start, since = self.problem.start, self.problem.history.since
        before = max(0, (start - since).days) if since else 0
        return [start - timedelta(days=k) for k in range(before, 0, -1)] + list(self.problem.dates)

    def worked(self, employee: str) -> list[Shift]:
        """The planned shifts that a person works, by start."""
        return self._worked.get(employee, [])

    def worked_on(self, employee: str, day: date) -> list[Shift]:
        """Those that start on a date."""

        def by_date() -> dict[date, list[Shift]]:
            found: dict[date, list[Shift]] = {}
            for shift in self.worked(employee):
                found.setdefault(shift.date, []).append(shift)
            return found

        return self.remembered("worked_on", employee, by_date).get(day, [])

    def past(self, employee: str) -> list[PastShift]:
        """What the person worked before the period, by start."""
        return self._past.get(employee, [])

    def totals(self, employee: str) -> PastTotals:
        """What the person brings along from all the time before the plan; nothing where none is known."""
        return self._totals.get(employee, PastTotals(employee))

    def absences(self, employee: str) -> list[Absence]:
        return self._absences.get(employee, [])

    def dates_worked(self, employee: str) -> set[date]:
        """Dates within the period on which a shift of the person starts."""
        return {shift.date for shift in self.worked(employee)}

    def past_dates(self, employee: str) -> set[date]:
        """Dates before the period on which a shift of the person started."""
        return {shift.date for shift in self.past(employee)}

    def heads(self, shift: str, role: str) -> int:
        """How many work a shift in a role."""
        return self._heads.get((shift, role), 0)

    def labels(self, template: str) -> frozenset[str]:
        """Labels of a template; none for one that is no longer known."""
        known = self.problem.template_by_id.get(template)
        return known.labels if known else frozenset()

    def template_name(self, template: str) -> str:
        known = self.problem.template_by_id.get(template)
        return known.name if known else template

    def shift_text(self, shift: Shift | PastShift) -> str:
        """A shift in words: "Evening on Fri 4 Dec"."""
        return f"{self.template_name(shift.template)} on {day_text(shift.date)}"

    def name(self, employee: str) -> str:
        return self.problem.employee_by_id[employee].name


def planned(*shifts: Shift | PastShift) -> tuple[str, ...]:
    """Ids of those that are of the plan."""
    return tuple(shift.id for shift in shifts if isinstance(shift, Shift))


def at_night(problem: Problem, shift: Shift | PastShift) -> bool:
    """Whether a shift is under way at three in the morning."""
    moments = [instant(shift.date, NIGHT_HOUR + k * MINUTES_PER_DAY, problem.zone) for k in (0, 1)]
    return any(shift.start <= moment < shift.end for moment in moments)
