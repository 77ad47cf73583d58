"""What the first rules say against a setting that cannot be meant, and that they keep quiet about one that can."""

import pytest

from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.builders import ProblemBuilder, doubts, setting

ANN = Scope(ScopeKind.EMPLOYEE, ("ann",))
MONDAYS = Scope(weekdays=frozenset({0}))


def week(days: int = 7) -> ProblemBuilder:
    """Ann and Ben, a day and a night shift on every day; template X is never planned."""
    build = ProblemBuilder(days=days).people("ann", "ben").template("D", 480, 960).template("N", 1320, 1800)
    build = build.template("X", 0, 60).plan("D", demands=(Demand("r", 1, 2),)).plan("N", demands=(Demand("r", 1, 2),))
    return build.says("ann", "undesired", 1, 0, 1440).asks("ann", "D", 0, on=True).wishes("ann", template="D")


MEANT = [
    setting("coverage", level="minimum"),
    setting("coverage", level="target", over=1),
    setting("coverage", level="target", under=0, over=1),
    setting("coverage", 1, Scope(template_labels=frozenset({"none"}))),
    setting("availability", 1, Scope(ScopeKind.LABEL, ("none",)), kind="desired"),
    setting("preferences", 1, Scope(ScopeKind.LABEL, ("none",))),
    setting("availability", kind="undesired"),
    setting("availability", kind="requests"),
    setting("preferences"),
    setting("forbidden_succession", pairs=[["N", "D"]]),
    setting("min_rest", hours=11),
    setting("min_rest", hours=3, after=("N",), before=("D",)),
    setting("weekends", complete=True),
    setting("weekends", maximum=0),
    setting("consecutive_days", maximum=6),
    setting("consecutive_days", maximum=6, edges="open"),
    setting("consecutive_days", minimum=2),
    setting("consecutive_days_off", maximum=2),
    setting("consecutive_shifts", None, MONDAYS, maximum=2),
    setting("working_time", minimum=60),
    setting("working_time", minimum=60, period="horizon"),
    setting("shift_count", maximum=2, templates=("N",)),
    setting("shift_count", maximum=2, period="month"),
    setting("max_shifts_per_day"),
    setting("fairness", measure="undesired"),
    setting("fairness", measure="nights"),
    setting("fairness", 1, ANN, norm="max"),
]

DOUBTED = [
    (setting("coverage", level="maximum"), "No planned shift has a maximum, so nothing is compared"),
    (setting("coverage", under=0), "Neither a head short nor a head over ever counts"),
    (setting("coverage", 1, ANN), "Whoever works a shift counts on it"),
    (setting("availability", kind="desired"), "Nobody here named a time as desired"),
    (setting("availability", 1, Scope(ScopeKind.EMPLOYEE, ("ben",)), kind="requests"), "Nobody here asked for a shift"),
    (setting("preferences", 1, Scope(ScopeKind.EMPLOYEE, ("ben",))), "Nobody here has a standing wish"),
    (setting("forbidden_succession"), "No pair is named"),
    (setting("forbidden_succession", pairs=[["N", "X"]]), "No shift of X is planned, so its pairs never come about"),
    (setting("min_rest", hours=2), "No two of these shifts lie less than 2 hours apart"),
    (setting("min_rest", hours=6, after=("D",)), "No two of these shifts lie less than 6 hours apart"),
    (setting("min_rest", 1, MONDAYS, hours=3), "No two of these shifts lie less than 3 hours apart"),
    (setting("min_rest", after=("X",)), "No shift of X is planned, so naming it changes nothing"),
    (setting("weekends"), "No limit is set"),
    (setting("weekends", days=(5,), complete=True), "A weekend of one day is always whole"),
    (setting("weekends", maximum=1), "The plan has no more than 1 weekend, so 1 are"),
    (setting("weekends", in_a_row=1), "The plan and the record hold no more than 1 weekend, so 1 in a row"),
    (setting("consecutive_days"), "No limit is set"),
    (setting("consecutive_days", minimum=1), "Every run has at least 1 day"),
    (setting("consecutive_days", maximum=7), "Only 7 days are known, so 7 in a row are never exceeded"),
    (setting("consecutive_days_off", 1, MONDAYS, maximum=2), "Every shift makes a working day here"),
    (setting("consecutive_shifts", maximum=9, templates=("N",)), "Only 7 days are known"),
    (setting("working_time"), "No limit is set"),
    (setting("working_time", minimum=60, period="month"), "The plan holds no whole month"),
    (setting("shift_count", maximum=1, templates=("X",)), "No shift of X is planned, so naming it changes nothing"),
    (setting("max_shifts_per_day", maximum=None), "No limit is set"),
    (setting("fairness", 1, ANN), "One person is never apart from others"),
    (setting("fairness", 1, Scope(template_labels=frozenset({"none"}))), "The demand calls for no minutes"),
]


@pytest.mark.parametrize("rule", MEANT, ids=lambda rule: f"{rule.code} {dict(rule.params)}")
def test_a_setting_that_can_be_meant_raises_no_doubt(rule: RuleSetting) -> None:
    assert doubts(week(), rule) == []


@pytest.mark.parametrize(("rule", "said"), DOUBTED, ids=lambda value: getattr(value, "code", ""))
def test_a_setting_that_cannot_be_meant_is_doubted_in_one_sentence(rule: RuleSetting, said: str) -> None:
    (found,) = doubts(week(), rule)
    assert found.message.startswith(said)


def test_what_was_worked_before_makes_limits_matter() -> None:
    assert doubts(week().known_since(-3), setting("consecutive_days", maximum=9)) == []
    assert len(doubts(week().known_since(-3), setting("consecutive_days", maximum=10))) == 1
    assert len(doubts(week().known_since(-3), setting("consecutive_days", maximum=7, edges="open"))) == 1
    before = week().worked("ann", "D", -1)
    assert doubts(before, setting("weekends", in_a_row=1)) == []
    assert doubts(week().worked("ann", "X", -7), setting("min_rest", after=("X",), hours=12)) != []
    assert doubts(week(days=2), setting("weekends", complete=True))[0].message.startswith("None of the weekend days")


def test_one_whole_period_is_enough_for_a_minimum_to_be_judged() -> None:
    assert doubts(week(days=8), setting("working_time", minimum=60)) == []
    (found,) = doubts(week(days=6), setting("working_time", minimum=60))
    assert found.message == "The plan holds no whole week, so the lower limit is not judged."


def test_a_template_is_doubted_once_by_its_name_and_not_at_all_when_it_was_worked_before() -> None:
    rule = setting("shift_count", maximum=1, templates=("X", "X", "gone"))
    assert [doubt.message for doubt in doubts(week(), rule)] == [
        "No shift of X is planned, so naming it changes nothing",
        "No shift of a template that no longer exists is planned, so naming it changes nothing",
    ]
    assert len(doubts(week().worked("ann", "X", -1), rule)) == 1


def test_nobody_named_a_time_as_undesired() -> None:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960).plan("D")
    (found,) = doubts(build, setting("fairness", measure="undesired"))
    assert found.message.startswith("Nobody named a time as undesired")


def test_a_target_of_nobody_is_never_short_so_only_heads_over_could_count() -> None:
    build = ProblemBuilder(days=1).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 0, 0),))
    (found,) = doubts(build, setting("coverage", under=1))
    assert found.message.startswith("Neither a head short nor a head over ever counts")
    assert doubts(build, setting("coverage", under=1, over=1)) == []


@pytest.mark.parametrize(("of_the_nurse", "doubted"), [(0, 1), (5, 0)])
def test_one_demand_that_counts_is_enough_for_coverage_to_matter(of_the_nurse: int, doubted: int) -> None:
    build = ProblemBuilder(days=1).people("ann").role("q", "Cook").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 0, 1, None, of_the_nurse, 0), Demand("q", 0, 1, None, 0, 0)))
    assert len(doubts(build, setting("coverage", level="target"))) == doubted


def test_coverage_asks_for_the_heads_that_it_would_charge_for() -> None:
    build = ProblemBuilder(days=1).people("ann").role("q", "Cook").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 1, 2, 3), Demand("q", 0, 1, under_cost=0)))

    def heads(level: str) -> list[tuple[str, int]]:
        (applied,) = apply_settings(build.problem, [setting("coverage", None, level=level)])
        return [(one.role, one.least) for one in catalogue()["coverage"].heads(applied)]

    assert heads("target") == [("r", 2)]
    assert heads("minimum") == [("r", 1)]
    assert heads("maximum") == []
