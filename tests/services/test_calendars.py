"""Holidays of a site: chosen by country and part, shown for a week, in the problem that is solved."""

from datetime import date

import pytest

from scheduling.domain.calendar import DayClass
from scheduling.domain.errors import Conflict, InvalidInput
from scheduling.services.calendars import CalendarService
from tests.actors import BEN, MIA
from tests.builders import ProblemBuilder
from tests.data.stored import Open

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def week(transactions: Open) -> tuple[str, str]:
    build = ProblemBuilder(7, date(2026, 12, 21)).people("ann").template("D", 480, 960).plan("D")
    with transactions() as work:
        ids = work.problems.store("House", build.problem, [], "test")
        work.commit()
    return ids


def test_a_site_has_no_holidays_before_somebody_says_where_it_is(transactions: Open, week: tuple[str, str]) -> None:
    view = CalendarService(transactions).view(MIA, week[1])
    assert (view.region, view.this_week, view.ahead) == ("", (), ())


def test_a_region_that_is_stored_and_not_known_any_more_is_told_and_can_be_changed(
    transactions: Open, week: tuple[str, str]
) -> None:
    with transactions() as work:
        work.schedules.save_region(week[0], "XX", "")
        work.commit()
    service = CalendarService(transactions)
    assert service.view(MIA, week[1]).unknown.startswith("No holidays are known for XX")
    service.move(MIA, week[0], "XX", "IE")
    assert service.view(MIA, week[1]).unknown == ""


def test_holidays_of_the_region_are_shown_and_are_in_the_problem(transactions: Open, week: tuple[str, str]) -> None:
    service = CalendarService(transactions)
    service.move(MIA, week[0], "", "DE-BY")
    view = service.view(MIA, week[1])
    assert [day.date for day in view.this_week] == [CHRISTMAS, date(2026, 12, 26)]
    assert date(2027, 1, 6) in [day.date for day in view.ahead], "Epiphany is a holiday in Bavaria"
    with transactions() as work:
        problem = work.problems.load(week[1])[0]
        (entry,) = work.log.latest(week[0], 1)
        assert (entry.action, entry.before, entry.after) == ("holidays changed", "no holidays", "Bayern, Germany")
    assert DayClass.HOLIDAY in problem.day_classes(CHRISTMAS)
    assert problem.day_classes(date(2026, 12, 24)) == {DayClass.EVE, DayClass.WORKDAY}


def test_a_region_that_is_not_known_is_refused_and_nothing_changes(transactions: Open, week: tuple[str, str]) -> None:
    service = CalendarService(transactions)
    with pytest.raises(InvalidInput, match="No holidays are known for DE-XX"):
        service.move(MIA, week[0], "", "DE-XX")
    assert service.view(MIA, week[1]).region == ""


def test_the_second_of_two_hands_is_told(transactions: Open, week: tuple[str, str]) -> None:
    service = CalendarService(transactions)
    service.move(MIA, week[0], "", "IE")
    with pytest.raises(Conflict, match="Somebody else changed the holidays"):
        service.move(BEN, week[0], "", "GB")
    assert service.view(MIA, week[1]).region == "IE"
