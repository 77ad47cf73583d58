"""Every kind of malformed file of the nurse rostering competition is refused, with its line and section."""

import pytest

from scheduling.domain.errors import UnreadableFile
from scheduling.formats.inrc2_scenario import read_scenario
from tests.formats.inrc2_tiny import HISTORY, SCENARIO, WEEK, tiny

TEXTS = {"scenario": SCENARIO, "history": HISTORY, "week": WEEK}
NAMES = {"scenario": "Sc-tiny.txt", "history": "H0-tiny-0.txt", "week": "WD-tiny-4.txt"}


def refused(kind: str, old: str, new: str) -> UnreadableFile:
    """What is said when one place of one file is changed."""
    assert old in TEXTS[kind]
    with pytest.raises(UnreadableFile) as caught:
        tiny(**{kind: TEXTS[kind].replace(old, new, 1)})
    assert caught.value.file == NAMES[kind]
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (SCENARIO, "", 0, "SCENARIO is missing"),
        ("SCENARIO = tiny", "HISTORY", 1, "'HISTORY' stands where a line with SCENARIO is expected"),
        ("SCENARIO = tiny", "SCENARIO", 1, "SCENARIO: a value is expected"),
        ("WEEKS = 2", "WEEKS = two", 3, "WEEKS: the number of weeks is 'two', a whole number is expected"),
        ("WEEKS = 2", "WEEKS = 0", 3, "WEEKS: 0 weeks are not possible"),
        ("WEEKS = 2", "WEEKS = 54", 3, "WEEKS: 54 weeks are not possible; 1 to 53 are"),
        ("WEEKS = 2\n", "", 0, "WEEKS is missing"),
        ("WEEKS = 2", "SKILLS = 2\nWEEKS = 2", 6, "SKILLS: this section is there a second time"),
        ("SKILLS = 2", "SKILLS = 3", 5, "SKILLS: 3 lines are announced, 2 follow"),
        ("SKILLS = 2", "SKILLS = -2", 5, "SKILLS: the number of lines is -2, it cannot be negative"),
        ("SKILLS = 2", "SKILLS", 5, "SKILLS: the number of lines is ''"),
        ("SKILLS = 2\nHeadNurse\nNurse", "SKILLS = 0", 5, "SKILLS: at least one line is needed"),
        ("HeadNurse\nNurse", "Nurse\nNurse", 7, "SKILLS: 'Nurse' is there a second time"),
        ("Early (2,5)", "Early", 10, "SHIFT_TYPES: 'Early' has not the form 'Shift (least,most)'"),
        ("Early (2,5)", "Early (2;5)", 10, "days in a row is '(2;5)', two whole numbers like (2,5) are expected"),
        ("Early (2,5)", "Early (-2,5)", 10, "two whole numbers like (2,5) are expected"),
        ("Early (2,5)", "Early (5,2)", 10, "its first number is above the second"),
        ("Early (2,5)", "Early (0,0)", 10, "at most 0 in a row leaves nothing"),
        ("Early (2,5)", f"{'E' * 81} (2,5)", 10, "a name of 81 characters is too long"),
        ("Early 0", "Early none", 15, "the number of followers is 'none'"),
        ("Late 1 Early", "Late 2 Early", 16, "2 shift types are announced, 1 follow"),
        ("Late 1 Early", "Late 1 Dawn", 16, "the shift type 'Dawn' is not defined"),
        ("Late 1 Early", "Dusk 1 Early", 16, "the shift type 'Dusk' is not defined"),
        ("Late 1 Early", "Early 1 Late", 16, "'Early' is there a second time"),
        ("(2,3) 1 1", "(2,3) 1", 20, "CONTRACTS: 'FullTime (4,8) (2,4) (2,3) 1' has not the form"),
        ("(2,3) 1 1", "(2,3) 1 2", 20, "whole weekends is 2, 0 (no) or 1 (yes) is expected"),
        ("(2,3) 1 1", "(2,3) one 1", 20, "the number of weekends is 'one'"),
        ("(4,8)", "(9,8)", 20, "the number of shifts is '(9,8)', its first number is above the second"),
        ("Ann FullTime", "Ann HalfTime", 24, "NURSES: the contract 'HalfTime' is not defined"),
        ("2 HeadNurse Nurse", "1 HeadNurse Nurse", 24, "1 skills are announced, 2 follow"),
        ("2 HeadNurse Nurse", "2 HeadNurse Cook", 24, "the skill 'Cook' is not defined"),
        ("Ann FullTime 2 HeadNurse Nurse", "Ann FullTime 0", 24, "has not the form 'Nurse Contract number Skill'"),
        ("Bea FullTime", "Ann FullTime", 25, "'Ann' is there a second time"),
    ],
)
def test_a_scenario_that_cannot_be_read(old: str, new: str, line: int, reason: str) -> None:
    told = refused("scenario", old, new)
    assert told.line == line
    assert reason in told.reason


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("HISTORY\n0 tiny", "WEEK_DATA\ntiny", 1, "'WEEK_DATA' stands where a line with HISTORY is expected"),
        ("0 tiny", "0 large", 2, "HISTORY: this file belongs to the scenario large, not to tiny"),
        ("0 tiny", "tiny", 2, "HISTORY: 'tiny' has not the form 'week scenario'"),
        ("0 tiny", "2 tiny", 2, "HISTORY: week 2 is outside the 2 weeks of the scenario (weeks count from 0)"),
        ("0 tiny\n", "", 1, "HISTORY: one line with 'week scenario' is expected below it, 0 follow"),
        ("Cem 0 0 Early 2 2 0\n", "", 0, "NURSE_HISTORY: a line for Cem is missing"),
        ("Cem 0 0", "Dan 0 0", 7, "NURSE_HISTORY: the nurse 'Dan' is not defined"),
        ("Cem 0 0", "Bea 0 0", 7, "NURSE_HISTORY: 'Bea' is there a second time"),
        ("Cem 0 0 Early", "Cem 0 Early", 7, "has not the form 'Nurse shifts weekends last same working off'"),
        ("Cem 0 0", "Cem 0 -1", 7, "the number of weekends is -1"),
        ("Early 2 2 0", "Dawn 2 2 0", 7, "the last shift type 'Dawn' is not defined"),
        ("Early 2 2 0", "Early 3 2 0", 7, "after a day with Early, 1 or more days of it"),
        ("Early 2 2 0", "Early 0 2 0", 7, "after a day with Early, 1 or more days of it"),
        ("Early 2 2 0", "Early 2 2 1", 7, "after a day with Early, 1 or more days of it"),
        ("Early 2 2 0", "None 0 0 0", 7, "after a day off (None), 0 days of one type"),
        ("Early 2 2 0", "None 0 1 1", 7, "after a day off (None), 0 days of one type"),
        ("Early 2 2 0", "Early 2 999 0", 7, "more than 371 days in a row are not possible"),
    ],
)
def test_a_history_that_cannot_be_read(old: str, new: str, line: int, reason: str) -> None:
    told = refused("history", old, new)
    assert told.line == line
    assert reason in told.reason


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("WEEK_DATA\ntiny\n", "WEEK_DATA\nlarge\n", 2, "WEEK_DATA: this file belongs to the scenario large"),
        ("REQUIREMENTS", "REQUIREMENT", 0, "REQUIREMENTS is missing"),
        ("\n\nREQUIREMENTS", " 2\n\nREQUIREMENTS", 2, "WEEK_DATA: 'tiny 2' has not the form 'scenario'"),
        ("\n\nREQUIREMENTS", "\nlarge\nREQUIREMENTS", 1, "WEEK_DATA: one line with 'scenario' is expected below it, 2"),
        ("Early Nurse (1,1) (1,1)", "Early Nurse (1,1)", 6, "REQUIREMENTS: 'Early Nurse (1,1)"),
        ("Early Nurse (1,1) (1,1)", "Early Nurse (1,1) (2,1)", 6, "Tue is '(2,1)', its first number is above"),
        ("Early Nurse", "Dawn Nurse", 6, "REQUIREMENTS: the shift type 'Dawn' is not defined"),
        ("Early Nurse", "Early Cook", 6, "REQUIREMENTS: the skill 'Cook' is not defined"),
        ("Early Nurse", "Early HeadNurse", 6, "REQUIREMENTS: 'Early HeadNurse' is there a second time"),
        ("REQUESTS = 2", "REQUESTS = 1", 9, "SHIFT_OFF_REQUESTS: 1 lines are announced, 2 follow"),
        ("Ann Any Tue", "Dan Any Tue", 10, "SHIFT_OFF_REQUESTS: the nurse 'Dan' is not defined"),
        ("Ann Any Tue", "Ann All Tue", 10, "the shift type 'All' is not defined"),
        ("Ann Any Tue", "Ann Any Tuesday", 10, "the day 'Tuesday' is not defined"),
        ("Ann Any Tue", "Ann Any", 10, "'Ann Any' has not the form 'Nurse Shift Day'"),
    ],
)
def test_week_data_that_cannot_be_read(old: str, new: str, line: int, reason: str) -> None:
    told = refused("week", old, new)
    assert told.line == line
    assert reason in told.reason


def test_a_history_cannot_end_with_other_shifts_where_there_is_one_type_only() -> None:
    """Three working days of which one is of the only shift type."""
    scene = SCENARIO.replace("SHIFT_TYPES = 3\nEarly (2,5)\nLate (2,4)\n", "SHIFT_TYPES = 1\n")
    scene = scene.replace("Early 0\nLate 1 Early\nNight 2 Early Late\n", "")
    past = HISTORY.replace("Early 2 2 0", "Night 2 2 0")
    week = "WEEK_DATA\ntiny\nREQUIREMENTS\nSHIFT_OFF_REQUESTS = 0\n"
    with pytest.raises(UnreadableFile, match="3 working days, but 1 of the only shift type"):
        tiny(scenario=scene, history=past, week=week)
    assert tiny(scenario=scene, history=past.replace("Night 1 3 0", "Night 3 3 0"), week=week).problem.days == 14


@pytest.mark.parametrize("end", ["\r\n", "\n\n", " \n"])
def test_line_ends_blank_lines_and_spaces_are_of_no_account(end: str) -> None:
    changed = {kind: text.replace("\n", end).replace("WEEKS = ", "WEEKS=") for kind, text in TEXTS.items()}
    assert tiny(**changed).problem == tiny().problem


@pytest.mark.parametrize("content", [b"\xff\xfe\x00S", b"SCENARIO = tiny\0\n"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"Sc-tiny\.txt: this is not a text file"):
        read_scenario("Sc-tiny.txt", content)
