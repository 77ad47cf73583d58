"""Instances of the second nurse rostering competition: every constraint a rule, every reference at its cost."""

from datetime import date, timedelta

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment
from scheduling.formats.inrc2 import Instance, read
from scheduling.formats.inrc2_folder import read_folder, read_solution_folder
from scheduling.formats.inrc2_rules import costs
from tests.conftest import BENCHMARKS
from tests.formats.inrc2_tiny import HISTORY, SCENARIO, WEEK, files, tiny

PUBLISHED = {
    ("n005w4", "0", "1-2-3-3"): 1695,
    ("n005w4", "1", "5-3-1-0"): 2010,
    ("n005w4", "2", "6-7-8-9"): 1720,
    ("n012w8", "0", "3-5-0-2-0-4-5-2"): 3295,
    ("n012w8", "1", "7-7-0-8-9-3-2-6"): 3805,
    ("n012w8", "2", "4-5-6-7-2-1-2-1"): 3745,
    ("n021w4", "0", "5-4-1-2"): 2305,
    ("n021w4", "1", "0-6-1-6"): 2305,
    ("n021w4", "2", "8-1-4-3"): 2345,
}
VALIDATED = {"S1": 240, "S2": 465, "S3": 330, "S4": 70, "S5": 60, "S6": 320, "S7": 210}
"""What the competition's own validator says of the first of them."""
INSTANCES = BENCHMARKS / "inrc2"
TEXTS = {"scenario": SCENARIO, "history": HISTORY, "week": WEEK}
needs_instances = pytest.mark.skipif(not INSTANCES.is_dir(), reason=f"no INRC-II instances at {INSTANCES}")


def worked(**days: str) -> frozenset[Assignment]:
    """Who works which shifts (ids like `3-Early`, split by spaces), all as nurses."""
    return frozenset(Assignment(who, shift, "Nurse") for who, shifts in days.items() for shift in shifts.split())


def cost_of(instance: Instance, **days: str) -> dict[str, int]:
    """What each constraint costs, those at nothing left out."""
    verdict = score(instance.problem, worked(**days), instance.settings)
    return {constraint: cost for constraint, cost in costs(verdict).items() if cost}


@needs_instances
@pytest.mark.parametrize(("name", "history", "weeks"), PUBLISHED, ids="/".join)
def test_every_reference_costs_what_is_published_and_breaks_no_hard_rule(name: str, history: str, weeks: str) -> None:
    instance = read_folder(INSTANCES / name, history, weeks)
    roster = read_solution_folder(instance, INSTANCES / name / f"Solution_H_{history}-WD_{weeks}")
    verdict = score(instance.problem, roster, instance.settings)
    assert (verdict.penalty, verdict.hard) == (PUBLISHED[name, history, weeks], 0)
    assert sum(costs(verdict).values()) == verdict.penalty


@needs_instances
def test_every_constraint_agrees_with_the_validator_of_the_competition() -> None:
    instance = read_folder(INSTANCES / "n005w4", "0", "1-2-3-3")
    roster = read_solution_folder(instance, INSTANCES / "n005w4" / "Solution_H_0-WD_1-2-3-3")
    assert costs(score(instance.problem, roster, instance.settings)) == VALIDATED


def test_an_instance_is_its_problem_by_the_files_own_names() -> None:
    instance = tiny()
    problem = instance.problem
    assert (problem.name, problem.start, problem.days) == ("tiny, history 0, weeks 4-4", date(2026, 1, 5), 14)
    assert [person.id for person in problem.employees] == ["Ann", "Bea", "Cem"]
    assert {role.id: role.name for role in problem.roles} == {"HeadNurse": "Head nurse", "Nurse": "Nurse"}
    assert {c.id: c.name for c in problem.contracts} == {"FullTime": "Full time", "PartTime": "Part time"}
    assert [template.code for template in problem.templates] == ["E", "L", "N"]
    assert len(problem.shifts) == 14 * 3
    tuesday = {demand.role: (demand.minimum, demand.target) for demand in problem.shift_by_id["8-Early"].demands}
    assert tuesday == {"HeadNurse": (0, 1), "Nurse": (1, 1)}


def test_no_succession_that_is_allowed_overlaps() -> None:
    problem = tiny().problem
    assert problem.shift_by_id["0-Night"].end == problem.shift_by_id["1-Early"].start
    unknown = tiny(**{kind: text.replace("Night", "Watch") for kind, text in TEXTS.items()})
    assert {t.id: (t.start // 60, t.end // 60) for t in unknown.problem.templates} == {
        "Early": (6, 14),
        "Late": (14, 22),
        "Watch": (8, 16),
    }
    assert {t.id: t.labels for t in problem.templates if t.labels} == {"Night": frozenset({"night"})}


def test_nobody_at_work_costs_what_is_computed_by_hand() -> None:
    """Per week 1 + 2 + 2 + 2 heads are missing; two people of full time are off for too long; see each line."""
    history = HISTORY.replace("Ann 0 0 Night 1 3 0", "Ann 0 0 Night 1 1 0")
    assert cost_of(tiny(history=history)) == {
        "S1": 2 * 7 * 30,
        "S2": 15 * 1 + 30 * 1,  # Ann's only night before the plan is one short, as night and as working day
        "S3": 30 * (14 - 3) + 30 * 13,  # Ann's fourth to fourteenth day off; Bea's second to fourteenth, two before
        "S6": 20 * 4 + 20 * 2,  # Bea brings five shifts along
    }
    assert score(tiny().problem, frozenset(), tiny().settings).hard == 2 * 3


def test_a_roster_costs_what_is_computed_by_hand() -> None:
    days = {
        "Ann": "2-Late 3-Late 5-Late 6-Late 8-Early 9-Early",
        "Bea": "0-Early 1-Early 2-Early 7-Early 8-Early 9-Early 12-Night",
        "Cem": "2-Early 3-Early 9-Early",
    }
    assert cost_of(tiny(), **days) == {
        "S1": 30 * (1 + 1 + 2),  # head nurse on both Tuesdays; the late shifts of the second weekend
        "S2": 15 * (1 + 1 + 1) + 30 * 1,  # single shifts: Ann's last night, Bea's, Cem's early; Bea's single day
        "S3": 30 * (1 + 1 + 1) + 30 * 1,  # Ann's single days off and her fourth at the end; Bea's fourth
        "S4": 10 * 3,  # Ann's second Tuesday, both of Cem's Wednesdays
        "S5": 30 * 1,  # Bea's second weekend
        "S6": 20 * 4,  # Bea's 7 and the 5 of before, at most 8
        "S7": 30 * 1,  # Bea's second weekend with the one of before
    }


@pytest.mark.parametrize(
    ("eve", "week", "in_a_row", "off"),
    [
        ("Early 1 1 0", "-------", 15 * 1 + 30 * 2, 30 * 4),
        ("Early 2 5 0", "E------", 30 * 1, 30 * 3),
        ("Early 5 5 0", "EE-----", 30 * 2 + 15 * 2, 30 * 2),
        ("Early 9 9 0", "EE-----", 30 * 2 + 15 * 2, 30 * 2),
        ("None 0 0 1", "EEE----", 0, 30 * 1 + 30 * 1),
        ("None 0 0 2", "EEE----", 0, 30 * 1),
        ("None 0 0 4", "-EEE---", 0, 30 * 1),
        ("None 0 0 4", "EEE-EEE", 0, 30 * 1),
        ("Night 2 3 0", "L------", 15 * 2 + 15 * 1, 30 * 3),
        ("Night 2 3 0", "NN-----", 0, 30 * 2),
        ("Night 4 4 0", "N---EEE", 0, 0),
        ("Late 1 2 0", "------E", 15 * 1 + 30 * 1, 30 * 3),
    ],
)
def test_runs_begin_with_the_counters_of_the_history(eve: str, week: str, in_a_row: int, off: int) -> None:
    """Early and Late 2 to 5 in a row, Night 4 to 5; 3 to 5 working days, 2 to 3 days off."""
    scene = SCENARIO.replace("WEEKS = 2", "WEEKS = 1").replace(
        "FullTime (4,8) (2,4) (2,3) 1 1", "FullTime (0,9) (3,5) (2,3) 9 0"
    )
    scene = scene.replace("Late (2,4)", "Late (2,5)").replace("Night (2,3)", "Night (4,5)")
    given = files(scenario=scene, history=HISTORY.replace("Ann 0 0 Night 1 3 0", f"Ann 0 0 {eve}"))
    instance = read(given["scenario"], given["history"], [given["week"]])
    names = {"E": "Early", "L": "Late", "N": "Night"}
    shifts = " ".join(f"{day}-{names[letter]}" for day, letter in enumerate(week) if letter != "-")
    verdict = score(instance.problem, worked(Ann=shifts), instance.settings)
    of_ann = {"S2": 0, "S3": 0}
    for violation in verdict.violations:
        if violation.employee == "Ann" and violation.setting[:2] in of_ann:
            of_ann[violation.setting[:2]] += violation.penalty
    assert of_ann == {"S2": in_a_row, "S3": off}


def test_a_later_history_begins_later_and_leaves_fewer_weeks() -> None:
    given = files(history=HISTORY.replace("0 tiny", "1 tiny"))
    instance = read(given["scenario"], given["history"], [given["week"]])
    assert (instance.problem.start, instance.problem.days) == (date(2026, 1, 12), 7)
    with pytest.raises(InvalidInput, match=r"tiny has 2 weeks and 1 .* choose 1 week files, not 2"):
        read(given["scenario"], given["history"], [given["week"]] * 2)


def test_totals_of_the_history_count_in_the_shifts_and_weekends_of_the_plan() -> None:
    """At most 8 shifts and 1 weekend: Bea brings 5 and 1 along."""
    plan = " ".join(f"{day}-Early" for day in (0, 1, 5, 6))
    assert cost_of(tiny(), Bea=plan)["S6"] == 20 * 1 + 20 * 4 + 20 * 2
    assert cost_of(tiny(), Bea=plan)["S7"] == 30 * 1
    more = HISTORY.replace("Bea 5 1", "Bea 9 3")
    assert cost_of(tiny(history=more))["S6"] == 20 * 1 + 20 * 4 + 20 * 2
    assert cost_of(tiny(history=more))["S7"] == 30 * 2


def test_a_day_asked_off_can_be_broken_once_and_the_same_wish_twice_is_one() -> None:
    twice = WEEK.replace("REQUESTS = 2", "REQUESTS = 3") + "Ann Late Tue\n"
    for shift in ("1-Early", "1-Late", "1-Night"):
        assert cost_of(tiny(week=twice), Ann=shift)["S4"] == 10
    assert "S4" not in cost_of(tiny(), Ann="0-Early", Cem="2-Late")
    assert cost_of(tiny(), Cem="2-Early 9-Early")["S4"] == 20


def test_only_contracts_that_ask_want_whole_weekends() -> None:
    assert cost_of(tiny(), Ann="5-Late", Cem="5-Late")["S5"] == 30
    assert "S5" not in cost_of(tiny(), Cem="5-Late")


@pytest.mark.parametrize(
    ("code", "shifts"),
    [
        ("max_shifts_per_day", "3-Early 3-Night"),
        ("forbidden_succession", "3-Night 4-Late"),
        ("forbidden_succession", "0-Late"),
        ("coverage", ""),
    ],
)
def test_each_hard_constraint_is_a_hard_rule(code: str, shifts: str) -> None:
    instance = tiny()
    found = score(instance.problem, worked(Ann=shifts), instance.settings).violations
    assert code in {violation.code for violation in found if violation.hard}


def test_a_skill_that_is_not_held_is_broken_without_any_setting() -> None:
    instance = tiny()
    found = score(instance.problem, frozenset({Assignment("Bea", "3-Early", "HeadNurse")}), ()).violations
    assert [violation.code for violation in found] == ["role"]


def test_what_was_worked_before_reaches_no_further_than_the_counters_need() -> None:
    history = tiny().problem.history
    assert history.since == date(2026, 1, 5) - timedelta(days=5)
    assert {(p.employee, (p.date - date(2026, 1, 5)).days, p.template) for p in history.shifts} == {
        ("Ann", -1, "Night"), ("Ann", -2, "Early"), ("Ann", -3, "Early"),
        ("Bea", -3, "Early"),
        ("Cem", -1, "Early"), ("Cem", -2, "Early"),
    }  # fmt: skip


def test_a_long_name_is_cut_to_what_can_be_stored() -> None:
    given = files()
    week = File("WD-tiny-" + "x" * 200 + ".txt", WEEK.encode())
    assert len(read(given["scenario"], given["history"], [week, week]).problem.name) == 120
