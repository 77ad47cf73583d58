"""Where a site is, and the holidays that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from scheduling.domain.calendar import Holiday
from scheduling.domain.errors import InvalidInput
from scheduling.services import holidays
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions

AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class CalendarView:
    """A site's region (country, or country and part; empty: none) and its next holidays.

    `this_week` are those within the schedule that was asked about, `ahead` those of the year after it. For a region
    of which none are known, `unknown` says so.
    """

    site: str
    region: str
    this_week: tuple[Holiday, ...]
    ahead: tuple[Holiday, ...]
    unknown: str = ""


class CalendarService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, schedule_id: str) -> CalendarView:
        """The calendar around a schedule; NotFound when it is gone."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as unit:
            schedule = unit.schedules.get(schedule_id)
            region = unit.schedules.site(schedule.site).region
        last = schedule.start + timedelta(days=schedule.days - 1)
        try:
            known = holidays.between(region, schedule.start, last + AHEAD)
        except InvalidInput as error:
            return CalendarView(schedule.site, region, (), (), str(error))
        this_week = tuple(day for day in known if day.date <= last)
        return CalendarView(schedule.site, region, this_week, known[len(this_week) :])

    def countries(self) -> Mapping[str, str]:
        """Names of the countries whose holidays are known, by code."""
        return holidays.countries()

    def parts(self, country: str) -> Mapping[str, str]:
        """Names of the parts of a country by code; none where holidays are the same everywhere."""
        return holidays.parts(country)

    def move(self, actor: Actor, site: str, seen: str, region: str) -> None:
        """Let the holidays of a region count at a site from now on.

        Raises
        ------
        InvalidInput
            When no holidays are known for the region.
        Conflict
            When somebody else changed it since it was seen.
        """
        actor.must(Action.EDIT_RULES)
        holidays.check(region)
        with self._transactions() as unit:
            unit.schedules.save_region(site, region, seen)
            before, after = holidays.region_name(seen), holidays.region_name(region)
            where = unit.schedules.site(site).name
            unit.log.add(actor, "holidays changed", where, {"region": region}, site, before=before, after=after)
            unit.commit()
