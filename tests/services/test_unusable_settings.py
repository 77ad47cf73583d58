"""Stored settings that this version cannot use: of an unknown rule, or with a parameter that does not fit."""

from dataclasses import replace

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import InvalidInput
from scheduling.domain.runs import RunStatus
from scheduling.domain.settings import RuleSetting
from scheduling.services.applying import ApplyService
from scheduling.services.overview import OverviewService
from scheduling.services.preflight import PreflightService
from scheduling.services.records import SettingRecord
from scheduling.services.runs import RunService
from scheduling.services.snapshot import Snapshot, from_text, to_text
from scheduling.services.solution import SolutionService, label
from scheduling.services.tuning import TuningService
from tests.actors import ANN, MIA
from tests.services.loop import Kept, Open, solved, stored_week

UNKNOWN = RuleSetting("moon", "moon_phase", None, params={"phase": "full"})
UNFIT = RuleSetting("unfit", "min_rest", 7, params={"hours": "many", "naps": 3})


def add(work: SqlUnitOfWork, schedule: str, *settings: RuleSetting) -> None:
    site = work.schedules.get(schedule).site
    for setting in settings:
        work.rules.add_setting(SettingRecord(site, 99, setting))
    work.commit()


@pytest.fixture
def solved_week(transactions: Open) -> tuple[str, str]:
    """A week with a run that found a roster, and two settings that came from another version since."""
    schedule = stored_week(transactions)
    run = solved(transactions, schedule)
    with transactions() as work:
        add(work, schedule, UNKNOWN, UNFIT)
    return schedule, run.id


def test_what_is_applied_and_what_was_found_are_judged_by_the_rest(
    transactions: Open, solved_week: tuple[str, str]
) -> None:
    schedule, run = solved_week
    assert ApplyService(transactions).preview(MIA, run, overwrite=True).broken == []
    assert ApplyService(transactions).apply(ANN, run, overwrite=True, accept_stale=True) == 6
    service = SolutionService(transactions)
    assert service.applied(MIA, schedule).score.hard == 0
    candidate = service.found(MIA, schedule)[0].candidates[0]
    assert service.candidate(MIA, candidate.id).score.penalty == candidate.penalty


def test_a_candidate_of_a_run_that_knew_the_rule_is_still_shown(
    transactions: Open, solved_week: tuple[str, str]
) -> None:
    _, run_id = solved_week
    with transactions() as work:
        run, snapshot = work.runs.get(run_id), from_text(work.runs.snapshot(run_id))
        older = Snapshot(snapshot.problem, (*snapshot.settings, UNKNOWN), snapshot.options)
        work.runs.add(replace(run, id="older", status=RunStatus.PENDING), to_text(older))
        attempt = work.runs.claim("older", "worker", run.created_at)
        assert attempt is not None
        candidate = replace(work.runs.candidates(run_id)[0], id="shown", run="older")
        assert work.runs.add_candidate(candidate, attempt)
        work.commit()
    assert SolutionService(transactions).candidate(MIA, "shown").score.penalty == candidate.penalty


def test_the_pages_of_rules_runs_and_weeks_name_them(transactions: Open, solved_week: tuple[str, str]) -> None:
    schedule, _ = solved_week
    with transactions() as work:
        site = work.schedules.get(schedule).site
    rows = {row.id: row for row in TuningService(transactions).view(MIA, site).rows}
    assert rows["moon"].label == "Unknown rule (moon_phase)"
    assert (rows["moon"].known, rows["moon"].fits) == (False, False)
    assert (rows["unfit"].known, rows["unfit"].fits) == (True, False)
    assert rows["unfit"].phrase.startswith("Minimum rest, hours")
    found = PreflightService(transactions).view(MIA, schedule).findings
    assert {one.setting for one in found if one.serious} == {"moon", "unfit"}
    assert len(OverviewService(transactions).summaries(MIA, site)) == 1
    assert label("moon_phase") == "Unknown rule (moon_phase)"


def test_a_new_run_is_refused_in_a_sentence_until_they_are_off(
    transactions: Open, solved_week: tuple[str, str]
) -> None:
    schedule, _ = solved_week
    service, tuning = RunService(transactions, Kept()), TuningService(transactions)
    with pytest.raises(InvalidInput, match=r"no rule called 'moon_phase'|Minimum rest, hours"):
        service.submit(ANN, schedule)
    with transactions() as work:
        site = work.schedules.get(schedule).site
    records = [row.record for row in tuning.view(MIA, site).rows if not row.fits]
    off = [replace(record, setting=replace(record.setting, enabled=False)) for record in records]
    tuning.save_settings(ANN, off)
    assert service.submit(ANN, schedule).status.value == "PENDING"
    stored = {row.id: row.record.setting.params for row in tuning.view(MIA, site).rows}
    assert (stored["moon"], stored["unfit"]) == (UNKNOWN.params, UNFIT.params)


def test_neither_can_be_switched_on_again(transactions: Open, solved_week: tuple[str, str]) -> None:
    schedule, _ = solved_week
    with transactions() as work:
        site = work.schedules.get(schedule).site
    tuning = TuningService(transactions)
    for row in tuning.view(MIA, site).rows:
        if not row.fits:
            with pytest.raises(InvalidInput):
                tuning.save_settings(ANN, [row.record])
