"""What changes for people is told to its end, whatever its length, and what somebody put into a name does nothing."""

from pages.components.people_changes import changes_table, named
from scheduling.services.differences import Change, differences
from tests.builders import ProblemBuilder, roster

TAKES = tuple(f"Mon {day} Dec Evening as Server" for day in range(7, 28))


def test_no_shift_is_cut_off_and_each_stays_on_one_line() -> None:
    table = changes_table([("Ann", Change("ann", TAKES, (), 0, 0, (), ()))])
    for shift in TAKES:
        assert f"<span>{shift}</span>" in table


def test_what_happens_to_nobody_has_no_column_and_what_happens_to_others_is_empty() -> None:
    table = changes_table(
        [
            ("Ann", Change("ann", ("Mon 7 Dec Day",), (), 480, 0, (), ())),
            ("Ben", Change("ben", (), ("Mon 7 Dec Day",), -480, -1, (), ())),
        ]
    )
    for head in ("Takes", "Gives up", "Hours", "Weekends"):
        assert f'<th scope="col">{head}</th>' in table
    assert "Wishes" not in table
    assert '<td data-head="Gives up" class=none><div></div></td>' in table
    for said in ("+8 h", "−8 h", "−1"):
        assert f"<div>{said}</div>" in table


def test_marks_in_a_name_are_shown_as_they_are() -> None:
    table = changes_table([("<img src=x>", Change("ann", ("Mon 7 Dec <b>", "Tue 8 Dec"), (), 0, 0, (), ()))])
    assert "<img" not in table
    assert "<b>" not in table


def test_people_are_called_by_their_names() -> None:
    build = ProblemBuilder(7).people("ann").template("D", 480, 960).plan("D")
    changes = differences(build.problem, frozenset(), roster({"ann": ["D@0"]}))
    ((name, change),) = named(build.problem, changes)
    assert (name, change.minutes) == ("Ann", 480)
