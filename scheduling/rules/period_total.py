"""Common ground of the rules that limit a total per period."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TypeVar

from pydantic import Field, model_validator

from scheduling.domain.periods import Block, Period, blocks
from scheduling.domain.problem import PastShift, Shift
from scheduling.rules.base import Applied, Breach, Rule, RuleParams
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model


class PeriodTotalParams(RuleParams):
    minimum: int | None = Field(default=None, ge=0, title="At least", description="Empty: no lower limit.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="Empty: no upper limit.")
    period: Period = Field(default=Period.WEEK, title="In each", description="The stretch of time that is summed up.")

    @model_validator(mode="after")
    def _ordered(self) -> "PeriodTotalParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self


P = TypeVar("P", bound=PeriodTotalParams)


class PeriodTotal(Rule[P]):
    """Limits a sum over the shifts of each block of time.

    A block that the end of the plan cuts off is not charged for its minimum. In a calendar month the days before
    the plan count where the history knows them.
    """

    limits = ("minimum", "maximum")

    @abstractmethod
    def worth(self, shift: Shift | PastShift, params: P) -> int:
        """What one shift adds to the total."""

    @abstractmethod
    def text(self, total: int) -> str:
        """A total in words."""

    def credit(self, facts_or_model: "Facts | Model", who: str, block: Block) -> int:
        """What absences add to the total of a block; nothing unless a rule says so."""
        return 0

    def check(self, facts: Facts, applied: Applied[P]) -> Iterator[Breach]:
        params = applied.params
        for who in applied.employees:
            worked: list[Shift | PastShift] = [*facts.past(who), *facts.worked(who)]
            counted = [s for s in worked if applied.covers(s.date, facts.labels(s.template))]
            for block in blocks(facts.problem, params.period):
                inside = [s for s in counted if s.date in block]
                total = sum(self.worth(s, params) for s in inside) + self.credit(facts, who, block)
                ids = tuple(s.id for s in inside if isinstance(s, Shift))
                said = f"{facts.name(who)}: {self.text(total)} in the {params.period} from {block.first:%d %b}"
                if params.maximum is not None and total > params.maximum:
                    over = f"{said}, {self.text(total - params.maximum)} over the limit"
                    yield Breach(total - params.maximum, over, who, ids, block.first)
                if params.minimum is not None and block.whole and total < params.minimum:
                    under = f"{said}, {self.text(params.minimum - total)} under the minimum"
                    yield Breach(params.minimum - total, under, who, ids, block.first)

    def encode(self, model: Model, applied: Applied[P]) -> None:
        params, templates = applied.params, model.problem.template_by_id
        for who in applied.employees:
            for block in blocks(model.problem, params.period):
                known = self.credit(model, who, block)
                for past in model.problem.history.shifts:
                    labels = templates[past.template].labels if past.template in templates else frozenset[str]()
                    if past.employee == who and past.date in block and applied.covers(past.date, labels):
                        known += self.worth(past, params)
                parts = [
                    (model.works(who, s), self.worth(s, params))
                    for s in model.shifts(who)
                    if s.date in block and applied.covers(s.date, templates[s.template].labels)
                ]
                total = sum(literal * worth for literal, worth in parts if worth) + known
                most = sum(worth for _, worth in parts) + known
                if params.maximum is not None:
                    model.charge(applied, total - params.maximum, most - params.maximum)
                if params.minimum is not None and block.whole:
                    model.charge(applied, params.minimum - total, params.minimum - known)

    def phrase(self, params: P) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {self.text(params.minimum)}")
        if params.maximum is not None:
            sides.append(f"at most {self.text(params.maximum)}")
        span = "the whole plan" if params.period is Period.HORIZON else f"each {params.period}"
        return f"works {' and '.join(sides) or 'any amount'} in {span}"
