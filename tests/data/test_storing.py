"""A problem goes into the tables and comes out again as it was, ids aside."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from scheduling.checker import score
from scheduling.domain.problem import Assignment, Demand, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from tests.builders import ProblemBuilder
from tests.data.stored import Open, loaded, stored

SPRING = date(2026, 3, 23)
"""The clocks go forward in the night to the Sunday of this week, and back in that of the next."""
AUTUMN = date(2026, 10, 19)
NIGHTS = RuleSetting(
    "nights", "shift_count", 7, Scope(ScopeKind.LABEL, ("senior",)), {"templates": ["N"], "maximum": 1}
)
LATE_TO_EARLY = RuleSetting("late", "forbidden_succession", 3, params={"pairs": [["N", "D"], ["N", "minutes"]]})
HOURS = RuleSetting("hours", "working_time", 1, Scope(ScopeKind.CONTRACT, ("full",)), {"maximum": 900})
SAYS = RuleSetting("says", "availability", 2, params={"kind": "undesired", "per": "minute"})
FAIR = RuleSetting("fair", "fairness", 1, params={"measure": "minutes"})
SETTINGS = (NIGHTS, LATE_TO_EARLY, HOURS, SAYS, FAIR)


def two_weeks(start: date) -> ProblemBuilder:
    """Days and nights across a change of clocks, with a word of every kind in it."""
    build = ProblemBuilder(14, start).role("c", "Cook").contract("full", 2400).contract("mini", 600).contract("free")
    build.people("ann", contract="full", labels=frozenset({"senior"})).people("bob", roles="r c", contract="mini")
    build.people("cem", contract="free")
    build.template("D", 480, 960).template("N", 1320, 1800, frozenset({"night"})).template("minutes", 960, 1200)
    build.plan("D", demands=(Demand("r", 1, 2, 3), Demand("c", 0, 1, None, 5, 4))).plan("N").plan("minutes", 3)
    build.says("ann", "undesired", 5, 1200, 1440).says("ann", "undesired", 6, 0, 560)
    build.says("bob", "desired", 6, 0, 1440, weight=3)
    build.says("cem", "unavailable", 0, 90, 600).asks("ann", "N", 6, on=True, weight=2).asks("bob", "D", 2, on=False)
    build.wishes("ann", template="D", weight=2).wishes("bob", weekday=6, start=480, end=1800, avoid=True)
    build.off("cem", 8, 0, 2880).pin("ann", "N@5").pin("bob", "D@6", "c")
    return build.known_since(-7).worked("ann", "N", -1, -2).worked("cem", "D", -7)


def names(problem: Problem) -> dict[str, str]:
    """A name that tells people what is meant, by id."""
    found = {item.id: item.name for item in (*problem.roles, *problem.contracts, *problem.employees)}
    found |= {template.id: template.code for template in problem.templates}
    return found | {s.id: f"{problem.template_by_id[s.template].code} on {s.date}" for s in problem.shifts}


def told(value: Any, known: dict[str, str]) -> Any:
    """A record in words: names for ids, and everything that has no order of its own sorted."""
    if is_dataclass(value):
        return {field.name: told(getattr(value, field.name), known) for field in fields(value)}
    if isinstance(value, tuple | list | frozenset):
        return sorted((told(item, known) for item in value), key=str)
    return known.get(value, value) if isinstance(value, str) else value


def same(one: Problem, other: Problem) -> None:
    assert told(replace(one, name=""), names(one)) == told(replace(other, name=""), names(other))


def a_roster(problem: Problem) -> Roster:
    """A roster full of breaches: everybody works every shift that they hold a role for."""
    return frozenset(
        Assignment(person.id, shift.id, demand.role)
        for person in problem.employees
        for shift in problem.shifts
        for demand in shift.demands
        if demand.role in person.roles
    )


def test_weeks_over_a_change_of_clocks_come_back_whole(transactions: Open) -> None:
    for start in (SPRING, AUTUMN):
        before = two_weeks(start).problem
        nights = {shift.date: shift.minutes for shift in before.shifts if shift.template == "N"}
        assert set(nights.values()) == {480, 420 if start == SPRING else 540}
        after, _ = loaded(transactions, stored(transactions, before)[1])
        same(before, after)


def test_a_stretch_across_midnight_comes_back_cut_there_and_covers_the_same_minutes(transactions: Open) -> None:
    build = ProblemBuilder(7, SPRING).people("ann").says("ann", "undesired", 5, 1200, 2000)
    after, _ = loaded(transactions, stored(transactions, build.problem)[1])
    cuts = build.moment(5, 1200), build.moment(6, 0), build.moment(6, 560)
    assert [(i.start, i.end) for i in after.availability] == [cuts[:2], cuts[1:]]


def test_the_check_charges_a_stored_problem_what_it_charged_before(transactions: Open) -> None:
    before = two_weeks(SPRING).problem
    after, settings = loaded(transactions, stored(transactions, before, SETTINGS)[1])
    verdicts = [score(p, a_roster(p), s) for p, s in ((before, SETTINGS), (after, settings))]
    assert verdicts[0].penalty_by_code == verdicts[1].penalty_by_code
    assert set(verdicts[0].penalty_by_code) == {setting.code for setting in SETTINGS}
    assert verdicts[0].hard == verdicts[1].hard


def test_only_lists_of_templates_are_renamed_in_parameters(transactions: Open) -> None:
    after, settings = loaded(transactions, stored(transactions, two_weeks(SPRING).problem, SETTINGS)[1])
    codes = {template.id: template.code for template in after.templates}
    params = {setting.code: setting.params for setting in settings}
    assert [[codes[name] for name in pair] for pair in params["forbidden_succession"]["pairs"]] == [
        ["N", "D"],
        ["N", "minutes"],
    ]
    assert params["fairness"]["measure"] == "minutes"


def test_a_problem_that_cannot_be_stored_leaves_nothing(transactions: Open) -> None:
    build = ProblemBuilder().people("ann")
    twice = replace(build.problem, roles=build.problem.roles * 2)
    with pytest.raises(IntegrityError):
        stored(transactions, twice)
    with transactions() as work:
        assert work.schedules.sites() == []
