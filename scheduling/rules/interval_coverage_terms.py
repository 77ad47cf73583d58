"""What coverage by the clock is asked for: a curve of heads over the day."""

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from scheduling.domain.clock import clock_text
from scheduling.rules.parameters import Clock, RoleId, RuleParams


class CurveRow(RuleParams):
    start: Clock = Field(default=0, ge=0, le=1439, title="From", description="Time of day.")
    end: Clock = Field(default=1440, ge=1, le=1440, title="To", description="Time of the same day, at most midnight.")
    heads: int = Field(default=1, ge=0, title="Heads", description="How many are wanted at work all that time.")

    @model_validator(mode="after")
    def _ordered(self) -> "CurveRow":
        if self.start >= self.end:
            raise ValueError(f"{self} does not end after it begins; a time across midnight takes two rows")
        return self

    def __str__(self) -> str:
        return f"{clock_text(self.start)}–{clock_text(self.end)}"


class IntervalCoverageParams(RuleParams):
    step: Literal[15, 20, 30, 60] = Field(default=30, title="Step", description="Minutes of each interval.")
    role: RoleId | None = Field(default=None, title="Role", description="Heads in this role only; empty: in any role.")
    curve: tuple[CurveRow, ...] = Field(default=(), title="Curve", description="Heads wanted by time of day.")
    under: int = Field(
        default=1, ge=0, title="Per head short", description="Units for each missing head, per interval."
    )
    over: int = Field(default=0, ge=0, title="Per head over", description="Units for each head too many, per interval.")

    @model_validator(mode="after")
    def _apart(self) -> "IntervalCoverageParams":
        for one, two in pairwise(sorted(self.curve, key=lambda row: row.start)):
            if two.start < one.end:
                raise ValueError(f"the rows {one} and {two} overlap; end one where the other begins")
        return self
