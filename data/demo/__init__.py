"""Demo data: three believable houses, the same at every start, each with one spot that cannot be filled."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from data.compose import unit_of_work
from data.demo import large, restaurant, ward
from data.demo.house import Demo
from scheduling.services.permissions import SYSTEM
from scheduling.services.ports import Transactions

DEMOS: Mapping[str, Callable[[date], Demo]] = {
    "restaurant": restaurant.build,
    "large": large.build,
    "ward": ward.build,
}


def load_when_empty(name: str, today: date | None = None, transactions: Transactions = unit_of_work) -> bool:
    """Store a demo, planned from the Monday after `today`, unless there is a site already; tells whether it did."""
    with transactions() as work:
        if work.schedules.sites():
            return False
        demo = DEMOS[name](monday_after(today or datetime.now(UTC).date()))
        site, week = work.problems.store(
            demo.site,
            demo.problem,
            demo.settings,
            "demo",
            time_off=demo.pending,
            profiles=demo.profiles,
            region=demo.region,
        )
        after = f"people: {len(demo.problem.employees)}; shifts: {len(demo.problem.shifts)}"
        work.log.add(SYSTEM, "demo data loaded", demo.site, site=site, week=week, after=after)
        work.commit()
    return True


def monday_after(today: date) -> date:
    """The first Monday later than a date."""
    return today + timedelta(days=7 - today.weekday())
