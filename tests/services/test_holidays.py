"""Public holidays by region: which are known, when they are, and what regions are called."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.services import holidays


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    """Epiphany is one in Bavaria, and not in Berlin."""
    days = date(2026, 1, 2), date(2026, 1, 10)
    assert [holiday.name for holiday in holidays.between("DE-BY", *days)] == ["Epiphany"]
    assert holidays.between("DE-BE", *days) == ()
    assert holidays.between("", *days) == ()


def test_holidays_from_one_year_into_the_next_come_in_order() -> None:
    found = holidays.between("IE", date(2026, 12, 25), date(2027, 1, 1))
    assert [holiday.date for holiday in found] == [date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]


@pytest.mark.parametrize("region", ["XX", "DE-XX", "IE-BY", "IRL"])
def test_a_region_that_is_not_known_is_refused_by_name(region: str) -> None:
    with pytest.raises(InvalidInput, match=f"No holidays are known for {region}"):
        holidays.check(region)


def test_countries_and_parts_have_names_and_fit_where_they_are_stored() -> None:
    names = holidays.countries()
    assert (names["GB"], names["CD"], names["TT"]) == ("United Kingdom", "DR Congo", "Trinidad and Tobago")
    assert list(names.values()) == sorted(names.values())
    assert (holidays.parts("DE")["BY"], holidays.parts("IE"), holidays.parts("")) == ("Bayern", {}, {})
    assert all(len(f"{code}-{part}") <= 12 for code, parts in holidays.regions().items() for part in parts)


@pytest.mark.parametrize(
    ("region", "said"), [("IE", "Ireland"), ("DE-BY", "Bayern, Germany"), ("", "no holidays"), ("XX", "XX")]
)
def test_a_region_is_called_as_people_call_it(region: str, said: str) -> None:
    assert holidays.region_name(region) == said
