"""Twenty-odd small weeks that had a roster until a conflict was planted in each; what was planted is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scheduling.domain.conflicts import Member
from scheduling.domain.problem import Assignment, Demand, Problem
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from tests.builders import ProblemBuilder

TWO_DAYS = 2880


@dataclass(frozen=True)
class Planted:
    """A week without a roster, and what must be among the things that clash, by what tells it from others."""

    problem: Problem
    settings: tuple[RuleSetting, ...]
    clash: tuple[dict[str, object], ...]

    def holds(self, members: tuple[Member, ...]) -> bool:
        """Whether all of what was planted is among these."""
        return all(any(_is(member, about) for member in members) for about in self.clash)


def _is(member: Member, about: Mapping[str, object]) -> bool:
    return all(getattr(member, name) == value for name, value in about.items())


def law(code: str, scope: Scope | None = None, **params: object) -> RuleSetting:
    """A hard setting whose id is its rule's code."""
    return RuleSetting(code, code, None, scope or Scope(), params)


def only(*people: str) -> Scope:
    return Scope(ScopeKind.EMPLOYEE, people)


STAFFED = law("coverage", level="minimum")
ONE_A_DAY = law("max_shifts_per_day")


def week() -> ProblemBuilder:
    """Four people, a day and a night shift; "q" is a role that only Dea holds."""
    build = ProblemBuilder(7).role("q", "Cook").contract("full", 2400)
    build = build.people("ann", "ben", "cem", contract="full").people("dea", roles="r q", labels=frozenset({"aid"}))
    return build.template("D", 480, 960, frozenset({"day"})).template("N", 1320, 1800, frozenset({"night"}))


def heads(number: int, role: str = "r") -> tuple[Demand, ...]:
    return (Demand(role, number),)


def planted(build: ProblemBuilder, *settings: RuleSetting, clash: tuple[dict[str, object], ...]) -> Planted:
    return Planted(build.problem, settings, clash)


def more_heads_than_people() -> Planted:
    build = week().plan("D", demands=heads(2)).plan("N", 4, demands=heads(5))
    return planted(build, STAFFED, clash=({"setting": "coverage", "shift": "N@4"},))


def the_only_cook_is_away() -> Planted:
    build = week().plan("D", demands=heads(1)).plan("N", 2, demands=heads(1, "q")).off("dea", 2, 0, TWO_DAYS)
    return planted(build, STAFFED, clash=({"shift": "N@2", "role": "q"}, {"absence": build.problem.absences[0]}))


def the_only_cook_has_too_few_hours() -> Planted:
    limit = law("working_time", only("dea"), maximum=960, period="week")
    build = week().plan("D", 0, 2, 4, demands=heads(1, "q"))
    return planted(build, STAFFED, limit, clash=({"setting": "working_time", "employee": "dea"},))


def a_limit_for_everyone_that_a_narrower_one_replaces() -> Planted:
    wide, narrow = law("shift_count", maximum=5), replace(law("shift_count", only("dea"), maximum=1), id="own")
    build = week().plan("D", 0, 1, demands=heads(1, "q"))
    return planted(build, STAFFED, wide, narrow, clash=({"setting": "own", "employee": "dea"},))


def no_rest_between_a_pinned_night_and_the_morning() -> Planted:
    build = week().plan("N", 1, demands=heads(1)).plan("D", 2, demands=heads(1, "q")).pin("dea", "N@1")
    pin = Assignment("dea", "N@1", "r")
    return planted(build, STAFFED, law("min_rest"), clash=({"pin": pin}, {"setting": "min_rest", "employee": "dea"}))


def pinned_to_two_shifts_at_once() -> Planted:
    build = week().template("L", 900, 1380).plan("D", 0).plan("L", 0).pin("ann", "D@0").pin("ann", "L@0")
    return planted(
        build, STAFFED, clash=({"pin": Assignment("ann", "D@0", "r")}, {"pin": Assignment("ann", "L@0", "r")})
    )


def pinned_during_time_off() -> Planted:
    build = week().plan("D", demands=heads(1)).off("ann", 3, 0, 1440).pin("ann", "D@3")
    return planted(
        build, STAFFED, clash=({"pin": Assignment("ann", "D@3", "r")}, {"absence": build.problem.absences[0]})
    )


def needed_every_day_but_at_most_five_in_a_row() -> Planted:
    build = week().plan("D", demands=heads(1, "q"))
    clash = ({"setting": "consecutive_days", "employee": "dea"},)
    return planted(build, STAFFED, law("consecutive_days", maximum=5), clash=clash)


def needed_while_unavailable() -> Planted:
    build = week().plan("D", 1, 4, demands=heads(1, "q")).says("dea", "unavailable", 4, 0, 1440)
    clash = ({"setting": "availability", "employee": "dea", "day": build.day(4)}, {"shift": "D@4"})
    return planted(build, STAFFED, law("availability"), clash=clash)


def more_hours_promised_than_there_are_shifts() -> Planted:
    least = law("working_time", only("ann"), minimum=2400, period="week")
    build = week().plan("D", 0, 1, 2, 3, demands=heads(1))
    return planted(build, STAFFED, least, clash=({"setting": "working_time", "employee": "ann"},))


def apart_but_both_needed() -> Planted:
    build = week().people("eve", roles="q").plan("N", 3, demands=heads(2, "q"))
    apart = law("pairing", pairs=[["dea", "eve"]], kind="apart")
    return planted(build, STAFFED, apart, clash=({"setting": "pairing", "shift": "N@3"},))


def together_but_one_is_away() -> Planted:
    build = week().plan("D", 2, demands=heads(1)).pin("ann", "D@2").off("ben", 2, 0, 1440)
    both = law("pairing", pairs=[["ann", "ben"]])
    return planted(build, both, clash=({"setting": "pairing"}, {"absence": build.problem.absences[0]}))


def the_only_first_aider_is_away() -> Planted:
    build = week().plan("D", demands=heads(1)).off("dea", 5, 0, 1440)
    aid = law("skill_mix", Scope(ScopeKind.LABEL, ("aid",), dates=frozenset({build.day(5)})))
    return planted(build, STAFFED, aid, clash=({"setting": "skill_mix"}, {"absence": build.problem.absences[0]}))


def too_many_nights() -> Planted:
    few = law("shift_count", maximum=1, templates=["N"])
    build = week().plan("N", demands=heads(1))
    people = tuple({"setting": "shift_count", "employee": who} for who in ("ann", "ben", "cem", "dea"))
    return planted(build, STAFFED, few, clash=people)


def no_weekends_but_needed_on_saturday() -> Planted:
    build = week().plan("D", 5, demands=heads(1, "q"))
    clash = ({"setting": "weekends", "employee": "dea"}, {"shift": "D@5"})
    return planted(build, STAFFED, law("weekends", maximum=0), clash=clash)


def days_off_promised_but_needed_daily() -> Planted:
    build = week().plan("D", demands=heads(1, "q"))
    return planted(build, STAFFED, law("days_off", minimum=2), clash=({"setting": "days_off", "employee": "dea"},))


def no_recovery_after_nights() -> Planted:
    build = week().plan("N", 0, demands=heads(1, "q")).plan("D", 2, demands=heads(1, "q"))
    clash = ({"setting": "night_recovery", "employee": "dea"},)
    return planted(build, STAFFED, law("night_recovery", hours=48), clash=clash)


def a_forbidden_succession_is_pinned() -> Planted:
    build = week().plan("D", 0, demands=heads(1)).plan("N", 1, demands=heads(1)).pin("ann", "D@0").pin("ann", "N@1")
    never = law("forbidden_succession", pairs=[["D", "N"]])
    return planted(build, never, clash=({"setting": "forbidden_succession", "employee": "ann"},))


def too_many_minutes_in_a_stretch() -> Planted:
    build = week().plan("D", 1, 2, 3, demands=heads(1, "q"))
    clash = ({"setting": "rolling_working_time", "employee": "dea"},)
    return planted(build, STAFFED, law("rolling_working_time", days=3, maximum=960), clash=clash)


def a_budget_too_small() -> Planted:
    cost = law("labour_cost", hourly=2000, cap=40_000)
    build = week().plan("D", 0, 1, 2, demands=heads(1))
    return planted(build, STAFFED, cost, clash=({"setting": "labour_cost"},))


def agency_barred_but_needed() -> Planted:
    build = week().plan("D", 0, demands=heads(1, "q"))
    clash = ({"setting": "employee_use", "employee": "dea"},)
    return planted(build, STAFFED, law("employee_use", only("dea", "ann")), clash=clash)


def a_curve_beyond_the_team() -> Planted:
    curve = [{"start": 600, "end": 660, "heads": 5}]
    build = week().plan("D", 0, demands=heads(1))
    return planted(build, STAFFED, law("interval_coverage", curve=curve), clash=({"setting": "interval_coverage"},))


def no_change_allowed_but_somebody_fell_ill() -> Planted:
    build = week().plan("D", 0, demands=heads(1)).off("ann", 0, 0, 1440)
    problem = replace(build.problem, published=(Assignment("ann", "D@0", "r"),), today=build.day(-3))
    clash = ({"setting": "max_disruption"}, {"absence": build.problem.absences[0]})
    return Planted(problem, (STAFFED, law("max_disruption", cap=0)), clash)


def one_shift_a_day_but_two_wanted() -> Planted:
    build = week().template("L", 1000, 1300).plan("D", 1, demands=heads(1, "q")).plan("L", 1, demands=heads(1, "q"))
    return planted(build, STAFFED, ONE_A_DAY, clash=({"setting": "max_shifts_per_day", "employee": "dea"},))


PLANTS: tuple[Callable[[], Planted], ...] = (
    more_heads_than_people,
    the_only_cook_is_away,
    the_only_cook_has_too_few_hours,
    a_limit_for_everyone_that_a_narrower_one_replaces,
    no_rest_between_a_pinned_night_and_the_morning,
    pinned_to_two_shifts_at_once,
    pinned_during_time_off,
    needed_every_day_but_at_most_five_in_a_row,
    needed_while_unavailable,
    more_hours_promised_than_there_are_shifts,
    apart_but_both_needed,
    together_but_one_is_away,
    the_only_first_aider_is_away,
    too_many_nights,
    no_weekends_but_needed_on_saturday,
    days_off_promised_but_needed_daily,
    no_recovery_after_nights,
    a_forbidden_succession_is_pinned,
    too_many_minutes_in_a_stretch,
    a_budget_too_small,
    agency_barred_but_needed,
    a_curve_beyond_the_team,
    no_change_allowed_but_somebody_fell_ill,
    one_shift_a_day_but_two_wanted,
)
