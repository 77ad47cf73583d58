"""Files handed in for import: known by what is in them, refused in a sentence where they do not go together."""

import pytest

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.formats.instances import look, read
from tests.formats.inrc2_tiny import CONTENT, HISTORY, SCENARIO, WEEK, tiny
from tests.formats.test_nrp import SMALL

NRP = File("small.txt", SMALL.encode())
ALL = [File(name, text.encode()) for name, text in CONTENT.items()]
SCENE, PAST, FIRST, SECOND = ALL


def named(name: str, text: str) -> File:
    return File(name, text.encode())


def test_one_file_can_say_all() -> None:
    found = look([NRP])
    assert found.kinds == {"small.txt": "a shift-scheduling instance (NRP text)"}
    assert (found.week_files, found.weeks, found.missing) == ((), 0, "")
    assert read([NRP])[0].name == "small"


def test_several_files_are_known_by_what_is_in_them_in_whatever_order() -> None:
    found = look([SECOND, named("people.txt", SCENARIO), FIRST, named("past.txt", HISTORY)])
    assert found.kinds == {
        "WD-tiny-4.txt": "the data of a week",
        "people.txt": "the scenario tiny: 3 people, 2 weeks",
        "WD-tiny-0.txt": "the data of a week",
        "past.txt": "the history: 0 of 2 weeks are over",
    }
    assert (found.week_files, found.weeks, found.missing) == (("WD-tiny-4.txt", "WD-tiny-0.txt"), 2, "")


def test_weeks_are_read_in_the_order_that_was_chosen() -> None:
    other = named("WD-tiny-0.txt", WEEK.replace("Ann Any Tue", "Ann Late Sun"))
    problem, settings = read([SCENE, PAST, other, SECOND], ["WD-tiny-4.txt", "WD-tiny-0.txt"])
    assert problem.name == "tiny, history 0, weeks 4-0"
    asked = {(request.date - problem.start).days for request in problem.requests if request.employee == "Ann"}
    assert asked == {1, 13}
    assert read(ALL, ["WD-tiny-4.txt"] * 2)[0] == tiny().problem
    assert {setting.id.partition("-")[0] for setting in settings} == {
        "H1", "H2", "H3", "S1", "S2", "S3", "S4", "S5", "S6", "S7"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        ([PAST, FIRST], "The scenario is missing"),
        ([SCENE, FIRST], "The history of tiny is missing"),
        ([SCENE], "The history of tiny is missing"),
        ([SCENE, PAST], "The week files of tiny are missing"),
    ],
    ids=["scenario", "history", "all but the scenario", "weeks"],
)
def test_what_is_missing_is_said_before_and_refused_after(files: list[File], missing: str) -> None:
    found = look(files)
    assert missing in found.missing
    assert set(found.kinds) == {file.name for file in files}
    with pytest.raises(InvalidInput, match=missing):
        read(files, ["WD-tiny-0.txt"] * 2)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([NRP, SCENE], r"small\.txt is an instance of its own; import it without the other files"),
        ([NRP, named("two.txt", SMALL)], r"small\.txt is an instance of its own"),
        ([SCENE, named("Sc-b.txt", SCENARIO)], r"Sc-tiny\.txt and Sc-b\.txt are different scenarios; keep one"),
        ([PAST, named("H0-b.txt", HISTORY)], r"H0-tiny-0\.txt and H0-b\.txt are different histories; keep one"),
        ([SCENE, PAST, FIRST, FIRST], r"WD-tiny-0\.txt is there twice; remove one"),
    ],
)
def test_files_that_do_not_go_together_are_refused(files: list[File], said: str) -> None:
    for call in (look, read):
        with pytest.raises(InvalidInput, match=said):
            call(files)


@pytest.mark.parametrize("content", [b"", b"Dear all,\nhere is the plan", b"\xff\xfe\x00", b"SOLUTION\n0 tiny\n"])
def test_a_file_of_another_kind_is_named(content: bytes) -> None:
    for call in (look, read):
        with pytest.raises(UnreadableFile, match=r"mail\.txt: this is no instance; an NRP text has a line"):
            call([SCENE, File("mail.txt", content)])


def test_a_broken_file_is_told_with_its_line_before_anything_is_imported() -> None:
    with pytest.raises(UnreadableFile, match=r"WD-b\.txt, line 2: WEEK_DATA: this file belongs to the scenario large"):
        look([SCENE, PAST, named("WD-b.txt", WEEK.replace("tiny", "large"))])
    with pytest.raises(UnreadableFile, match=r"H0-b\.txt, line 5: NURSE_HISTORY"):
        look([SCENE, named("H0-b.txt", HISTORY.replace("Night", "Dawn"))])


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([], "choose 2 week files, not 0"),
        (["WD-tiny-0.txt"], "choose 2 week files, not 1"),
        (["WD-tiny-0.txt", "WD-tiny-9.txt"], r"There is no week file called WD-tiny-9\.txt among the files"),
    ],
)
def test_weeks_that_were_not_chosen_well_are_refused(weeks: list[str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read(ALL, weeks)
