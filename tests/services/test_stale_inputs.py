"""What has changed since a run: each input that differs is named, and nothing else."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from scheduling.domain.calendar import Holiday
from scheduling.domain.history import History, PastShift
from scheduling.domain.problem import (
    Absence,
    Assignment,
    Contract,
    Demand,
    Problem,
    ShiftRequest,
)
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import LOCKED, RuleSetting
from scheduling.services.snapshot import Snapshot
from scheduling.services.stale_inputs import stale_inputs
from tests.builders import MONDAY, ProblemBuilder, setting

REST = replace(setting("min_rest", 50, hours=11), id="rest")
KEEP = replace(setting("max_disruption", 5), id="keep")


def week() -> Problem:
    build = ProblemBuilder(7).contract("full", 2400).people("ann", "ben", contract="full")
    build.template("D", 480, 960).plan("D", demands=(Demand("r", 1, 2, 3),))
    build.wishes("ann", template="D", weekday=4, avoid=True)
    return build.says("ann", "undesired", 1, 0, 1440).pin("ben", "D@3").problem


BASE = week()
ANN, BEN = BASE.employees
FIRST, (KIND,), (SAID,), (WISH,) = BASE.shifts[0], BASE.templates, BASE.availability, BASE.preferences
OFF = Absence("ann", BASE.shifts[2].start, BASE.shifts[4].end)


def told(
    rules: tuple[RuleSetting, ...] = (REST,), after: tuple[RuleSetting, ...] | None = None, **now: Any
) -> tuple[str, ...]:
    return stale_inputs(Snapshot(BASE, rules, SolveOptions()), replace(BASE, **now), rules if after is None else after)


def test_the_same_inputs_are_not_stale_in_whatever_order() -> None:
    assert told() == ()
    assert told(shifts=BASE.shifts[::-1], employees=(BEN, ANN)) == ()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"employees": (ANN,)}, ["Ben is not planned any more"]),
        ({"employees": (ANN, BEN, replace(ANN, id="cem", name="Cem"))}, ["Cem is new"]),
        (
            {"employees": (replace(ANN, contract=None, home="x"), BEN)},
            ["Ann has other contract (none instead of Full) and home (x instead of none)"],
        ),
        ({"employees": (replace(ANN, labels=frozenset({"new"})), BEN)}, ["Ann has other labels (new instead of none)"]),
        ({"contracts": (Contract("full", "Full", 2000),)}, ["Contract Full agrees 33 h 20 min a week instead of 40 h"]),
        ({"contracts": (Contract("full", "Half", 2400),)}, ["Contract Half was called Full"]),
        ({"templates": (replace(KIND, end=1020),)}, ["Shift template D is at 08:00–17:00 instead of 08:00–16:00"]),
        ({"templates": (replace(KIND, location="North"),)}, ["Shift template D has other location"]),
        ({"shifts": BASE.shifts[1:]}, ["D on Mon 30 Nov is not planned any more"]),
        ({"absences": (OFF,)}, ["Ann has time off of Wed 2 Dec to Fri 4 Dec"]),
        ({"availability": ()}, ["Ann no longer says “undesired” for Tue 1 Dec"]),
        ({"availability": (SAID, replace(SAID, employee="ben"))}, ["Ben says “undesired” for Tue 1 Dec"]),
        (
            {"requests": (ShiftRequest("ben", MONDAY, "D", True),)},
            ["The wish of Ben “Wants to work D on Mon 30 Nov” is new"],
        ),
        ({"preferences": ()}, ["The wish of Ann “Avoids D on Fridays” is gone"]),
        ({"preferences": (replace(WISH, weight=3),)}, ["The wish of Ann “Avoids D on Fridays” counts 3 instead of 1"]),
        ({"pinned": ()}, ["Ben is no longer pinned to D on Thu 3 Dec"]),
        ({"holidays": (Holiday(MONDAY, "St Andrew"),)}, ["Holidays: Mon 30 Nov"]),
        ({"days": 6}, ["The week has other days"]),
    ],
)
def test_what_differs_is_named_one_by_one(now: dict[str, Any], said: list[str]) -> None:
    assert list(told(**now)) == said


@pytest.mark.parametrize(
    ("demands", "said"),
    [
        ((Demand("r", 1, 3, 3),), "D on Mon 30 Nov wants 3 Nurse instead of 2"),
        ((Demand("r", 1, 2, 5),), "D on Mon 30 Nov wants 5 Nurse instead of 3"),
        ((), "D on Mon 30 Nov wants no Nurse instead of 2"),
        ((Demand("r", 1, 2, 3, priority=4),), "D on Mon 30 Nov wants Nurse at another priority or cost"),
    ],
)
def test_heads_are_told_as_they_were_and_are(demands: tuple[Demand, ...], said: str) -> None:
    assert told(shifts=(replace(FIRST, demands=demands), *BASE.shifts[1:])) == (said,)


def test_a_shift_that_begins_at_another_time_is_named() -> None:
    assert told(shifts=(replace(FIRST, start=FIRST.start - 60), *BASE.shifts[1:])) == (
        "D on Mon 30 Nov is at 07:00–16:00 instead of 08:00–16:00",
    )


def test_who_left_is_not_said_to_have_time_off_and_is_told_of_once() -> None:
    left = replace(OFF, left=True)
    assert told(absences=(left,)) == ("Ann has left the team",)
    then = Snapshot(replace(BASE, absences=(left,)), (), SolveOptions())
    a_day_later = replace(BASE, absences=(replace(left, start=left.start + 1440),))
    assert stale_inputs(then, a_day_later, ()) == ()
    assert stale_inputs(then, BASE, ()) == ("Ann is in the team again",)


def test_what_was_worked_before_counts_as_one() -> None:
    past = PastShift("ann", "D", MONDAY - timedelta(days=1), FIRST.start - 1440, FIRST.end - 1440)
    assert told(history=History(past.date, (past,))) == ("The weeks before are others",)


def test_rules_are_told_by_what_they_say() -> None:
    (text,) = told(after=(replace(REST, weight=None),))
    assert text.endswith("” must hold now; it weighed 50")
    (text,) = told((replace(REST, weight=None),), (REST,))
    assert text.endswith("” weighs 50 now; it had to hold")
    (text,) = told(after=(replace(REST, weight=60),))
    assert text.startswith("The weight of “")
    assert text.endswith("” is 60 instead of 50")
    assert [one.rsplit(" ", 1)[1] for one in told(after=())] == ["gone"]
    assert [one.rsplit(" ", 2)[1:] for one in told(after=(replace(REST, enabled=False),))] == [["switched", "off"]]
    (text,) = told(after=(replace(REST, params={"hours": 12}),))
    assert "12 h" in text.split(" instead of ")[0]
    assert "11 h" in text.split(" instead of ")[1]


def test_another_published_roster_counts_only_for_those_who_keep_to_it() -> None:
    published = (Assignment("ann", FIRST.id, "r"),)
    assert told(published=published) == ()
    assert told((KEEP,), published=published) == ("The published roster is another",)


def test_what_a_run_was_asked_besides_and_what_a_draft_held_fast_are_no_inputs_of_the_week() -> None:
    assert told((REST, replace(REST, id=LOCKED)), (REST,)) == ()
    drafted = replace(BASE, draft=(), pinned=(Assignment("ann", FIRST.id, "r"), *BASE.pinned))
    assert stale_inputs(Snapshot(drafted, (), SolveOptions()), BASE, ()) == ()
    pinned = replace(BASE, pinned=(*BASE.pinned, Assignment("ben", FIRST.id, "r")))
    assert stale_inputs(Snapshot(drafted, (), SolveOptions()), pinned, ()) == ("Ben is pinned to D on Mon 30 Nov",)


def test_every_input_there_is_is_looked_at() -> None:
    """A new field of the problem must be told of, or named here."""
    untold = {"name", "today", "draft"}
    looked_at = {
        *("timezone", "start", "days", "roles", "contracts", "templates", "employees", "shifts", "availability"),
        *("requests", "preferences", "absences", "pinned", "history", "holidays", "published"),
    }
    assert {one.name for one in fields(Problem)} == untold | looked_at
