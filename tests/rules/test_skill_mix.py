"""Skill mix: how many of a group are on each shift, head by head."""

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment, Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import ProblemBuilder, amount, breaches, doubts, setting
from tests.encoded import encoded

SENIORS = Scope(ScopeKind.LABEL, ("senior",))


def ward(days: int = 1) -> ProblemBuilder:
    """One shift a day; Ann, Bob and Cat are the seniors, Dan and Eve are not."""
    build = ProblemBuilder(days).role("c", "Cook").template("D", 480, 960, frozenset({"day"})).plan("D")
    return build.people("ann", "bob", "cat", roles="r c", labels=frozenset({"senior"})).people("dan", "eve")


def mix(weight: int | None = 1, scope: Scope = SENIORS, **params: object) -> RuleSetting:
    return setting("skill_mix", weight, scope, **params)


def on_first_day(*names: str) -> dict[str, list[str]]:
    return {name: ["D@0"] for name in names}


@pytest.mark.parametrize(("crew", "units"), [("dan eve", 2), ("ann dan", 1), ("ann bob", 0), ("ann bob cat", 0)])
def test_each_head_of_the_group_below_the_lower_limit_counts_and_others_do_not_help(crew: str, units: int) -> None:
    assert amount(ward(), on_first_day(*crew.split()), mix(minimum=2)) == units


@pytest.mark.parametrize(("crew", "units"), [("dan eve", 0), ("ann dan", 0), ("ann bob", 1), ("ann bob cat", 2)])
def test_each_head_of_the_group_above_the_upper_limit_counts_and_others_do_not_matter(crew: str, units: int) -> None:
    assert amount(ward(), on_first_day(*crew.split()), mix(minimum=None, maximum=1)) == units


def test_with_both_limits_either_side_counts() -> None:
    rule = mix(minimum=1, maximum=1)
    assert [amount(ward(), on_first_day(*crew), rule) for crew in ([], ["ann"], ["ann", "bob"])] == [1, 0, 1]


def test_an_upper_limit_of_nobody_keeps_the_group_off_the_shift() -> None:
    assert amount(ward(), on_first_day("ann"), mix(minimum=None, maximum=0)) == 1


def test_an_empty_shift_is_short_unless_only_staffed_ones_matter() -> None:
    assert amount(ward(), {}, mix(minimum=2)) == 2
    assert amount(ward(), {}, mix(minimum=2, only_staffed=True)) == 0
    assert amount(ward(), on_first_day("dan"), mix(minimum=2, only_staffed=True)) == 2
    assert amount(ward(), on_first_day("ann"), mix(minimum=2, only_staffed=True)) == 1


def test_a_shift_that_nobody_can_work_is_never_staffed() -> None:
    build = ward().role("z", "Driver").template("V", 960, 1200).plan("V", demands=(Demand("z"),))
    assert amount(build, on_first_day("ann", "bob"), mix(minimum=2, only_staffed=True)) == 0
    assert amount(build, on_first_day("ann", "bob"), mix(minimum=2)) == 2


def test_the_upper_limit_holds_also_where_only_staffed_shifts_need_the_group() -> None:
    assert amount(ward(), on_first_day("ann", "bob"), mix(minimum=1, maximum=1, only_staffed=True)) == 1


def test_who_belongs_to_the_group_counts_in_whatever_role() -> None:
    build = ProblemBuilder(1).role("c", "Cook").people("ann", roles="r c").template("D", 480, 960)
    build.plan("D", demands=(Demand("r"), Demand("c")))
    plan = frozenset({Assignment("ann", "D@0", "c")})
    assert score(build.problem, plan, [mix(scope=Scope(ScopeKind.ROLE, ("r",)))]).penalty == 0


def test_where_roles_are_named_only_who_works_in_them_counts_and_shifts_that_ask_for_them_are_judged() -> None:
    build = ProblemBuilder(1).role("c", "Cook").people("ann", "bob", roles="r c").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r"), Demand("c"))).template("N", 1320, 1800).plan("N")
    cooks = mix(scope=Scope(), minimum=2, roles=["c"])
    plan = frozenset({Assignment("ann", "D@0", "c"), Assignment("bob", "D@0", "r")})
    (short,) = score(build.problem, plan, [cooks]).violations
    assert (short.amount, short.shifts) == (1, ("D@0",))
    assert encoded(build.problem, plan, [cooks]) == 1
    two = mix(scope=Scope(), minimum=2, roles=["c", "r"])
    assert score(build.problem, plan, [two]).penalty == encoded(build.problem, plan, [two]) == 2
    everyone = plan | {Assignment("ann", "N@0", "r"), Assignment("bob", "N@0", "r")}
    assert score(build.problem, everyone, [two]).penalty == encoded(build.problem, everyone, [two]) == 0


def test_where_templates_are_named_only_their_shifts_are_judged() -> None:
    build = ward(2).template("N", 1320, 1800).plan("N")
    assert amount(build, {}, mix(templates=["N"])) == 2
    assert amount(build, {}, mix(templates=["N", "D"])) == 4
    assert "No shift of X" in doubts(build.template("X", 0, 60), mix(templates=["X"]))[0].message


def test_a_shift_that_asks_for_nobody_is_not_judged() -> None:
    build = ProblemBuilder(1).people("ann").template("D", 480, 960).plan("D", demands=())
    assert amount(build, {}, mix(scope=Scope())) == 0


def test_a_group_of_nobody_is_short_on_every_shift() -> None:
    assert amount(ward(3), on_first_day("ann"), mix(scope=Scope(ScopeKind.LABEL, ("first aid",)))) == 3


def test_filters_choose_the_shifts_that_are_judged() -> None:
    build = ward(2).template("N", 1320, 1800, frozenset({"night"})).plan("N", 0)
    for scope, units in (
        (SENIORS, 3),
        (Scope(ScopeKind.LABEL, ("senior",), frozenset({"night"})), 1),
        (Scope(ScopeKind.LABEL, ("senior",), weekdays=frozenset({0})), 2),
        (Scope(ScopeKind.LABEL, ("senior",), weekdays=frozenset({5})), 0),
    ):
        assert amount(build, {}, mix(scope=scope)) == units


def test_the_sentence_says_where_and_how_many_and_the_penalty_is_weight_times_heads() -> None:
    (short,) = breaches(ward(), on_first_day("ann"), mix(5, minimum=3))
    assert short.message == "D on Mon 30 Nov has 1 of the group, 2 short of 3"
    assert (short.amount, short.penalty, short.shifts, short.employee) == (2, 10, ("D@0",), None)
    (above,) = breaches(ward(), on_first_day("ann", "bob", "cat"), mix(maximum=2))
    assert above.message == "D on Mon 30 Nov has 3 of the group, 1 above 2"


def test_a_lower_limit_above_the_upper_one_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at least 3 is more than at most 2"):
        params_of(mix(minimum=3, maximum=2))


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "has at least 1 person on each shift"),
        ({"only_staffed": True}, "has at least 1 person on each shift on which anybody works"),
        ({"minimum": 1, "maximum": 2}, "has at least 1 and at most 2 people on each shift"),
        ({"minimum": None, "maximum": 0, "only_staffed": True}, "has at most 0 people on each shift"),
        ({"minimum": None}, "has any number of people on each shift"),
        (
            {"minimum": 2, "roles": ["Cook", "Bar"], "templates": ["Evening"]},
            "has at least 2 people as Cook or Bar on each shift of Evening",
        ),
    ],
)
def test_the_limits_read_as_words(params: dict[str, object], words: str) -> None:
    rule = catalogue()["skill_mix"]
    assert rule.phrase(rule.Params.model_validate(params)) == words


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"minimum": 3}, []),
        ({"minimum": 4}, ["No shift can have 4 of a group of 3; lower the limit or add people to the group."]),
        ({"minimum": None, "maximum": 2}, []),
        (
            {"minimum": None, "maximum": 3},
            ["A group of 3 is never above 3; lower the upper limit or leave it empty."],
        ),
        ({"minimum": None}, ["Neither limit is set, so nothing is ever counted; enter one or switch the rule off."]),
    ],
)
def test_limits_that_cannot_be_met_or_never_matter_are_doubted(params: dict[str, object], said: list[str]) -> None:
    assert [d.message for d in doubts(ward(), mix(**params))] == said


def test_a_template_that_too_few_of_the_group_can_work_is_doubted_once() -> None:
    build = (
        ward(3).template("K", 480, 960).plan("K", demands=(Demand("c"),)).people("fay", labels=frozenset({"senior"}))
    )
    text = "Only 3 of the group can work K, always short of 4; lower the limit or give more of them a role that it asks"
    assert [d.message for d in doubts(build, mix(minimum=3))] == []
    assert [d.message for d in doubts(build, mix(minimum=4))] == [f"{text} for."]


def test_a_template_that_asks_for_nobody_or_is_left_out_by_the_filters_is_not_doubted() -> None:
    build = ward().role("z", "Driver").template("V", 960, 1200).plan("V", demands=(Demand("z"),))
    assert len(doubts(build, mix())) == 1
    day_shifts = Scope(ScopeKind.LABEL, ("senior",), template_labels=frozenset({"day"}))
    assert doubts(build, mix(1, day_shifts)) == []
    assert doubts(ward().template("W", 960, 1200).plan("W", demands=()), mix()) == []
