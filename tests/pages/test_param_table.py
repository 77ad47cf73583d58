"""What a table shows of a stored row is what it stores again."""

import pytest

from pages.components.param_table import shown_cell, stored_cell
from scheduling.services.rule_forms import FieldKind, ParamField
from scheduling.services.rule_sentences import Names

NAMES = Names(contracts={"full": "Full time", "half": "Half time"})


@pytest.mark.parametrize(
    ("kind", "stored", "shown"),
    [
        (FieldKind.CLOCK, 0, "00:00"),
        (FieldKind.CLOCK, 390, "06:30"),
        (FieldKind.CLOCK, 1440, "24:00"),
        (FieldKind.DURATION, 2250, 37.5),
        (FieldKind.DURATION, 50, 50 / 60),
        (FieldKind.MONEY, 1830, 18.3),
        (FieldKind.NUMBER, 7, 7),
        (FieldKind.NAME, "half", "Half time"),
    ],
)
def test_a_cell_is_stored_as_it_was(kind: FieldKind, stored: object, shown: object) -> None:
    column = ParamField("x", kind, "X", "", None, refers="contract" if kind is FieldKind.NAME else "")
    assert shown_cell(column, stored, NAMES) == shown
    assert stored_cell(column, shown, NAMES) == stored


def test_a_name_that_is_gone_shows_as_nothing() -> None:
    column = ParamField("x", FieldKind.NAME, "X", "", None, refers="contract")
    assert shown_cell(column, "gone", NAMES) is None
