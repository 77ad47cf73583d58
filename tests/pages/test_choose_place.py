"""Which week is shown before anybody has chosen one."""

from datetime import date

from pages.components.choose_place import usual_week
from scheduling.services.records import ScheduleRecord


def test_the_usual_week_is_the_first_that_is_not_over() -> None:
    weeks = [ScheduleRecord(f"w{k}", "s", f"Week {k}", date(2026, 3, 2 + 7 * k), 7) for k in range(3)]
    shown = {day: usual_week(weeks, date(2026, 3, day)).id for day in (1, 8, 9, 15, 16, 22, 23)}
    assert shown == {1: "w0", 8: "w0", 9: "w1", 15: "w1", 16: "w2", 22: "w2", 23: "w2"}
