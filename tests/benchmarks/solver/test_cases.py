"""Plans that are made up are the same each time, and as large as their name says."""

from pathlib import Path
from unittest.mock import patch

import pytest

from benchmarks.solver import cases
from benchmarks.solver.drawn import Drawn
from scheduling.domain.errors import InvalidInput


def test_a_plan_that_is_made_up_has_so_many_weeks_people_and_templates(tmp_path: Path) -> None:
    with patch.object(cases, "ROOT", tmp_path):
        one = cases.case("drawn/6x9x5", tmp_path)
    assert (one.problem.days, len(one.problem.employees), len(one.problem.templates)) == (42, 9, 5)
    assert one.words == (str(tmp_path / "var" / "drawn" / "6x9x5.txt"),)
    assert one.slug == "drawn_6x9x5"


def test_it_is_the_same_each_time_and_another_for_other_numbers() -> None:
    assert Drawn(4, 6, 3).text() == Drawn(4, 6, 3).text() != Drawn(4, 6, 4).text()


@pytest.mark.parametrize("templates", [1, 2, 5, 8, 16, 32])
def test_every_template_is_planned_and_may_be_worked_by_somebody(templates: int) -> None:
    lines = Drawn(2, 12, templates).text().split()
    shifts = lines[lines.index("SECTION_SHIFTS") + 1 : lines.index("SECTION_STAFF")]
    assert len(shifts) == templates
    staff = lines[lines.index("SECTION_STAFF") + 1 : lines.index("SECTION_DAYS_OFF")]
    for name in (shift.split(",")[0] for shift in shifts):
        assert any(f"{name}=0" not in person for person in staff)


@pytest.mark.parametrize("name", ["drawn/6x9", "drawn/axbxc", "drawn/", "drawn/0x9x5", "drawn/6x0x5", "drawn/6x9x0"])
def test_numbers_that_are_none_are_told_with_what_would_be(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="52x150x32"):
        cases.case(name, tmp_path)
