"""Common ground of the two rules about runs: of working days, and of days off."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied, Breach, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Model
from scheduling.rules.parameters import RuleParams

DAY = timedelta(days=1)


class RunParams(RuleParams):
    minimum: int | None = Field(default=None, ge=1, title="At least", description="Days in a row; empty: no limit.")
    maximum: int | None = Field(default=None, ge=1, title="At most", description="Days in a row; empty: no limit.")
    edges: Literal["history", "open"] = Field(
        default="history",
        title="Before the plan",
        description="history: what was worked before counts; open: a run that touches the first day is not judged "
        "for its minimum and only days of the plan count.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "RunParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self


class RunsOfDays(Rule[RunParams]):
    """Limits the length of runs. `working` says whether of working days or of days off."""

    Params = RunParams
    limits = ("minimum", "maximum")
    key = ("edges",)
    working: ClassVar[bool]

    def check(self, facts: Facts, applied: Applied[RunParams]) -> Iterator[Breach]:
        first, last = facts.problem.start, facts.problem.dates[-1]
        for who in applied.employees:
            worked = facts.dates_worked(who) | facts.past_dates(who)
            days = _known_days(facts.problem, applied.params)
            for flag, group in groupby(days, key=lambda day: (day in worked) == self.working):
                run = list(group)
                if flag and run[-1] >= first - DAY:
                    closed = run[0] > days[0] and run[-1] < last
                    yield from self._judge(facts, applied.params, who, run, closed)

    def _judge(self, facts: Facts, params: RunParams, who: str, run: list[date], closed: bool) -> Iterator[Breach]:
        kind = "working days" if self.working else "days off"
        said = f"{facts.name(who)}: {len(run)} {kind} in a row from {day_text(run[0])}"
        if params.maximum is not None:
            beyond = [day for day in run[params.maximum :] if day >= facts.problem.start]
            if beyond:
                yield Breach(len(beyond), f"{said}, at most {params.maximum} wanted", who, (), beyond[0])
        if params.minimum is not None and closed and len(run) < params.minimum:
            yield Breach(params.minimum - len(run), f"{said}, at least {params.minimum} wanted", who, (), run[0])

    def encode(self, model: Model, applied: Applied[RunParams]) -> None:
        """Windows of one day too many for the maximum, patterns "out, in × length, out" for the minimum."""
        start, since = model.problem.start, model.problem.history.since
        begin = max(0, (start - since).days) if since and applied.params.edges == "history" else 0
        for who in applied.employees:
            worked = [model.works_on(who, start + k * DAY) for k in range(-begin, model.problem.days)]
            inside = worked if self.working else [1 - on for on in worked]
            if applied.params.maximum is not None:
                self._encode_maximum(model, applied, inside, begin, applied.params.maximum)
            if applied.params.minimum is not None:
                self._encode_minimum(model, applied, inside, begin, applied.params.minimum)

    @staticmethod
    def _encode_maximum(
        model: Model, applied: Applied[RunParams], inside: list[Linear], begin: int, maximum: int
    ) -> None:
        """A full window that ends on a day of the plan, the one at `begin` or later, is one day too many."""
        for end in range(max(begin, maximum), len(inside)):
            model.charge(applied, sum(inside[end - maximum : end + 1]) - maximum, 1)

    @staticmethod
    def _encode_minimum(
        model: Model, applied: Applied[RunParams], inside: list[Linear], begin: int, minimum: int
    ) -> None:
        """A pattern counts when the day after the run, the one at `begin` or later, is the plan's to decide."""
        for length in range(1, minimum):
            for after in range(max(begin, length + 1), len(inside)):
                before = after - length - 1
                outside = 2 - inside[before] - inside[after]
                run = sum(inside[before + 1 : after])
                model.charge(applied, outside + run - (length + 1), 1, minimum - length)

    def phrase(self, params: RunParams) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {params.minimum}")
        if params.maximum is not None:
            sides.append(f"at most {params.maximum}")
        verb = "works" if self.working else "is off for"
        return f"{verb} {' and '.join(sides) or 'any number of'} days in a row"


def _known_days(problem: Problem, params: RunParams) -> list[date]:
    """The dates whose state is known, in order: the plan's, and those of the history where it counts."""
    since = problem.history.since if params.edges == "history" else None
    before = 0 if since is None else max(0, (problem.start - since).days)
    return [problem.start + k * DAY for k in range(-before, problem.days)]
