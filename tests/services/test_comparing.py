"""Rosters side by side: one yardstick for all, the winner told in a sentence, and where it changes."""

from dataclasses import replace

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment
from scheduling.domain.runs import Priority
from scheduling.domain.settings import RuleSetting
from scheduling.services.comparing import APPLIED, CompareService, in_order
from scheduling.services.records import AssignmentRecord, CandidateRecord, ProfileRecord
from scheduling.services.winners import Stretch
from tests.actors import MIA
from tests.builders import setting
from tests.services.loop import Open, executing, small_week, stored_week, submitted

COVER = setting("coverage", 100, over=1)
REST = setting("min_rest", None, hours=11)
RATHER_NOT = setting("availability", 10, kind="undesired")


def week(transactions: Open) -> str:
    """Three days, a day and a night shift each; Ann would rather not work on the first."""
    build = small_week().says("ann", "undesired", 0, 0, 1440)
    return stored_week(transactions, build, (COVER, REST, RATHER_NOT))


def candidates(transactions: Open, schedule: str, *rosters: tuple[tuple[int, int, int], ...]) -> list[str]:
    """Store a run for each roster, told as (person, template, day) numbers; the candidates' ids."""
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
    ids = []
    for number, roster in enumerate(rosters):
        run = submitted(transactions, schedule)
        claim = executing(transactions).claim("worker")
        assert claim is not None
        rows = tuple(
            (problem.employees[who].id, shift.id, problem.roles[0].id)
            for who, template, day in roster
            for shift in problem.shifts
            if (shift.template, shift.date) == (problem.templates[template].id, problem.dates[day])
        )
        with transactions() as work:
            # What the run itself counted is no yardstick: a wrong number here must not matter.
            work.runs.add_candidate(CandidateRecord(f"c{number}", run.id, 0, 1.0, 7, 0, None, rows), claim.attempt)
            work.commit()
        ids.append(f"c{number}")
    return ids


FIRST = ((0, 0, 0), (1, 0, 1), (2, 0, 2))
"""Ann works on the first day: three of six shifts covered, one wish broken."""
SECOND = ((1, 0, 1), (2, 0, 2))
"""Nobody works on the first day: one head short more, no wish broken."""
TIRED = ((0, 1, 0), (0, 0, 1))
"""Ann works the first night and the day after it."""


def settings_of(transactions: Open, schedule: str) -> dict[str, RuleSetting]:
    with transactions() as work:
        return {one.code: one for one in work.problems.load(schedule)[1]}


def test_all_rosters_of_a_week_are_ranked_by_the_check_and_not_by_what_their_runs_counted(transactions: Open) -> None:
    schedule = week(transactions)
    candidates(transactions, schedule, SECOND, TIRED, FIRST)
    ranking = CompareService(transactions).ranking(MIA, schedule)
    assert [(row.choice.id, row.counted.hard, row.counted.penalty) for row in ranking.rows] == [
        ("c2", 0, 310),
        ("c0", 0, 400),
        ("c1", 1, 410),
    ]


def test_rosters_that_break_the_same_are_not_compared_first(transactions: Open) -> None:
    schedule = week(transactions)
    same, again, other = candidates(transactions, schedule, FIRST, FIRST, SECOND)
    ranking = CompareService(transactions).ranking(MIA, schedule)
    assert set(ranking.leaders(2)) in ({same, other}, {again, other})
    assert set(ranking.leaders(5)) == {same, again, other}


def test_of_equal_rosters_those_of_sweeps_come_last(transactions: Open) -> None:
    schedule = week(transactions)
    candidates(transactions, schedule, FIRST, SECOND)
    best, second = CompareService(transactions).ranking(MIA, schedule).rows
    assert best.choice.run is not None
    swept = replace(best, choice=replace(best.choice, run=replace(best.choice.run, priority=Priority.SWEEP)))
    assert in_order([second, swept, best]) == [best, swept, second]


def test_lists_leave_out_sweeps_but_for_those_that_are_kept_or_where_there_is_nothing_else(
    transactions: Open,
) -> None:
    schedule = week(transactions)
    candidates(transactions, schedule, FIRST, SECOND)
    ranking = CompareService(transactions).ranking(MIA, schedule)
    best, second = ranking.rows
    assert best.choice.run is not None
    swept = replace(
        best, choice=replace(best.choice, id="swept", run=replace(best.choice.run, priority=Priority.SWEEP))
    )
    both = replace(ranking, rows=[swept, second])
    assert both.listed([], swept=False).rows == [second]
    assert both.listed(["swept"], swept=False).rows == [swept, second]
    assert both.listed([], swept=True).rows == [swept, second]
    assert replace(ranking, rows=[swept]).listed([], swept=False).rows == [swept]


def test_rosters_that_their_run_improved_on_are_there_when_they_are_asked_for(transactions: Open) -> None:
    schedule = week(transactions)
    (last,) = candidates(transactions, schedule, FIRST)
    service = CompareService(transactions)
    with transactions() as work:
        kept = work.runs.candidate(last)
        run = work.runs.get(kept.run)
        work.runs.add_candidate(replace(kept, id="early", penalty=9), run.attempt)
        work.commit()
    assert [row.choice.id for row in service.ranking(MIA, schedule).rows] == [last]
    assert [row.choice.id for row in service.ranking(MIA, schedule, None, ["gone"]).rows] == [last]
    for ranking in (
        service.ranking(MIA, schedule, None, ["early"]),
        service.ranking(MIA, schedule, improved_on=True),
    ):
        assert [(row.choice.id, row.choice.improved_on) for row in ranking.rows] == [(last, False), ("early", True)]
        assert service.compare(MIA, schedule, [last, "early"], ranking=ranking).best == "A"


def test_another_profile_ranks_them_anew_exactly_as_the_check_does(transactions: Open) -> None:
    schedule = week(transactions)
    ids = candidates(transactions, schedule, FIRST, SECOND)
    wish = settings_of(transactions, schedule)["availability"]
    with transactions() as work:
        site = work.schedules.get(schedule).site
        work.rules.add_profile(ProfileRecord("kind", site, "Kind", weights={wish.id: 150}))
        work.commit()
    service = CompareService(transactions)
    service.ranking(MIA, schedule)
    ranking = service.ranking(MIA, schedule, "kind")
    assert [row.choice.id for row in ranking.rows] == [ids[1], ids[0]]
    for row in ranking.rows:
        with transactions() as work:
            roster = frozenset(Assignment(*one) for one in work.runs.candidate(row.choice.id).assignments)
        assert row.counted.penalty == score(ranking.problem, roster, ranking.settings).penalty


def test_the_verdict_names_the_winner_and_what_it_has_and_costs(transactions: Open) -> None:
    schedule = week(transactions)
    found = CompareService(transactions).compare(
        MIA, schedule, candidates(transactions, schedule, SECOND, FIRST, TIRED)
    )
    assert found.best == "B"
    assert found.verdict == (
        "Take B: its penalty is 310; that of A, the next best, is 400. Compared with A it has 16.7 % more coverage, "
        "8 h less understaffing and 8 h less unfairness; the price is 1 fewer wish granted. C is out: it breaks one "
        "rule that must hold."
    )


def test_the_winner_changes_where_a_wish_outweighs_a_head(transactions: Open) -> None:
    """One wish against one head of 100: equal at 100, then the other way round."""
    schedule = week(transactions)
    service = CompareService(transactions)
    found = service.compare(MIA, schedule, candidates(transactions, schedule, FIRST, SECOND))
    (wish,) = (one for one in found.effects if one.setting.code == "availability")
    assert wish.stretches == [Stretch(0, 99, ("A",)), Stretch(100, 100, ("A", "B")), Stretch(101, None, ("B",))]


def test_what_is_applied_is_compared_as_it_is_now(transactions: Open) -> None:
    schedule = week(transactions)
    (one,) = candidates(transactions, schedule, FIRST)
    service = CompareService(transactions)
    with transactions() as work:
        rows = [AssignmentRecord(shift, who, role) for who, shift, role in work.runs.candidate(one).assignments]
        work.assignments.replace(schedule, rows[:2])
        work.commit()
    found = service.compare(MIA, schedule, [one, APPLIED])
    assert [item.measures.changes for item in found.items] == [1, 0]
    with transactions() as work:
        work.assignments.replace(schedule, rows)
        work.commit()
    assert [item.counted.penalty for item in service.compare(MIA, schedule, [one, APPLIED]).items] == [310, 310]


def test_one_roster_alone_and_one_that_is_gone_are_told_in_a_sentence(transactions: Open) -> None:
    schedule = week(transactions)
    (one,) = candidates(transactions, schedule, FIRST)
    service = CompareService(transactions)
    with pytest.raises(InvalidInput, match="2 to 6"):
        service.compare(MIA, schedule, [one, one])
    with pytest.raises(InvalidInput, match="does not exist any more"):
        service.compare(MIA, schedule, [one, "gone"])


def test_people_who_have_left_are_counted_as_gone_and_judged_without(transactions: Open) -> None:
    schedule = week(transactions)
    ids = candidates(transactions, schedule, FIRST, SECOND)
    with transactions() as work:
        people = work.team.employees(work.schedules.get(schedule).site)
        (ann,) = (person for person in people if person.name == "Ann")
        work.team.save_employee(replace(ann, active=False))
        work.commit()
    found = CompareService(transactions).compare(MIA, schedule, ids)
    assert [item.gone for item in found.items] == [1, 0]
    assert found.items[0].counted == found.items[1].counted
