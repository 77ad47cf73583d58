"""The constraints of the second nurse rostering competition, as settings of catalogue rules.

H4, the skill, always holds. The id of a setting begins with its constraint's name: `S2-6`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from scheduling.domain.roster import Score
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.formats.inrc2_scenario import Scenario, Span

CONSTRAINTS = {
    "S1": "Heads short of the best cover",
    "S2": "Shifts of a type, and working days, in a row",
    "S3": "Days off in a row",
    "S4": "Shifts asked off",
    "S5": "Weekends worked in part",
    "S6": "Shifts in all",
    "S7": "Working weekends in all",
}
COVER, SHIFT_TYPE, RUN, REQUEST, WEEKEND, TOTAL = 30, 15, 30, 10, 30, 20
Params: TypeAlias = Mapping[str, Any]
Stated: TypeAlias = tuple[str, str, int | None, Scope, Params]


def settings_of(scenario: Scenario) -> tuple[RuleSetting, ...]:
    """Every constraint, once for everyone or once for each contract or shift type."""
    stated = (*_for_everyone(scenario), *_whole_weekends(scenario), *_for_contracts(scenario))
    return tuple(RuleSetting(f"{one[0]}-{number}", *one[1:]) for number, one in enumerate(stated, start=1))


def costs(verdict: Score) -> Mapping[str, int]:
    """What a roster costs, constraint by constraint."""
    found = dict.fromkeys(CONSTRAINTS, 0)
    for setting, penalty in verdict.penalty_by_setting.items():
        found[setting.partition("-")[0]] += penalty
    return found


def _for_everyone(scenario: Scenario) -> Iterator[Stated]:
    everyone = Scope()
    yield "H1", "max_shifts_per_day", None, everyone, {"maximum": 1}
    yield "H2", "coverage", None, everyone, {"level": "minimum", "under": 1}
    if scenario.forbidden:
        yield "H3", "forbidden_succession", None, everyone, {"pairs": [list(pair) for pair in scenario.forbidden]}
    yield "S1", "coverage", COVER, everyone, {"level": "target", "under": 1, "over": 0}
    for shift_type, run in scenario.shift_types.items():
        yield "S2", "consecutive_shifts", SHIFT_TYPE, everyone, {"templates": [shift_type], **_in_a_row(run)}
    yield "S4", "availability", REQUEST, everyone, {"kind": "requests"}


def _whole_weekends(scenario: Scenario) -> Iterator[Stated]:
    asking = tuple(name for name, terms in scenario.contracts.items() if terms.whole)
    if asking:
        yield "S5", "weekends", WEEKEND, Scope(ScopeKind.CONTRACT, asking), {"complete": True}


def _for_contracts(scenario: Scenario) -> Iterator[Stated]:
    for contract, terms in scenario.contracts.items():
        scope, (least, most) = Scope(ScopeKind.CONTRACT, (contract,)), terms.total
        total = {"minimum": least, "maximum": most, "period": "horizon", "carry": True}
        yield "S2", "consecutive_days", RUN, scope, _in_a_row(terms.working)
        yield "S3", "consecutive_days_off", RUN, scope, _in_a_row(terms.off)
        yield "S6", "shift_count", TOTAL, scope, total
        yield "S7", "weekends", WEEKEND, scope, {"maximum": terms.weekends, "carry": True}


def _in_a_row(run: Span) -> Params:
    """A least of 0 asks for nothing."""
    least, most = run
    return {"minimum": least or None, "maximum": most, "edges": "history"}
