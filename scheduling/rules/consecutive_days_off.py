"""Runs of days off."""

from scheduling.rules.runs_of_days import RunParams, RunsOfDays


class ConsecutiveDaysOff(RunsOfDays[RunParams]):
    """Limits how many days in a row a person is off.

    Days off before the plan count. A run that is still open at the end of the plan, or whose beginning is not
    known, is not charged for being short. Scope filters are not used: every shift makes a working day.
    """

    code = "consecutive_days_off"
    label = "Days off in a row"
    unit = "day"
    working = False
