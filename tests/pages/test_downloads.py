"""Downloads hold the roster as it is, safe to open in a spreadsheet."""

import csv
import io

import pandas as pd
import pytest

from pages.components.downloads import as_csv, coverage_csv, harmless, roster_csv
from scheduling.domain.problem import Demand
from scheduling.services.solution import RosterView, view
from tests.builders import ProblemBuilder, roster


def two_days(name: str = "ann") -> RosterView:
    build = ProblemBuilder(days=2).people(name, "zoë").template("D", 480, 960).template("N", 1320, 1800)
    build.plan("D", demands=(Demand("r", target=1),)).plan("N", 0, demands=(Demand("r", target=2),))
    return view(build.problem, roster({name: ["D@0", "N@0", "D@1"], "zoë": ["D@1"]}), [])


def test_a_line_per_person_and_a_column_per_date_with_the_codes_worked() -> None:
    assert roster_csv(two_days()).decode("utf-8-sig").splitlines() == [
        "Employee,2026-11-30,2026-12-01",
        "Ann,D+N,D",
        "Zoë,,D",
    ]


def test_coverage_tells_shortage_and_surplus_apart() -> None:
    assert coverage_csv(two_days()).decode("utf-8-sig").splitlines() == [
        "Date,Shift,Role,Heads,Target,Short,Too many",
        "2026-11-30,D,Nurse,1,1,0,0",
        "2026-12-01,D,Nurse,2,1,0,1",
        "2026-11-30,N,Nurse,1,2,1,0",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "  =", "＝", "＠"])
def test_what_looks_like_a_formula_is_text_in_a_spreadsheet(start: str) -> None:
    rows = read(roster_csv(two_days(f"{start}cmd()")))
    start = start.replace("\r", "\n")
    assert f"'{start}Cmd()".casefold() in [row[0].casefold() for row in rows]
    assert read(as_csv(pd.DataFrame({f"{start}A1": [f"{start}B1"]}))) == [[f"'{start}A1"], [f"'{start}B1"]]


def test_no_text_begins_a_row_of_its_own() -> None:
    assert read(as_csv(pd.DataFrame({"Note": ["a\r=1+1", "b\r\n=2"]}))) == [["Note"], ["a\n=1+1"], ["b\n=2"]]


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_other_text_and_numbers_stay_as_they_are() -> None:
    assert [harmless(one) for one in ("Ann", "a=b", "", "'=", -5, None)] == ["Ann", "a=b", "", "'=", -5, None]
