"""Which roster to take, in words, also where nothing decides."""

from dataclasses import replace

from scheduling.services.measures import LINES, Measures
from scheduling.services.verdicts import best_of, verdict
from scheduling.services.yardstick import Counted

PLAIN = Measures(coverage=90.0, short=480, over=0, cost=None, spread=600, granted=5, wished=9, weekends=8, changes=None)


def counted(penalty: int, hard: int = 0) -> Counted:
    return Counted({}, hard, penalty)


def test_equal_rosters_are_told_apart_by_measures_or_said_to_be_alike() -> None:
    one, two = ("A", counted(7), PLAIN), ("B", counted(7), replace(PLAIN, weekends=6, short=0))
    assert verdict([one, two])[1] == (
        "Take A or B: they cost the same, 7, and they differ in hours short and weekends worked, so choose by that."
    )
    assert "alike in every measure" in verdict([one, ("B", counted(7), PLAIN)])[1]


def test_where_all_break_hard_rules_none_is_to_be_taken() -> None:
    best, said = verdict([("A", counted(1, hard=3), PLAIN), ("B", counted(9, hard=2), PLAIN)])
    assert (best, said) == ("B", "None can be taken as it is: even B breaks rules in 2 places that must hold.")


def test_the_only_one_that_holds_all_hard_rules_is_taken_whatever_it_costs() -> None:
    best, said = verdict([("A", counted(1, hard=1), PLAIN), ("B", counted(900), PLAIN)])
    assert best == "B"
    assert said.startswith("Take B: it is the only one that breaks no rule that must hold. A is out")


def test_no_measure_is_marked_where_all_are_alike_and_none_where_it_does_not_apply() -> None:
    by_label = {line.label: line for line in LINES}
    assert best_of(by_label["Cost"], [PLAIN, PLAIN]) == frozenset()
    assert best_of(by_label["Coverage"], [PLAIN, PLAIN]) == frozenset()
    assert best_of(by_label["Coverage"], [PLAIN, replace(PLAIN, coverage=95.0)]) == {1}
    assert best_of(by_label["Weekends worked"], [PLAIN, replace(PLAIN, weekends=9), PLAIN]) == {0, 2}
