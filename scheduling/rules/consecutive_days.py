"""Runs of working days."""

from scheduling.rules.runs_of_days import RunParams, RunsOfDays


class ConsecutiveDays(RunsOfDays[RunParams]):
    """Limits how many days in a row a person works.

    What was worked before the plan counts. A run that is still open at the end of the plan, or whose beginning
    is not known, is not charged for being short. Scope filters are not used: every shift makes a working day.
    """

    code = "consecutive_days"
    label = "Working days in a row"
    unit = "day"
    working = True
