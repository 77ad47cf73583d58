"""A roster from a spreadsheet: read as it was offered, judged by the check, and told with its line when it is odd."""

import pytest

from pages.components.downloads import roster_csv
from scheduling.checker import score
from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment, Demand, Problem
from scheduling.domain.runs import CandidateKind, RunStatus
from scheduling.services.bringing import BringService
from scheduling.services.comparing import CompareService
from scheduling.services.own_roster import read_roster
from scheduling.services.runs import RunService
from scheduling.services.solution import SolutionService, view
from tests.actors import ANN, MIA
from tests.builders import ProblemBuilder, roster
from tests.services.loop import QUICK, Kept, Open, stored_week


def week() -> Problem:
    """Two days; a day shift that wants a nurse and a cook, a night shift that wants a nurse. Two are called Ann."""
    build = ProblemBuilder(days=2).role("q", "Cook").people("ann", roles="r q").people("ben").people("ANN", roles="q")
    build = build.template("D", 480, 960).template("N", 1320, 1800)
    return (
        build.plan("D", demands=(Demand("r", 1, 1), Demand("q", 1, 1))).plan("N", demands=(Demand("r", 1, 1),)).problem
    )


def read(*lines: str, problem: Problem | None = None) -> set[tuple[str, str, str]]:
    text = "\n".join(("Employee,2026-11-30,2026-12-01", *lines))
    return {(a.employee, a.shift, a.role) for a in read_roster(File("own.csv", text.encode()), problem or week())}


def test_what_pages_offer_for_download_is_read_back_as_it_was() -> None:
    worked = roster({"ann": ["D@0"], "ben": ["D@0", "N@0"]}) | {
        Assignment("ann", "D@1", "q"),
        Assignment("ANN", "D@0", "q"),
    }
    seen = view(week(), worked, [])
    assert read_roster(File("own.csv", roster_csv(seen)), week()) == worked


def test_a_role_that_is_not_said_is_the_one_that_is_missing_most() -> None:
    assert read("Ann,D,", "Ben,D,") == {("ann", "D@0", "q"), ("ben", "D@0", "r")}
    assert read("Ann,D (Nurse),", "Ben,D,") == {("ann", "D@0", "r"), ("ben", "D@0", "r")}


def test_a_role_that_somebody_does_not_hold_is_left_for_the_check_to_find() -> None:
    problem = week()
    plan = read_roster(File("own.csv", b"x,2026-11-30\nBen,D (Cook)\n"), problem)
    assert [v.code for v in score(problem, plan, []).violations] == ["role"]


def test_other_marks_between_cells_and_lines_without_a_shift_are_fine() -> None:
    text = "Name;2026-12-01;\nben; n ;\n\nAnn;;\n"
    assert read_roster(File("own.csv", text.encode()), week()) == roster({"ben": ["N@1"]})


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "a line with dates"),
        (b"\xff\xfe\x00", 0, "UTF-8"),
        (b"x,30 Nov\nBen,D\n", 1, "'30 Nov' is no date"),
        (b"x,2027-01-01\nBen,D\n", 1, "Fri 1 Jan is not in this week"),
        (b"x,2026-11-30,2026-11-30\nBen,D,D\n", 1, "stands there twice"),
        (b"x,2026-11-30\nZoe,D\n", 2, "nobody here is called 'Zoe'"),
        (b"x,2026-11-30\nBen,D\nBen,N\n", 3, "more often than"),
        (b"x,2026-11-30\nBen,X\n", 2, "'X' of Ben on Mon 30 Nov is no code"),
        (b"x,2026-11-30\nBen,D (Pilot)\n", 2, "'Pilot' of Ben on Mon 30 Nov is no role"),
        (b"x,2026-11-30\nBen,D,N\n", 2, "more cells than there are dates"),
        (b"x,2026-11-30,\nBen,D,N\n", 2, "stands under no date"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(content: bytes, line: int, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as told:
        read_roster(File("own.csv", content), week())
    assert (told.value.file, told.value.line) == ("own.csv", line)


def test_a_shift_that_is_not_planned_is_told() -> None:
    problem = ProblemBuilder(days=2).people("ben").template("D", 480, 960).plan("D", 0).problem
    with pytest.raises(UnreadableFile, match="where none is planned"):
        read("Ben,,D", problem=problem)


def brought(transactions: Open) -> tuple[str, str]:
    """A week and the id of a roster that breaks a rest, brought to it."""
    schedule = stored_week(transactions)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
    first, second = (day.isoformat() for day in problem.dates[:2])
    file = File("mine.csv", f"who,{first},{second}\nAnn,N,D\n".encode())
    return schedule, BringService(transactions).bring(ANN, schedule, file, "By hand").id


def test_it_stands_beside_the_others_judged_by_the_same_check_whatever_it_breaks(transactions: Open) -> None:
    schedule, one = brought(transactions)
    (row,) = CompareService(transactions).ranking(MIA, schedule).rows
    assert (row.choice.id, row.counted.hard, row.counted.penalty) == (one, 1, 400)
    assert row.choice.run is not None
    assert row.choice.head is not None
    assert (row.choice.run.status, row.choice.run.profile_name) == (RunStatus.COMPLETED, "By hand")
    assert row.choice.head.kind is CandidateKind.OWN
    assert SolutionService(transactions).candidate(MIA, one).score.hard == 1


def test_no_worker_searches_it_and_it_stands_in_no_runs_way(transactions: Open) -> None:
    schedule, _ = brought(transactions)
    with transactions() as work:
        assert not work.runs.waiting()
    RunService(transactions, Kept()).submit(ANN, schedule, options=QUICK)


def test_a_file_that_says_nothing_or_cannot_be_read_keeps_nothing(transactions: Open) -> None:
    schedule = stored_week(transactions)
    service = BringService(transactions)
    with transactions() as work:
        first = work.problems.load(schedule)[0].dates[0].isoformat()
    with pytest.raises(InvalidInput, match="nobody works"):
        service.bring(ANN, schedule, File("mine.csv", f"who,{first}\nAnn,\n".encode()))
    with pytest.raises(UnreadableFile, match="line 2"):
        service.bring(ANN, schedule, File("mine.csv", f"who,{first}\nAnn,Q\n".encode()))
    with transactions() as work:
        assert not work.runs.of_schedule(schedule)
