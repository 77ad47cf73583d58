"""Public holidays of a country, or of a part of it."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from scheduling.domain.calendar import Holiday
from scheduling.domain.errors import InvalidInput


def between(region: str, first: date, last: date) -> tuple[Holiday, ...]:
    """Holidays from a first to a last date in a region such as "IE" or "DE-BY"; none where no region is named.

    Raises
    ------
    InvalidInput
        When the region is not known.
    """
    check(region)
    days = [pair for year in range(first.year, last.year + 1) for pair in _of_year(region, year).items()]
    return tuple(Holiday(day, name) for day, name in sorted(days) if first <= day <= last)


def check(region: str) -> None:
    """Refuse a region of which no holidays are known; an empty one is fine."""
    country, _, part = region.partition("-")
    if region and (country not in regions() or (part and part not in regions()[country])):
        raise InvalidInput(f"No holidays are known for {region}; choose another country or region.")


@cache
def regions() -> Mapping[str, tuple[str, ...]]:
    """Every country whose holidays are known, by its code, with the codes of its parts."""
    return {code: tuple(parts) for code, parts in sorted(holidays.list_supported_countries().items())}


@cache
def _of_year(region: str, year: int) -> Mapping[date, str]:
    country, _, part = region.partition("-")
    if not country:
        return {}
    return dict(holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US"))
