"""From one roster to another: who takes and gives up what, and whose wishes turn."""

from scheduling.services.differences import Change, differences
from tests.builders import ProblemBuilder, roster


def test_shifts_hours_weekends_and_wishes_are_told_for_those_for_whom_something_changes() -> None:
    build = ProblemBuilder().people("ann", "ben", "cem").template("D", 480, 960).plan("D", 0, 5)
    build = build.says("ann", "undesired", 5, 0, 1440).says("ben", "desired", 5, 0, 1440)
    before, after = roster({"ann": ["D@5"], "cem": ["D@0"]}), roster({"ben": ["D@5"], "cem": ["D@0"]})
    assert differences(build.problem, before, after) == [
        Change("ann", [], ["Sat 5 Dec D"], -480, -1, ["rather not on Sat 5 Dec"], []),
        Change("ben", ["Sat 5 Dec D"], [], 480, 1, ["gladly on Sat 5 Dec"], []),
    ]


def test_another_role_on_the_same_shift_is_told_with_both_roles() -> None:
    build = ProblemBuilder().role("q", "Cook").people("ann", roles="r q").template("D", 480, 960).plan("D", 0)
    (change,) = differences(build.problem, roster({"ann": ["D@0"]}), roster({"ann": ["D@0"]}, role="q"))
    assert (change.gives_up, change.takes, change.minutes) == (["Mon 30 Nov D as Nurse"], ["Mon 30 Nov D as Cook"], 0)
