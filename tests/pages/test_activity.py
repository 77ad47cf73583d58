"""Entries of the log are shown and taken along as they are, and what somebody put into a name does nothing."""

import csv
import io
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pages.components.activity_list import SHORT, _entry, _folded
from pages.components.activity_take import activity_csv, activity_json
from scheduling.services.activity import LogLine
from scheduling.services.log_records import LogRecord

AT = datetime(2026, 11, 29, 23, 30, 5, tzinfo=UTC)
NASTY = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)>"
ENTRY = LogRecord(
    AT, "mia", "person changed", NASTY, {"about": ["p1"], "reason": "Why <b>"}, "roles: Cook", NASTY, "page", "10.0.0.7"
)
LINE = LogLine(ENTRY, f"Mia changed {NASTY} in the team", "Harbour", "Week 1")


def test_an_entry_is_drawn_in_the_viewers_time_with_all_that_it_says_and_no_mark_of_its_own() -> None:
    drawn = _entry(LINE, ZoneInfo("Europe/Berlin"))
    assert ">00:30</time>" in drawn
    assert "<img" not in drawn
    assert "<b>" not in drawn
    for said in ("Mia changed =cmd", "roles: Cook", "Why &lt;b&gt;", "Harbour · Week 1 · page, 10.0.0.7"):
        assert said in drawn


def test_a_whole_roster_is_told_by_its_beginning_and_nothing_of_it_is_lost() -> None:
    told = "; ".join(f"Ann on Day, Mon {k} Dec: Cook" for k in range(30))
    drawn = _folded(told)
    beginning = drawn.partition("<summary>")[2].partition(" <i>")[0]
    assert told.startswith(beginning)
    assert beginning.endswith(";")
    assert len(beginning) <= SHORT
    assert drawn.endswith(f"{told.removeprefix(beginning)}</details>")
    assert _folded("roles: <b>") == "roles: &lt;b&gt;"


def test_a_table_of_entries_holds_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(activity_csv([LINE]).decode("utf-8-sig")))
    assert (row["at"], row["who"], row["before"]) == ("2026-11-29T23:30:05+00:00", "mia", "roles: Cook")
    assert row["after"] == row["subject"] == f"'{NASTY}"
    assert row["reason"] == "Why <b>"


def test_entries_for_programs_have_their_details() -> None:
    (told,) = json.loads(activity_json([LINE]))
    assert told["subject"] == NASTY
    assert told["detail"] == {"about": ["p1"], "reason": "Why <b>"}
