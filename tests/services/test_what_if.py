"""What if: a week is searched again with a question as a law, and compared with what was there."""

from collections.abc import Callable

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import AlreadyRun, InvalidInput
from scheduling.domain.problem import Demand
from scheduling.domain.runs import SolveStatus
from scheduling.services.questions import choices, offers, trial
from scheduling.services.records import RunRecord
from scheduling.services.runs import RunService
from scheduling.services.shortfalls import Shortfall, shortfalls, who_could_come
from scheduling.services.solution import RosterView, SolutionService
from scheduling.services.what_if import Answer, WhatIfService
from tests.actors import ANN, MIA
from tests.builders import ProblemBuilder, setting
from tests.services.loop import RULES, Kept, small_week, solved, stored_week, submitted, work_on_next

Open = Callable[[], SqlUnitOfWork]
WISHES = setting("availability", 7, kind="undesired")


def service(transactions: Open) -> WhatIfService:
    return WhatIfService(transactions, transactions, RunService(transactions, Kept()))


def base(transactions: Open) -> tuple[RunRecord, dict[str, str], dict[str, str]]:
    """A solved week in which Ann would rather not work on the first day; ids of people and shifts by name."""
    build = small_week().says("ann", "undesired", 0, 0, 1440)
    run = solved(transactions, stored_week(transactions, build, (*RULES, WISHES)))
    assert run.objective == 0
    with transactions() as work:
        problem, _ = work.problems.load(run.schedule)
    days = {day: k for k, day in enumerate(problem.dates)}
    people = {person.name: person.id for person in problem.employees}
    return run, people, {f"{problem.template_by_id[s.template].name}@{days[s.date]}": s.id for s in problem.shifts}


def answered(transactions: Open, run: RunRecord, who: str, shift: str, *, works: bool) -> Answer:
    service(transactions).ask(ANN, run.id, who, shift, works=works)
    work_on_next(transactions)
    return service(transactions).answers(MIA, run.id)[0]


def test_what_is_asked_for_is_in_the_roster_and_its_cost_is_told_by_rule_with_who_moves(transactions: Open) -> None:
    run, people, shifts = base(transactions)
    answer = answered(transactions, run, people["Ann"], shifts["D@0"], works=True)
    assert answer.question == "Ann on D, Mon 30 Nov"
    assert (answer.before, answer.penalty, answer.proven) == (0, 7, True)
    assert answer.by_rule == (("Everyone is spared work at undesired times", 7),)
    takes = {name: change.takes for name, change in answer.moves}
    assert takes["Ann"][0] == "Mon 30 Nov D"
    assert len(answer.moves) == 2


def test_what_is_asked_not_to_be_is_not_in_the_roster(transactions: Open) -> None:
    run, people, shifts = base(transactions)
    view = SolutionService(transactions).candidate(MIA, best(transactions, run))
    worker = next(a.employee for a in view.roster if a.shift == shifts["N@1"])
    answer = answered(transactions, run, worker, shifts["N@1"], works=False)
    (asked,) = [one for one in SolutionService(transactions).found(MIA, run.schedule) if one.run.id == answer.run.id]
    after = SolutionService(transactions).candidate(MIA, asked.candidates[0].id)
    assert worker not in {a.employee for a in after.roster if a.shift == shifts["N@1"]}
    assert answer.penalty == 0
    assert people.keys() == {"Ann", "Ben", "Cem"}


def test_where_a_hard_rule_forbids_it_that_rule_is_told(transactions: Open) -> None:
    build = small_week().says("ann", "unavailable", 0, 0, 1440)
    run = solved(transactions, stored_week(transactions, build, (*RULES, setting("availability", None))))
    with transactions() as work:
        problem, _ = work.problems.load(run.schedule)
    ann = next(person.id for person in problem.employees if person.name == "Ann")
    early = next(
        s.id for s in problem.shifts if s.date == problem.start and problem.template_by_id[s.template].code == "D"
    )
    answer = answered(transactions, run, ann, early, works=True)
    assert answer.run.solve_status is SolveStatus.INFEASIBLE
    assert answer.why is not None
    (clash,) = answer.why.clashes
    assert {line.text for line in clash.lines} == {
        "Asked for: Ann on D, Mon 30 Nov",
        "Ann is never at work when unavailable: Mon 30 Nov",
    }


def short_week() -> ProblemBuilder:
    """Two cooks are wanted on a morning; Dea, one of the two, would rather not, and Eve is away."""
    build = ProblemBuilder(3).role("q", "Cook").people("ann").people("dea", "eve", roles="r q")
    build = build.template("D", 480, 960).plan("D", 1, demands=(Demand("q", 0, 2),))
    return build.says("dea", "undesired", 1, 0, 1440).off("eve", 1, 0, 1440)


def short_run(transactions: Open, build: ProblemBuilder, weight: int) -> tuple[RunRecord, Shortfall, RosterView]:
    """The run of a week in which what Dea would rather not do counts so much, and its shortfall."""
    dislikes = setting("availability", weight, kind="undesired")
    run = solved(transactions, stored_week(transactions, build, (*RULES, dislikes)))
    view = SolutionService(transactions).candidate(MIA, best(transactions, run))
    (short,) = shortfalls(view)
    return run, short, view


def filled(transactions: Open, run: RunRecord, short: Shortfall, heads: int) -> Answer:
    service(transactions).ask_for_heads(ANN, run.id, short.shift, short.role, heads)
    work_on_next(transactions)
    return service(transactions).answers(MIA, run.id)[0]


def test_a_shift_that_cannot_be_filled_says_why_and_what_would_help(transactions: Open) -> None:
    run, short, _ = short_run(transactions, short_week(), 7)
    assert (short.name, short.called, short.heads, short.target) == ("D", "Cook", 1, 2)
    answer = filled(transactions, run, short, 2)
    assert (answer.question, answer.run.solve_status) == ("2 Cook on D, Tue 1 Dec", SolveStatus.INFEASIBLE)
    assert answer.why is not None
    (clash,) = answer.why.clashes
    assert clash.proven
    assert [line.text for line in clash.lines] == [
        "Asked for: 2 Cook (held by 2) on D, Tue 1 Dec",
        "Eve has time off, Tue 1 Dec",
    ]
    assert [repair.sentences for repair in answer.why.repairs] == [
        ("Take back the approval of Eve's time off, Tue 1 Dec",)
    ]


def test_a_shift_that_is_dearer_to_fill_than_to_leave_short_says_what_it_costs_by_rule(transactions: Open) -> None:
    run, short, view = short_run(transactions, short_week(), 170)
    assert (short.heads, [offer.name for offer in who_could_come(view, short)]) == (0, ["Dea"])
    answer = filled(transactions, run, short, 1)
    assert (answer.before, answer.penalty, answer.proven) == (200, 270, True)
    assert answer.by_rule == (
        ("Everyone is spared work at undesired times", 170),
        ("Every shift is staffed to the target number of heads", -100),
    )
    assert [(name, change.takes) for name, change in answer.moves] == [("Dea", ["Tue 1 Dec D as Cook"])]


def test_a_shift_is_not_filled_by_taking_from_another_unless_that_is_asked_for(transactions: Open) -> None:
    build = ProblemBuilder(3).role("q", "Cook").people("dea", roles="q").template("D", 480, 960)
    build = build.template("E", 900, 1380).plan("D", 1, demands=(Demand("q", 0, 1),))
    build = build.plan("E", 1, demands=(Demand("q", 0, 1, priority=3),))
    run, short, _ = short_run(transactions, build, 7)
    assert short.name == "D"
    kept = filled(transactions, run, short, 1)
    assert kept.question == "1 Cook on D, Tue 1 Dec, no other shift losing any"
    assert kept.why is not None
    (clash,) = kept.why.clashes
    assert [line.text for line in clash.lines] == [
        "Asked for: 1 Cook (held by 1) on D, Tue 1 Dec",
        "Kept as it is: 1 Cook (held by 1) on E on Tue 1 Dec",
    ]
    assert kept.why.repairs == ()
    service(transactions).ask_for_heads(ANN, run.id, short.shift, short.role, 1, kept=False)
    work_on_next(transactions)
    moved = next(one for one in service(transactions).answers(MIA, run.id) if one.why is None)
    assert (moved.question, moved.before, moved.penalty) == ("1 Cook on D, Tue 1 Dec", 100, 300)


def test_more_heads_than_hold_the_role_clash_with_nothing_else_and_nothing_helps(transactions: Open) -> None:
    run, short, _ = short_run(transactions, short_week(), 7)
    answer = filled(transactions, run, short, 3)
    assert answer.why is not None
    (clash,) = answer.why.clashes
    assert [line.text for line in clash.lines] == ["Asked for: 3 Cook (held by 2) on D, Tue 1 Dec"]
    assert answer.why.repairs == ()
    assert answer.why.in_time
    with pytest.raises(InvalidInput, match="does not ask for anybody"):
        service(transactions).ask_for_heads(ANN, run.id, short.shift, "r", 1)


def test_the_same_is_not_asked_twice_nor_of_a_run_that_goes_on_nor_of_strangers(transactions: Open) -> None:
    run, people, shifts = base(transactions)
    answered(transactions, run, people["Ann"], shifts["D@0"], works=True)
    with pytest.raises(AlreadyRun):
        service(transactions).ask(ANN, run.id, people["Ann"], shifts["D@0"], works=True)
    with pytest.raises(InvalidInput, match="not in the run's week"):
        service(transactions).ask(ANN, run.id, "nobody", shifts["D@0"], works=True)
    with pytest.raises(InvalidInput, match="still going on"):
        service(transactions).ask(
            ANN, submitted(transactions, run.schedule).id, people["Ann"], shifts["D@0"], works=True
        )


def test_a_cell_offers_the_shifts_of_its_day_who_else_could_work_and_what_a_change_brings(transactions: Open) -> None:
    run, people, shifts = base(transactions)
    view = SolutionService(transactions).candidate(MIA, best(transactions, run))
    worker = next(a.employee for a in view.roster if a.shift == shifts["D@0"])
    found = choices(view, worker, view.problem.start)
    assert [(one.name, one.works) for one in found] == [("D", True), ("N", False)]
    ann = next(one for one in offers(view, found[0], worker) if one.name == "Ann")
    assert ann.brings.penalty == 7
    assert ann.minutes == 480 + sum(h.minutes for h in view.hours if h.employee == people["Ann"])
    assert trial(view, found[0], worker).penalty == 100


def best(transactions: Open, run: RunRecord) -> str:
    (found,) = [one for one in SolutionService(transactions).found(MIA, run.schedule) if one.run.id == run.id]
    return found.candidates[0].id
