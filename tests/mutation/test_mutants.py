"""Each mistake is one change of the code, and it reaches whoever holds what it is in."""

import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from scheduling.rules.catalogue import catalogue
from tests.mutation.graft import graft
from tests.mutation.mutants import mutants
from tests.mutation.near import ROOT, codes_near, files
from tests.mutation.report import JUDGED, short, show


def changes(source: str) -> list[str]:
    return [mutant.change for mutant in mutants(source, "example.py")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b <= c", ["a < b <= c → a <= b <= c", "a < b <= c → a < b < c"]),
        ("x = a + 3", ["a + 3 → a - 3", "3 → 4", "3 → 2"]),
        ("x = a and b", ["a and b → without a", "a and b → without b"]),
        ("x = [k for k in a if k]", ["for … if k → without the condition"]),
        ("x = not a", ["not a → not not a"]),
        ("x = min(a)", ["min(a) → max(a)"]),
        ("x = True", ["True → False"]),
        ("x = a if b else c", ["if b → if not"]),
        ("if a:\n    b()", ["if a → if not", "b() → left out"]),
        ("def f():\n    'Words'\n    yield a", ["yield a → left out"]),
        ("def f():\n    'Words'\n    yield from ()", []),
        ("def f(a: int | None = None) -> int | None:\n    'Words'", []),
        ("x: int = Field(default=1, ge=1)", []),
    ],
)
def test_each_place_where_code_can_be_mistaken_is_mistaken(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


def test_a_mistake_is_named_by_where_it_is_and_leaves_the_next_one_alone() -> None:
    first, second, _ = mutants("class A:\n    def f(self, a):\n        return a > 1", "example.py")
    assert (first.where, first.line, second.where) == ("A.f", 3, "A.f")
    told = {}
    exec(second.code, told)  # noqa: S102 - the code stands above
    assert (told["A"]().f(2), told["A"]().f(3)) == (False, True)


EXAMPLE = """
from datetime import timedelta

LIMIT = {limit}
DAY = timedelta(hours={limit})

def above(a):
    return a > {limit}

class Rule:
    limits = ({limit},)

    @property
    def twice(self):
        return 2 * {limit}

    @staticmethod
    def thrice(k={limit}):
        return 3 * k
"""


def test_a_changed_module_is_what_others_hold_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module, other = ModuleType("scheduling.example"), ModuleType("scheduling.other")
    exec(EXAMPLE.format(limit=1000), vars(module))  # noqa: S102 - the code stands above
    above, rule, other.LIMIT, other.DAY = module.above, module.Rule(), module.LIMIT, module.DAY
    for one in (module, other):
        monkeypatch.setitem(sys.modules, one.__name__, one)
    graft(module, compile(EXAMPLE.format(limit=2000), "example.py", "exec"))
    assert (above(1500), rule.limits, rule.twice, rule.thrice(), other.LIMIT) == (False, (2000,), 4000, 6000, 2000)
    assert timedelta(hours=2000) == other.DAY


def test_tests_are_near_to_the_rules_that_a_file_is_part_of() -> None:
    codes = set(catalogue())
    assert codes_near("scheduling.rules.min_rest", codes) == {"min_rest"}
    assert codes_near("scheduling.rules.runs_of_days", codes) == {
        "consecutive_days",
        "consecutive_days_off",
        "consecutive_shifts",
    }
    assert codes_near("scheduling.rules.facets.totals", codes) >= {"shift_count", "working_time"}
    assert codes_near("scheduling.rules.facts", codes) == codes
    assert codes_near("scheduling.checker", codes) == codes


def test_the_page_of_survivors_names_every_file_that_is_proved_and_no_other() -> None:
    proved = [short(str(file.relative_to(ROOT))) for file in files() if any(mutants(file.read_text(), str(file)))]
    assert re.findall(r"^\| (\S+\.py) \| \d+ \|", JUDGED.read_text(), re.MULTILINE) == proved


def test_a_survivor_is_told_by_its_function_and_its_line_as_it_stands_until_it_has_a_row(tmp_path: Path) -> None:
    row = {"where": "", "line": 1, "change": "1 → 2", "outcome": "survived"}
    results = tmp_path / "results.json"
    results.write_text(
        json.dumps({"scheduling/rules/base.py": {"mutants": {"0": row, "1": {**row, "outcome": "noticed"}}}})
    )
    told = show(results).splitlines()
    assert "| rules/base.py | 2 | 1 | 50.0% |" in told
    begun = told.index("Survivors that nobody has judged: 1")
    assert told[begun + 1] == '| rules/base.py | module | `1 → 2` in `"""What every rule is made of."""` |'
    judged = JUDGED.read_text().count("` in `")
    assert f"Judged, and not among the survivors: {judged}" in told
