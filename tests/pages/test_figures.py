"""The pictures of a roster say what the roster says."""

from datetime import date

import pytest

from pages.components.coverage import coverage_heatmap
from pages.components.heatmap import legend, roster_heatmap
from pages.components.hours import hours_bars
from pages.components.palette import AWAY, PALETTE
from scheduling.domain.problem import Demand
from scheduling.services.solution import view
from tests.builders import ProblemBuilder, roster


def week(days: int = 7) -> ProblemBuilder:
    build = ProblemBuilder(days=days).people("ann", "ben").role("s", "Senior")
    return build.template("D", 480, 960).template("N", 960, 1440).plan("D").plan("N", 0)


def test_cells_carry_code_and_colour_of_the_shift_and_tell_it_in_words() -> None:
    seen = view(week().off("ben", 1, 0, 1440).problem, roster({"ann": ["D@0"], "ben": ["N@0"]}, "s"), [])
    heat = roster_heatmap(seen).data[0]
    assert [row[:2] for row in heat.text] == [["D", ""], ["N", ""]]
    assert [row[:2] for row in heat.z] == [[0, None], [1, 2]]
    assert heat.customdata[1][0] == "<b>Ben</b><br>Monday 30 November<br>N 16:00–24:00, Senior"
    assert heat.customdata[1][1] == "<b>Ben</b><br>Tuesday 1 December<br>time off"
    assert heat.customdata[0][1].endswith("not working")


def test_colours_come_in_flat_steps_in_the_order_of_the_numbers() -> None:
    heat = roster_heatmap(view(week().problem, roster({}), [])).data[0]
    assert [colour for _, colour in heat.colorscale][::2] == [PALETTE[0], PALETTE[1], AWAY]
    assert (heat.zmin, heat.zmax) == (-0.5, 2.5)


def test_the_legend_names_time_off_only_where_somebody_is_off() -> None:
    assert "Time off" not in legend(view(week().problem, roster({}), []))
    assert "Time off" in legend(view(week().off("ann", 0, 0, 1440).problem, roster({}), []))


def test_names_never_become_markup() -> None:
    seen = view(week().people("<b>x").problem, roster({}), [])
    assert "&lt;B&gt;X" in roster_heatmap(seen).data[0].customdata[2][0]


@pytest.mark.parametrize(
    ("heads", "number", "text", "words"),
    [(0, -1, "0/1", "1 short"), (1, 0, "1/1", "as wanted"), (2, 1, "2/1", "1 too many")],
)
def test_coverage_counts_heads_against_the_target(heads: int, number: int, text: str, words: str) -> None:
    build = ProblemBuilder(days=1).people("ann", "ben").template("D", 480, 960)
    build.plan("D", demands=(Demand("r", target=1),))
    seen = view(build.problem, roster({name: ["D@0"] for name in ("ann", "ben")[:heads]}), [])
    heat = coverage_heatmap(seen).data[0]
    assert (heat.z, heat.text) == (([number],), ([text],))
    assert heat.customdata[0][0].endswith(words)


def test_days_are_named_shortly_and_tell_where_a_month_begins() -> None:
    axis = roster_heatmap(view(week(3).problem, roster({}), [])).layout.xaxis
    assert axis.ticktext == ("<b>Nov</b><br>Mon<br>30", "<b>Dec</b><br>Tue<br>1", "<br>Wed<br>2")
    assert axis.tickvals[0] == date(2026, 11, 30).isoformat()


def test_paid_time_off_is_drawn_only_where_there_is_some() -> None:
    names = [bar.name for bar in hours_bars(view(week().problem, roster({}), [])).data]
    assert names == ["worked", "contract"]
    off = week().off("ann", 0, 0, 1440, {0: 480})
    paid = hours_bars(view(off.problem, roster({"ann": ["D@1"]}), [])).data
    assert [(bar.name, bar.x[0]) for bar in paid[:2]] == [("worked", 8), ("paid time off", 8)]
