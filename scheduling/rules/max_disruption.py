"""Changes against the roster that people have been told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field, field_validator

from scheduling.domain.problem import Assignment, Problem, Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.max_disruption_encoding import changes
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams


class NoticeBand(RuleParams):
    days: int = Field(default=7, ge=1, le=366, title="Fewer days ahead than", description="From today to the shift.")
    units: int = Field(default=2, ge=1, le=1000, title="Units", description="What each such change counts.")


class MaxDisruptionParams(RuleParams):
    bands: tuple[NoticeBand, ...] = Field(
        default=(), title="Short notice", description="Of the rows that apply, the one with the fewest days counts."
    )
    cap: int | None = Field(
        default=None,
        ge=0,
        title="At most",
        description="So many changes in all: only those beyond count, one each. Empty: every change counts.",
    )

    @field_validator("bands")
    @classmethod
    def _once(cls, bands: tuple[NoticeBand, ...]) -> tuple[NoticeBand, ...]:
        if len({band.days for band in bands}) < len(bands):
            raise ValueError("name each number of days once")
        return bands


class MaxDisruption(Rule[MaxDisruptionParams]):
    """Keeps to the published roster; a change counts more the nearer its date.

    A change is a shift that a person newly works, no longer works, or works in another role, which is one change.
    It counts one, or, where the shift is fewer than so many days ahead, the units of that row. Shifts before today
    count like today's. With a highest number of changes only those beyond it count, one each whatever their date, for
    all these people together; a hard setting then allows so many and no more. Before anything is published nothing
    counts, and neither do shifts and people that are gone since. Filters choose the shifts.
    """

    code = "max_disruption"
    label = "Changes after publishing"
    unit = "change"
    Params = MaxDisruptionParams
    looser: ClassVar[Mapping[str, int]] = {"cap": 1}
    one_by_one = False
    kept_to: ClassVar[str] = "the published roster"

    def told(self, problem: Problem) -> tuple[Assignment, ...] | None:
        """The roster that is kept to."""
        return problem.published

    def check(self, facts: Facts, applied: Applied[MaxDisruptionParams]) -> Iterator[Breach]:
        cap, found = applied.params.cap, list(_changes(facts, applied, self.told(facts.problem)))
        if cap is None:
            for who, shift, text in found:
                yield Breach(_units(facts.problem, applied.params, shift), text, who, (shift.id,), shift.date)
        elif len(found) > cap:
            over = len(found) - cap
            yield Breach(over, f"{len(found)} changes to {self.kept_to}, {over} more than the {cap} allowed")

    def encode(self, model: Model, applied: Applied[MaxDisruptionParams]) -> None:
        cap, found = applied.params.cap, changes(model, applied, self.told(model.problem))
        if cap is None:
            for own in found:
                most = sum(units for _, units in own)
                model.charge(applied, sum(units * changed for changed, units in own), most)
        elif (most := sum(map(len, found))) > cap:
            model.charge(applied, sum(changed for own in found for changed, _ in own) - cap, most - cap)

    def phrase(self, params: MaxDisruptionParams) -> str:
        if params.cap is not None:
            return f"keeps to {self.kept_to} but for {params.cap} change{'s' * (params.cap != 1)} in all"
        rows = sorted((band.days, band.units) for band in params.bands)
        said = [f"{units} less than {days} day{'s' * (days != 1)} ahead" for days, units in rows]
        return f"keeps to {self.kept_to}{', a change counts ' * bool(said)}{', '.join(said)}"

    def doubts(self, applied: Applied[MaxDisruptionParams]) -> Iterator[Doubt]:
        params = applied.params
        if params.bands and params.cap is not None:
            yield Doubt("With a highest number each change counts one, so short notice never matters; leave one out.")
        elif params.bands and applied.setting.hard:
            yield Doubt("A hard setting allows no change, whatever the notice; make it soft or remove the rows.")
        forced = _forced(applied) if applied.setting.hard else 0
        if forced > (params.cap or 0):
            text = f"Pinned shifts and time off make {forced} changes to the published roster by themselves"
            yield Doubt(f"{text}, {params.cap or 'none'} allowed; allow more or make it soft.")


def _changes(
    facts: Facts, applied: Applied[MaxDisruptionParams], before: tuple[Assignment, ...] | None
) -> Iterator[tuple[str, Shift, str]]:
    """Who has a change on which shift, and what to say of it."""
    if before is None:
        return
    told, now = _roles_of(before), _roles_of(facts.roster)
    for who in applied.employees:
        for shift in facts.problem.shifts:
            was, after = told.get((who, shift.id), set()), now.get((who, shift.id), set())
            if was != after and applied.covers(shift.date, facts.labels(shift.template)):
                yield who, shift, _sentence(facts, who, shift, was, after)


def _roles_of(assignments: Iterable[Assignment]) -> Mapping[tuple[str, str], set[str]]:
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a in assignments:
        roles[a.employee, a.shift].add(a.role)
    return roles


def _sentence(facts: Facts, who: str, shift: Shift, before: set[str], after: set[str]) -> str:
    where = f"{facts.template_name(shift.template)} on {shift.date:%a %d %b}"
    if not before or not after:
        return f"{facts.name(who)} {'newly' if after else 'no longer'} works {where}"
    one, two = (
        " and ".join(sorted(known.name if (known := facts.problem.role_by_id.get(r)) else r for r in roles))
        for roles in (before, after)
    )
    return f"{facts.name(who)} works {where} as {two} instead of {one}"


def _units(problem: Problem, params: MaxDisruptionParams, shift: Shift) -> int:
    """What a change to a shift counts as of today."""
    if problem.today is None:
        return 1
    ahead = max(0, (shift.date - problem.today).days)
    applying = [band for band in params.bands if ahead < band.days]
    return min(applying, key=lambda band: band.days).units if applying else 1


def _forced(applied: Applied[MaxDisruptionParams]) -> int:
    """How many changes pinned shifts and approved time off make, whatever else is planned."""
    problem = applied.problem
    if problem.published is None:
        return 0
    told = {(a.employee, a.shift): a.role for a in problem.published if a.shift in problem.shift_by_id}
    changed = {(a.employee, a.shift) for a in problem.pinned if told.get((a.employee, a.shift)) != a.role}
    for who, key in told:
        shift = problem.shift_by_id[key]
        if any(off.employee == who and off.start < shift.end and shift.start < off.end for off in problem.absences):
            changed.add((who, key))
    shifts = [problem.shift_by_id[key] for who, key in changed if who in applied.employees]
    return sum(applied.covers(s.date, problem.template_by_id[s.template].labels) for s in shifts)
