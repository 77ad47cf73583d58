"""The grid of capacity against demand, line by line and day by day."""

from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.services.capacity import CapacityBy, CapacityCell, capacity_lines
from scheduling.services.preflight import PreflightView
from scheduling.solver.preflight import preflight
from scheduling.solver.room import Room
from tests.builders import MONDAY, ProblemBuilder, setting

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)


def look(build: ProblemBuilder, *rules: RuleSetting) -> PreflightView:
    capacity = preflight(Room(build.problem, apply_settings(build.problem, rules)))
    return PreflightView(build.problem, capacity, (), ())


def kitchen() -> ProblemBuilder:
    """Two nurses for a day and a late shift of two heads and one; a cook's role that nothing asks for."""
    build = ProblemBuilder(days=2).people("ann", "ben").role("q", "Cook").template("D", 480, 960)
    build = build.template("L", 960, 1320).plan("D", 0, demands=(Demand("r", 0, 2),))
    return build.plan("L", 0, demands=(Demand("r", 0, 1),))


def test_a_role_has_a_line_with_its_dates_and_one_that_nothing_asks_for_has_none() -> None:
    (line,) = capacity_lines(look(kitchen(), ONE_A_DAY), CapacityBy.ROLE)
    assert line == ("Nurse", {MONDAY: CapacityCell(MONDAY, 2, 3, 1, ("Ann", "Ben"))})


def test_a_shift_that_is_short_only_together_with_another_says_so() -> None:
    (day, late) = capacity_lines(look(kitchen(), ONE_A_DAY), CapacityBy.SHIFT)
    assert (day[0], late[0]) == ("D · Nurse", "L · Nurse")
    assert (day[1][MONDAY].missing, late[1][MONDAY].missing) == (1, 1)
    free = capacity_lines(look(kitchen()), CapacityBy.SHIFT)
    assert [cells[MONDAY].missing for _, cells in free] == [0, 0]


def test_hours_compare_minutes_and_lack_what_is_beyond_them() -> None:
    (line,) = capacity_lines(look(kitchen(), ONE_A_DAY), CapacityBy.HOURS)
    cell = line[1][MONDAY]
    assert (cell.could, cell.wanted, cell.missing) == (2 * 480, 2 * 480 + 360, 360)


def test_less_than_a_quarter_more_than_wanted_is_tight() -> None:
    assert [CapacityCell(MONDAY, could, 4, 0, ()).tight for could in (4, 5)] == [True, False]
