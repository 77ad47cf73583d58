"""Repairs: told in sentences, made in the database with one click, and taken back."""

from collections.abc import Callable

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.changes import SettingChange, made
from scheduling.domain.errors import Conflict, NotAllowed
from scheduling.domain.problem import Demand
from scheduling.domain.runs import SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.services.conflict_sentences import Words
from scheduling.services.explanations import from_text, to_text
from scheduling.services.records import RunRecord
from scheduling.services.repairing import ExplanationView, RepairService
from scheduling.solver.explain import explain
from tests.actors import ANN, MIA, SAM
from tests.builders import ProblemBuilder
from tests.services.loop import solved, stored_week
from tests.solver.planted import PLANTS, STAFFED, law, the_only_cook_is_away

Open = Callable[[], SqlUnitOfWork]
TWO = (Demand("q", 1, 1),)


def week() -> ProblemBuilder:
    """Dea alone is a cook, and a cook is wanted on three days."""
    build = ProblemBuilder(7).role("q", "Cook").people("ann").people("dea", roles="r q").template("D", 480, 960)
    return build.plan("D", 0, 2, 4, demands=TWO)


def explained(transactions: Open, build: ProblemBuilder, *rules: RuleSetting) -> tuple[RunRecord, ExplanationView]:
    run = solved(transactions, stored_week(transactions, build, (STAFFED, *rules)))
    assert run.solve_status is SolveStatus.INFEASIBLE
    found = service(transactions).of_run(MIA, run.id)
    assert found is not None
    return run, found


def service(transactions: Open) -> RepairService:
    return RepairService(transactions, transactions)


def inputs(transactions: Open, schedule: str) -> object:
    with transactions() as work:
        problem, settings = work.problems.load(schedule)
    return problem, sorted(settings, key=lambda one: one.id)


def test_a_run_without_a_roster_says_in_rule_words_what_clashes_and_what_would_help(transactions: Open) -> None:
    _, found = explained(transactions, week(), law("working_time", maximum=960, period="week"))
    (clash,) = found.clashes
    assert clash.proven
    assert [line.text for line in clash.lines] == [
        "D on Mon 30 Nov: 1 Cook (held by 1) wanted",
        "D on Wed 2 Dec: 1 Cook (held by 1) wanted",
        "D on Fri 4 Dec: 1 Cook (held by 1) wanted",
        "Everyone works at most 16 h in each week",
    ]
    assert clash.lines[-1].people == ("Dea",)
    said = [sentence for repair in found.repairs for sentence in repair.sentences]
    assert "Raise “Working time, at most” from 16 h to 24 h for Dea alone" in said
    assert "Want no Cook instead of 1 on D on Mon 30 Nov" in said


@pytest.mark.parametrize("build", [week().off("dea", 2, 0, 1440), week().says("dea", "unavailable", 2, 0, 1440)])
def test_every_repair_can_be_made_and_then_there_is_a_roster_and_taken_back(
    transactions: Open, build: ProblemBuilder
) -> None:
    rules = law("working_time", maximum=1440, period="week"), law("availability")
    run, found = explained(transactions, build, *rules)
    before = inputs(transactions, run.schedule)
    assert len(found.repairs) > 1
    for repair in found.repairs:
        done = service(transactions).make(MIA, run.schedule, repair.repair.changes, repair.sentences)
        assert solved(transactions, run.schedule).solve_status is SolveStatus.OPTIMAL
        service(transactions).undo(MIA, run.schedule, done)
        assert inputs(transactions, run.schedule) == before


def test_a_limit_of_somebodys_own_is_made_and_taken_back(transactions: Open) -> None:
    run, found = explained(transactions, week(), law("working_time", maximum=960, period="week"))
    before = inputs(transactions, run.schedule)
    (own,) = [one for one in found.repairs if isinstance(one.repair.changes[0], SettingChange)]
    done = service(transactions).make(ANN, run.schedule, own.repair.changes, own.sentences)
    assert solved(transactions, run.schedule).solve_status is SolveStatus.OPTIMAL
    service(transactions).undo(ANN, run.schedule, done)
    assert inputs(transactions, run.schedule) == before


def test_what_was_made_is_known_to_everybody_until_it_is_taken_back_or_kept(transactions: Open) -> None:
    run, found = explained(transactions, week().off("dea", 2, 0, 1440))
    heads = next(one for one in found.repairs if "Want no" in one.sentences[0])
    off = next(one for one in found.repairs if "time off" in one.sentences[0])
    ids = [service(transactions).make(MIA, run.schedule, one.repair.changes, one.sentences) for one in (heads, off)]
    again = RepairService(transactions, transactions)
    assert [one.id for one in again.made(ANN, run.schedule)] == ids[::-1]
    newest = again.made(ANN, run.schedule)[0]
    assert (newest.sentences, newest.changes, newest.actor) == (off.sentences, off.repair.changes, MIA.username)
    again.undo(MIA, run.schedule, ids[0])
    assert [one.id for one in again.made(ANN, run.schedule)] == [ids[1]]
    again.keep(MIA, run.schedule, ids[1])
    assert again.made(ANN, run.schedule) == []
    for settle in (again.undo, again.keep):
        with pytest.raises(Conflict, match="took this change back, or kept it"):
            settle(MIA, run.schedule, ids[1])


def test_nothing_is_changed_where_something_else_is_there_now(transactions: Open) -> None:
    run, found = explained(transactions, week().off("dea", 2, 0, 1440))
    heads = next(one for one in found.repairs if "Want no" in one.sentences[0])
    service(transactions).make(ANN, run.schedule, heads.repair.changes, heads.sentences)
    before = inputs(transactions, run.schedule)
    with pytest.raises(Conflict, match="in the meantime"):
        service(transactions).make(ANN, run.schedule, heads.repair.changes, heads.sentences)
    assert inputs(transactions, run.schedule) == before


def test_only_a_manager_takes_back_the_approval_of_time_off(transactions: Open) -> None:
    run, found = explained(transactions, week().off("dea", 2, 0, 1440))
    off = next(one for one in found.repairs if "time off" in one.sentences[0])
    with pytest.raises(NotAllowed, match="Only a manager"):
        service(transactions).make(SAM, run.schedule, off.repair.changes, off.sentences)


def test_a_run_with_a_roster_has_nothing_to_explain(transactions: Open) -> None:
    run = solved(transactions, stored_week(transactions, week(), (STAFFED,)))
    assert service(transactions).of_run(MIA, run.id) is None


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_whatever_clashes_can_be_told_and_kept_as_text(plant) -> None:
    week = plant()
    found = explain(week.problem, week.settings, 60.0)
    kept = from_text(to_text(found))
    assert to_text(kept) == to_text(found)
    words = Words(week.problem, week.settings)
    for conflict in kept.conflicts:
        assert all(line.text for line in words.clashes(conflict.members))
    for repair in kept.repairs:
        assert all(map(words.change, repair.changes))
        assert (
            made(repair.changes, week.problem, week.settings)[0]
            == made(found.repairs[kept.repairs.index(repair)].changes, week.problem, week.settings)[0]
        )


def test_pins_time_off_and_places_have_sentences_of_their_own() -> None:
    away = the_only_cook_is_away()
    found = explain(away.problem, away.settings, 60.0)
    lines = {line.text for line in Words(away.problem, away.settings).clashes(found.conflicts[0].members)}
    assert lines == {"N on Wed 2 Dec: 1 Cook (held by 1) wanted", "Dea has time off, Wed 2 Dec to Thu 3 Dec"}
    apart = next(plant for plant in PLANTS if plant.__name__ == "apart_but_both_needed")()
    found = explain(apart.problem, apart.settings, 60.0)
    lines = {line.text for line in Words(apart.problem, apart.settings).clashes(found.conflicts[0].members)}
    assert "The roster keeps Dea and Eve apart: N on Thu 3 Dec" in lines
