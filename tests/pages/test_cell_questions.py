"""What is said of somebody who could work instead."""

from pages.components.cell_questions import offered
from scheduling.services.questions import Brings, Offer


def said(penalty: int, *breaks: str) -> str:
    return offered(Offer("ann", "Ann", Brings(breaks, penalty, ()), 2880, 2400))


def test_what_it_costs_is_said_in_words() -> None:
    assert said(1045) == "- **Ann**: costs 1,045 more, then at 48 h of 40 h"
    assert said(-995) == "- **Ann**: saves 995, then at 48 h of 40 h"
    assert said(0) == "- **Ann**: costs nothing, then at 48 h of 40 h"


def test_what_must_hold_and_would_be_broken_is_said_without_the_name_again() -> None:
    assert said(5, "Ann: 48 h in the week", "Ann rests only 1 h").endswith(
        "but breaks what must hold: 48 h in the week; rests only 1 h"
    )
