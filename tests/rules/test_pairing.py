"""Pairing: shifts that two people share or do not share, one by one."""

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import ProblemBuilder, amount, breaches, doubts, setting

NEW = frozenset({"new"})
PAIR = (("ann", "bob"),)


def house() -> ProblemBuilder:
    build = ProblemBuilder().role("c", "Cook").people("ann", "bob", labels=NEW).people("cat")
    build.template("D", 480, 960, frozenset({"day"})).template("E", 480, 960)
    return build.plan("D").plan("E")


def pairing(kind: str, *pairs: tuple[str, str], weight: int | None = 1, scope: Scope | None = None) -> RuleSetting:
    return setting("pairing", weight, scope, kind=kind, pairs=pairs or PAIR)


@pytest.mark.parametrize(
    ("ann", "bob", "together", "follow", "apart"),
    [
        ([], [], 0, 0, 0),
        (["D@0"], ["D@0"], 0, 0, 1),
        (["D@0"], [], 1, 1, 0),
        ([], ["D@0"], 1, 0, 0),
        (["D@0"], ["E@0"], 2, 1, 0),
        (["D@0", "D@1", "E@2"], ["D@0", "D@1", "D@2"], 2, 1, 2),
        (["D@0", "D@1"], ["D@5", "D@6", "E@4"], 5, 2, 0),
    ],
)
def test_shifts_are_counted_one_by_one(ann: list[str], bob: list[str], together: int, follow: int, apart: int) -> None:
    plan = {"ann": ann, "bob": bob}
    kinds = ("together", "follow", "apart")
    assert [amount(house(), plan, pairing(kind)) for kind in kinds] == [together, follow, apart]


def test_the_same_hours_on_another_shift_are_not_together() -> None:
    assert amount(house(), {"ann": ["D@0"], "bob": ["E@0"]}, pairing("apart")) == 0


def test_who_follows_is_the_first_of_the_pair() -> None:
    assert amount(house(), {"ann": ["D@0"]}, pairing("follow", ("ann", "bob"))) == 1
    assert amount(house(), {"ann": ["D@0"]}, pairing("follow", ("bob", "ann"))) == 0


@pytest.mark.parametrize(("kind", "units"), [("together", 1), ("follow", 1), ("apart", 0)])
def test_a_pair_named_twice_counts_once(kind: str, units: int) -> None:
    assert amount(house(), {"ann": ["D@0"]}, pairing(kind, ("ann", "bob"), ("ann", "bob"))) == units
    assert amount(house(), {"ann": ["D@0"]}, pairing(kind, ("ann", "bob"), ("bob", "ann"))) == units


def test_a_pair_named_both_ways_is_one_pair_but_two_followers() -> None:
    both = ("ann", "bob"), ("bob", "ann")
    assert amount(house(), {"ann": ["D@0"], "bob": ["D@0"]}, pairing("apart", *both)) == 1
    assert amount(house(), {"ann": ["D@0"], "bob": ["E@0"]}, pairing("follow", *both)) == 2


def test_each_pair_is_judged_by_itself() -> None:
    plan = {"ann": ["D@0"], "bob": ["D@0"], "cat": ["D@0"]}
    assert amount(house(), plan, pairing("apart", ("ann", "bob"), ("ann", "cat"), ("bob", "cat"))) == 3


def test_leave_is_no_excuse_for_the_other() -> None:
    assert amount(house().off("bob", 0, 0, 1440), {"ann": ["D@0"]}, pairing("together")) == 1


def test_what_was_worked_before_the_plan_is_not_judged() -> None:
    assert amount(house().worked("ann", "D", -1), {}, pairing("together")) == 0


def test_somebody_who_is_not_planned_makes_no_pair() -> None:
    assert amount(house(), {"ann": ["D@0"]}, pairing("together", ("ann", "gone"))) == 0


def test_a_pair_holds_only_where_the_setting_is_about_both() -> None:
    plan = {"ann": ["D@0"], "bob": [], "cat": ["D@1"]}
    rule = pairing("together", ("ann", "bob"), ("bob", "cat"), scope=Scope(ScopeKind.LABEL, ("new",)))
    assert [v.shifts for v in breaches(house(), plan, rule)] == [("D@0",)]


@pytest.mark.parametrize("kind", ["together", "follow"])
def test_filters_choose_the_shifts(kind: str) -> None:
    plan = {"ann": ["D@0", "E@1"]}
    for scope, units in (
        (Scope(template_labels=frozenset({"day"})), 1),
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(weekdays=frozenset({2})), 0),
        (Scope(), 2),
    ):
        assert amount(house(), plan, pairing(kind, scope=scope)) == units


def test_filters_choose_the_shifts_that_are_kept_apart() -> None:
    plan = {"ann": ["D@0", "E@1"], "bob": ["D@0", "E@1"]}
    assert amount(house(), plan, pairing("apart", scope=Scope(weekdays=frozenset({1})))) == 1


def test_the_sentence_says_who_and_where_and_the_penalty_is_weight_times_shifts() -> None:
    found = breaches(house(), {"ann": ["D@0"], "bob": ["E@1"]}, pairing("together", weight=3))
    assert [(v.message, v.employee, v.shifts, v.penalty) for v in found] == [
        ("Ann works D on Mon 30 Nov without Bob", "ann", ("D@0",), 3),
        ("Bob works E on Tue 1 Dec without Ann", "bob", ("E@1",), 3),
    ]
    (both,) = breaches(house(), {"ann": ["D@0"], "bob": ["D@0"]}, pairing("apart"))
    assert both.message == "Ann and Bob both work D on Mon 30 Nov"


def test_a_pair_of_one_person_is_refused() -> None:
    with pytest.raises(InvalidInput, match="names the same person twice"):
        params_of(pairing("apart", ("ann", "bob"), ("cat", "cat")))


MANY = tuple(("ann", other) for other in ("bob", "cat", "dan", "eve"))


@pytest.mark.parametrize(
    ("kind", "pairs", "words"),
    [
        ("together", PAIR, "has ann and bob work only together"),
        ("apart", (*PAIR, ("cat", "dan")), "keeps ann and bob, cat and dan apart"),
        ("follow", (*PAIR, ("cat", "dan")), "has ann work only with bob and cat work only with dan"),
        ("together", (), "has 0 pairs work only together"),
        ("apart", MANY[:3], f"keeps {', '.join(f'{one} and {two}' for one, two in MANY[:3])} apart"),
        ("apart", MANY, "keeps 4 pairs apart"),
        ("follow", MANY, "has the first of each of 4 pairs work only with the second"),
    ],
)
def test_pairs_read_as_words(kind: str, pairs: tuple[tuple[str, str], ...], words: str) -> None:
    rule = catalogue()["pairing"]
    assert rule.phrase(rule.Params.model_validate({"kind": kind, "pairs": pairs})) == words


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (pairing("together"), None),
        (setting("pairing"), "No pair is named, so nothing is ever counted; name one or switch the rule off."),
        (
            pairing("apart", ("ann", "gone")),
            "A pair names somebody who is not planned, so it never counts; take it out.",
        ),
        (
            pairing("follow", ("ann", "cat"), scope=Scope(ScopeKind.LABEL, ("new",))),
            "Ann and Cat are not both among those it is about, so they never count; widen the scope.",
        ),
        (
            pairing("together", ("ann", "dan")),
            "Ann and Dan hold no roles that one shift asks for; give them such roles or take them out.",
        ),
        (pairing("together", ("ann", "eve")), None),
        (
            pairing("together", ("ann", "eve"), scope=Scope(template_labels=frozenset({"day"}))),
            "Ann and Eve hold no roles that one shift asks for; give them such roles or take them out.",
        ),
    ],
)
def test_pairs_that_never_meet_or_never_count_are_doubted(rule: RuleSetting, said: str | None) -> None:
    """Dan cooks and Eve guards: K asks for a cook alone, G for a guard and a nurse."""
    build = house().role("g", "Guard").people("dan", roles="c").people("eve", roles="g")
    build.template("K", 480, 960).plan("K", demands=(Demand("c"),))
    build.template("G", 480, 960).plan("G", demands=(Demand("g"), Demand("r")))
    assert [doubt.message for doubt in doubts(build, rule)] == ([said] if said else [])


def test_a_pair_may_be_all_the_people_that_there_are() -> None:
    build = ProblemBuilder().people("ann", "bob").template("D", 480, 960).plan("D")
    assert doubts(build, pairing("together")) == []
