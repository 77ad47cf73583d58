"""Common ground of the rules that limit a total per period."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, TypeVar

from pydantic import Field, model_validator

from scheduling.domain.history import PastShift, PastTotals
from scheduling.domain.periods import Block, Period, blocks
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.doubts import NO_LIMIT
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams
from scheduling.rules.period_encoding import Amount, given, judged, summed


class PeriodTotalParams(RuleParams):
    minimum: int | None = Field(default=None, ge=0, title="At least", description="Empty: no lower limit.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="Empty: no upper limit.")
    period: Period = Field(default=Period.WEEK, title="In each", description="The stretch of time that is summed up.")
    carry: bool = Field(
        default=False,
        title="Add what came before",
        description="Adds what each person brings along from all the time before the plan; for the whole plan only.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "PeriodTotalParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self

    @model_validator(mode="after")
    def _carried_into_the_whole_plan(self) -> "PeriodTotalParams":
        if self.carry and self.period is not Period.HORIZON:
            said = f"what came before has no place in each {self.period}"
            raise ValueError(f"{said}; choose the period {Period.HORIZON}, or do not add it")
        return self


P = TypeVar("P", bound=PeriodTotalParams)


class PeriodTotal(Rule[P]):
    """Limits a sum over the shifts of each block of time.

    A block that the end of the plan cuts off is not charged for its minimum. In a calendar month the days before
    the plan count where the history knows them. Only what the plan itself adds is ever over the maximum: work
    and leave that are given beforehand are not its fault. With `carry` a soft setting judges the whole total,
    whose excess from before is then a constant; a hard one still forbids only to add to it, since no plan could
    meet it otherwise.
    """

    limits = ("minimum", "maximum")
    looser: ClassVar[Mapping[str, int]] = {"minimum": -1, "maximum": 1}
    bounds_say_all = True
    in_minutes: ClassVar[bool] = False
    """Whether shifts count with their minutes instead of 1."""

    @abstractmethod
    def sum_of(self, shifts: Sequence[Shift | PastShift], params: P) -> int:
        """What these shifts add up to."""

    @abstractmethod
    def text(self, total: int) -> str:
        """A total in words."""

    @abstractmethod
    def brought(self, totals: PastTotals) -> int:
        """What these accounts hold of what is summed up."""

    def leave(self, facts: Facts, who: str, block: Block) -> int:
        """What a person's absences add to the total of a block; nothing unless a rule says so."""
        return 0

    def check(self, facts: Facts, applied: Applied[P]) -> Iterator[Breach]:
        stretches = blocks(facts.problem, applied.params.period)
        for who in applied.employees:
            worked = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
            for block in stretches:
                fixed = self._fixed(facts, applied, who, block)
                yield from self._judge(facts, applied, who, block, fixed, [s for s in worked if s.date in block])

    def _fixed(self, facts: Facts, applied: Applied[P], who: str, block: Block) -> int:
        """What a block holds before anything is planned."""
        past = [s for s in facts.past(who) if s.date in block]
        counted = [s for s in past if applied.covers(s.date, facts.labels(s.template))]
        brought = self.brought(facts.totals(who)) if applied.params.carry else 0
        return self.sum_of(counted, applied.params) + self.leave(facts, who, block) + brought

    def _judge(
        self, facts: Facts, applied: Applied[P], who: str, block: Block, fixed: int, worked: list[Shift]
    ) -> Iterator[Breach]:
        params = applied.params
        total, ids = fixed + self.sum_of(worked, params), tuple(s.id for s in worked)
        pardoned = 0 if params.carry and not applied.setting.hard else fixed

        def breach(amount: int, side: str) -> Breach:
            said = f"{facts.name(who)}: {self.text(total)} {_span(params, block)}"
            return Breach(amount, f"{said}, {self.text(amount)} {side}", who, ids, block.first)

        if params.maximum is not None and total > max(params.maximum, pardoned):
            yield breach(total - max(params.maximum, pardoned), "over the limit")
        if params.minimum is not None and block.whole and total < params.minimum:
            yield breach(params.minimum - total, "under the minimum")

    @abstractmethod
    def coefficient(self, template: str, minutes: int, params: P) -> int:
        """What one shift of a template that lasts so long counts in an expression."""

    @abstractmethod
    def account(self, totals: PastTotals) -> int:
        """The account that an expression adds with `carry`."""

    def booked(self, problem: Problem) -> Iterator[Amount]:
        """What absences add, person by person and date by date; nothing unless a rule says so."""
        yield from ()

    def encode(self, model: Model, applied: Applied[P]) -> None:
        params, problem = applied.params, model.problem

        def count(template: str, minutes: int) -> int:
            return self.coefficient(template, minutes, params)

        fixed = given(problem, applied, params.period, count, self.booked(problem))
        whole = judged(problem, params.period) if params.minimum is not None else set()
        accounts = {one.employee: self.account(one) for one in problem.history.totals if params.carry}
        all_judged = params.carry and applied.setting.weight is not None
        for who in applied.employees:
            for key, (total, most) in summed(model, applied, who, params.period, count).items():
                known = fixed[who, key] + accounts.get(who, 0)
                if params.maximum is not None:
                    room = params.maximum - known
                    room = room if all_judged else max(0, room)
                    model.charge(applied, total - room, most - room)
                if params.minimum is not None and key in whole:
                    missing = params.minimum - known
                    model.charge(applied, missing - total, missing)

    def bounds(self, applied: Applied[P]) -> Iterator[Bound]:
        params, facts = applied.params, Facts(applied.problem, frozenset())
        all_judged = params.carry and not applied.setting.hard
        for block in blocks(applied.problem, params.period):
            inside = [s for s in applied.problem.shifts if s.date in block]
            counted = tuple(
                s.id for s in inside if applied.covers(s.date, facts.labels(s.template)) and self.sum_of([s], params)
            )
            for who in applied.employees:
                fixed = self._fixed(facts, applied, who, block)
                least = params.minimum - fixed if params.minimum is not None and block.whole else None
                room = None if params.maximum is None else params.maximum - fixed
                most = room if room is None or all_judged else max(0, room)
                yield Bound(who, counted, least, most, self.in_minutes, _span(params, block))

    def doubts(self, applied: Applied[P]) -> Iterator[Doubt]:
        params = applied.params
        if params.minimum is None and params.maximum is None:
            yield NO_LIMIT
        elif params.minimum is not None and not any(b.whole for b in blocks(applied.problem, params.period)):
            yield Doubt(f"The plan holds no whole {params.period}, so the lower limit is not judged.")

    def phrase(self, params: P) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {self.text(params.minimum)}")
        if params.maximum is not None:
            sides.append(f"at most {self.text(params.maximum)}")
        span = "the whole plan" if params.period is Period.HORIZON else f"each {params.period}"
        span += " and all the time before it" * params.carry
        return f"works {' and '.join(sides) or 'any amount'} in {span}"


def _span(params: PeriodTotalParams, block: Block) -> str:
    span = "the plan" if params.period is Period.HORIZON else f"the {params.period}"
    before = " and all the time before" * params.carry
    return f"in {span} from {block.first.day} {block.first:%b}{before}"
