"""What can be shared out fairly, and how the distances are judged."""

from enum import StrEnum

from pydantic import Field

from scheduling.rules.parameters import RuleParams


class Measure(StrEnum):
    MINUTES = "minutes"
    SHIFTS = "shifts"
    NIGHTS = "nights"
    WEEKENDS = "weekends"
    UNDESIRED = "undesired"


class Norm(StrEnum):
    RANGE = "range"
    L1 = "l1"
    MAX = "max"


class FairnessParams(RuleParams):
    measure: Measure = Field(
        default=Measure.MINUTES,
        title="Share out",
        description="minutes worked, shifts, nights (a shift under way at three in the morning), weekends with a "
        "shift, or shifts at undesired times.",
    )
    norm: Norm = Field(
        default=Norm.RANGE,
        title="Judge by",
        description="range: between the one most above and the one most below their share; "
        "l1: all differences added up; max: the one most above.",
    )
    weeks_before: int = Field(
        default=0,
        ge=0,
        le=13,
        title="Also the weeks before",
        description="Counts what these people worked in so many weeks before the plan; not for undesired times.",
    )
