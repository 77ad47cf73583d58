"""The frame of the pages, as far as it needs no browser."""

from datetime import UTC, date, datetime

from pages.components.frame import Place, plain
from scheduling.services.records import ScheduleRecord, SiteRecord
from tests.actors import MIA


def test_names_are_shown_as_they_are_whatever_marks_they_hold() -> None:
    assert plain("A_b *c* ![x](http://y) $1") == "A\\_b \\*c\\* !\\[x\\](http\\://y) \\$1"
    assert plain("Fri 4 Dec, 1.5 h") == "Fri 4 Dec, 1.5 h"


def test_moments_are_shown_as_the_clocks_of_the_site_show_them() -> None:
    place = Place(
        MIA, SiteRecord("s", "Shop", "Asia/Kolkata", "demo"), ScheduleRecord("w", "s", "Week", date(2026, 3, 2), 7)
    )
    assert place.clock(datetime(2026, 3, 1, 20, 0, tzinfo=UTC)) == datetime(2026, 3, 2, 1, 30)  # noqa: DTZ001
