"""Public holidays of a country, or of a part of it."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays
from holidays.registry import COUNTRIES

from scheduling.domain.calendar import Holiday
from scheduling.domain.errors import InvalidInput

LONGEST_PART = 9


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
    """Every country whose holidays are known, by its code, with the codes of its parts; long ones, cities, left out."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(part for part in parts if len(part) <= LONGEST_PART) for code, parts in sorted(known.items())}


@cache
def countries() -> Mapping[str, str]:
    """Names of these countries by code, in the order of the names."""
    called = {code: _words(name) for name, code, *_ in COUNTRIES.values()}
    return {code: called[code] for code in sorted(regions(), key=called.__getitem__)}


def parts(country: str) -> Mapping[str, str]:
    """Names of the parts of a country by code, in the order of the names; one without a name is called by its code."""
    named = holidays.country_holidays(country).subdivisions_aliases if country in regions() else {}
    names = {code: name for name, code in named.items()}
    called = {code: names.get(code, code) for code in regions().get(country, ())}
    return dict(sorted(called.items(), key=lambda pair: pair[1]))


def region_name(region: str) -> str:
    """A region as people call it: "Ireland", "Bayern, Germany", "no holidays"."""
    country, _, part = region.partition("-")
    if country not in regions():
        return region or "no holidays"
    return f"{parts(country).get(part, part)}, {countries()[country]}" if part else countries()[country]


def _words(name: str) -> str:
    """A name that is written in one, in words: "TrinidadAndTobago", "DRCongo"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r" (And|The) ", lambda word: word.group().lower(), apart)


@cache
def _of_year(region: str, year: int) -> Mapping[date, str]:
    country, _, part = region.partition("-")
    if not country:
        return {}
    return dict(holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US"))
