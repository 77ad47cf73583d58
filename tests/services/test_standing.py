"""How each setting stands with what is applied: places and penalty, by one look at the week."""

from dataclasses import replace

from scheduling.domain.settings import RuleSetting
from scheduling.services.records import AssignmentRecord
from scheduling.services.solution import SolutionService, Standing
from tests.actors import MIA
from tests.builders import setting
from tests.services.loop import Open, small_week, stored_week

COVER = setting("coverage", 10, level="minimum")
REST = setting("min_rest", None, hours=11)
OFF = replace(setting("preferences"), enabled=False)


def week(transactions: Open, *rules: RuleSetting) -> tuple[str, dict[str, str]]:
    """A stored week of three days, a day and a night shift each; its id, and the settings' ids by code."""
    schedule = stored_week(transactions, small_week(), rules)
    with transactions() as work:
        _, settings = work.problems.load(schedule)
    return schedule, {one.code: one.id for one in settings}


def test_nothing_stands_where_nothing_is_applied(transactions: Open) -> None:
    schedule, _ = week(transactions, COVER)
    assert SolutionService(transactions).standing(MIA, schedule) is None


def test_places_and_penalty_are_those_of_the_applied_roster(transactions: Open) -> None:
    """Ann works the first night and the day after it: four of six shifts lack a head, and once there is no rest."""
    schedule, ids = week(transactions, COVER, REST, OFF)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        night, day = (
            next(s for s in problem.shifts if (s.date, s.template) == (problem.dates[k], problem.templates[t].id))
            for k, t in ((0, 1), (1, 0))
        )
        ann, role = problem.employees[0].id, problem.roles[0].id
        work.assignments.replace(schedule, [AssignmentRecord(shift.id, ann, role) for shift in (night, day)])
        work.commit()
    assert SolutionService(transactions).standing(MIA, schedule) == {
        ids["coverage"]: Standing(4, 40),
        ids["min_rest"]: Standing(1, 0),
    }
