"""What was counted once is priced under any weights exactly as the check prices it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.roster import Roster
from scheduling.domain.settings import Scope, ScopeKind
from scheduling.rules.catalogue import catalogue
from scheduling.services.yardstick import Tallies, Tally, Yardstick
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import any_rosters, problems, quickly, rule_settings

CODES = sorted(catalogue())
WEIGHTS = st.integers(0, 40)


@settings(quickly, max_examples=80)
@given(data=st.data())
def test_under_every_new_weight_the_price_is_the_checks_to_the_last_unit(data: st.DataObject) -> None:
    """Off (0) and on again too: what a switched-off setting displaced holds then."""
    problem = data.draw(problems())
    plan = data.draw(any_rosters(problem))
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=6)))
    rules = [data.draw(rule_settings(problem, code, hard=k == 1, name=f"{k}-{code}")) for k, code in codes]
    tallies = Tallies()
    for _ in range(3):
        drawn = [one if one.hard else replace(one, weight=data.draw(WEIGHTS)) for one in rules]
        counted, verdict = Yardstick(problem, drawn, tallies).measure("one", lambda: plan), score(problem, plan, drawn)
        assert (counted.hard, counted.penalty) == (verdict.hard, verdict.penalty)
        priced = {one.id: (one.weight or 0) * counted.tallies.get(one.id, Tally()).units for one in drawn}
        assert {name: cost for name, cost in priced.items() if cost} == dict(verdict.penalty_by_setting)


def test_a_roster_is_asked_for_once_only_however_often_weights_change() -> None:
    problem = ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D").problem
    asked, tallies = [], Tallies()

    def plan() -> Roster:
        asked.append(1)
        return roster({"ann": ["D@0"]})

    cover = setting("coverage", 3, level="minimum", under=1)
    for weight in (3, 7, 1000):
        Yardstick(problem, [replace(cover, weight=weight)], tallies).measure("one", plan)
    assert len(asked) == 1


def test_a_wish_that_is_switched_off_gives_way_to_the_wider_one() -> None:
    """Ann works both days; everyone may work one, Ann three: off, hers lets the wider limit hold for her."""
    problem = ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D").problem
    wide = replace(setting("shift_count", 10, maximum=1), id="wide")
    own = replace(setting("shift_count", 10, Scope(ScopeKind.EMPLOYEE, ("ann",)), maximum=3), id="own")
    tallies, both = Tallies(), roster({"ann": ["D@0", "D@1"]})
    assert Yardstick(problem, [wide, own], tallies).measure("one", lambda: both).penalty == 0
    off = replace(own, weight=0)
    assert Yardstick(problem, [wide, off], tallies).measure("one", lambda: both).penalty == 10
