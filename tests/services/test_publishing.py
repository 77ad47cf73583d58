"""Publishing: drafts are nobody's to see, steps are guarded, and what changes afterwards is told with its notice."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import update

from data.tables import roster_versions
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from scheduling.services.overview import OverviewService
from scheduling.services.publishing import STANDS, PublishService
from scheduling.services.records import ScheduleStatus
from scheduling.services.solution import SolutionService
from tests.actors import ANN, BEN, EVE, MIA, SAM
from tests.services.loop import Open
from tests.services.test_versions import Story, story

__all__ = ["story"]
HOUR = 60


@pytest.fixture
def service(transactions: Open) -> PublishService:
    return PublishService(transactions, transactions)


def status(story: Story) -> ScheduleStatus:
    with story.transactions() as work:
        return work.schedules.get(story.schedule).status


def published(story: Story) -> set[str] | None:
    """What the solver takes for the roster that people were told."""
    with story.transactions() as work:
        problem, _ = work.problems.load(story.schedule)
    assert (problem.published is None) == (problem.today is None)
    if problem.published is None:
        return None
    names = {key: name for known in (story.people, story.shifts) for name, key in known.items()}
    return {f"{names[a.employee]} {names[a.shift]}" for a in problem.published}


def seen_by_employees(story: Story) -> bool:
    with story.transactions() as work:
        site = work.schedules.get(story.schedule).site
    listed = [week.id for week in OverviewService(story.transactions).weeks(EVE, site)]
    try:
        SolutionService(story.transactions).applied(EVE, story.schedule)
    except NotAllowed:
        assert story.schedule not in listed
        return False
    assert story.schedule in listed
    return True


def test_employees_see_a_week_when_it_is_published_and_not_while_it_is_reopened(
    story: Story, service: PublishService
) -> None:
    story.write("Ann D@0")
    assert not seen_by_employees(story)
    service.publish(ANN, story.schedule, 1)
    assert (status(story), seen_by_employees(story)) == (ScheduleStatus.PUBLISHED, True)
    service.reopen(ANN, story.schedule, "A slip")
    assert (status(story), seen_by_employees(story)) == (ScheduleStatus.DRAFT, False)
    service.publish(ANN, story.schedule, 1)
    service.archive(ANN, story.schedule)
    assert (status(story), seen_by_employees(story)) == (ScheduleStatus.ARCHIVED, True)
    service.bring_back(ANN, story.schedule, "Too early")
    assert status(story) is ScheduleStatus.PUBLISHED


def test_only_the_roster_that_was_seen_is_published_and_none_without_people(
    story: Story, service: PublishService
) -> None:
    with pytest.raises(InvalidInput, match="Nobody works in"):
        service.publish(ANN, story.schedule, 0)
    story.write("Ann D@0")
    story.write("Ben D@0", actor=BEN)
    with pytest.raises(Conflict, match="ben edited"):
        service.publish(ANN, story.schedule, 1)
    assert status(story) is ScheduleStatus.DRAFT
    service.publish(ANN, story.schedule, 2)


def test_a_roster_that_breaks_hard_rules_is_published_only_when_that_is_confirmed(
    story: Story, service: PublishService
) -> None:
    story.write("Ann N@0", "Ann D@1")
    with pytest.raises(InvalidInput, match="breaks what must hold: Ann"):
        service.publish(ANN, story.schedule, 1)
    assert (status(story), published(story)) == (ScheduleStatus.DRAFT, None)
    service.publish(ANN, story.schedule, 1, accept_broken=True)
    assert status(story) is ScheduleStatus.PUBLISHED


STEPS: dict[str, Callable[[PublishService, str], None]] = {
    "publish": lambda service, week: service.publish(ANN, week, 1),
    "reopen": lambda service, week: service.reopen(ANN, week, "why"),
    "archive": lambda service, week: service.archive(ANN, week),
    "bring_back": lambda service, week: service.bring_back(ANN, week, "why"),
}
ALLOWED = {
    (ScheduleStatus.DRAFT, "publish"): ScheduleStatus.PUBLISHED,
    (ScheduleStatus.PUBLISHED, "reopen"): ScheduleStatus.DRAFT,
    (ScheduleStatus.PUBLISHED, "archive"): ScheduleStatus.ARCHIVED,
    (ScheduleStatus.ARCHIVED, "bring_back"): ScheduleStatus.PUBLISHED,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("first", [[], ["publish"], ["publish", "archive"]], ids="-".join)
def test_each_step_is_possible_from_one_state_only(
    story: Story, service: PublishService, first: list[str], step: str
) -> None:
    story.write("Ann D@0")
    for one in first:
        STEPS[one](service, story.schedule)
    before = status(story)
    if (before, step) in ALLOWED:
        STEPS[step](service, story.schedule)
    else:
        with pytest.raises(IllegalTransition, match="Look at it again"):
            STEPS[step](service, story.schedule)
    assert status(story) is ALLOWED.get((before, step), before)


@pytest.mark.parametrize("step", ["reopen", "bring_back"])
def test_going_back_asks_for_a_reason_that_the_log_keeps(story: Story, service: PublishService, step: str) -> None:
    story.write("Ann D@0")
    service.publish(ANN, story.schedule, 1)
    if step == "bring_back":
        service.archive(ANN, story.schedule)
    before = status(story)
    with pytest.raises(InvalidInput, match="Say why"):
        getattr(service, step)(BEN, story.schedule, "  ")
    assert status(story) is before
    getattr(service, step)(BEN, story.schedule, " The menu changed ")
    with story.transactions() as work:
        entry = work.log.latest(work.schedules.get(story.schedule).site, 1)[0]
    assert (entry.actor, entry.detail["reason"]) == ("ben", "The menu changed")
    assert (entry.before, entry.after) == (STANDS[before], STANDS[status(story)])


def test_of_two_who_publish_at_once_one_does_and_the_other_is_told(story: Story, service: PublishService) -> None:
    story.write("Ann D@0")
    gate, told = threading.Barrier(2), list[Exception]()

    def publish() -> None:
        gate.wait()
        try:
            service.publish(ANN, story.schedule, 1)
        except IllegalTransition as error:
            told.append(error)

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(error).split(" is ")[1] for error in told] == [
        "published, not a draft any more. Look at it again, then decide."
    ]


def test_what_people_were_told_stays_what_counts_while_a_draft_goes_on(story: Story, service: PublishService) -> None:
    story.write("Ann D@0")
    assert published(story) is None
    service.publish(ANN, story.schedule, 1)
    assert published(story) == {"Ann D@0"}
    story.write("Ben D@0", reason="Ann is ill")
    assert published(story) == {"Ben D@0"}
    service.reopen(ANN, story.schedule, "More is to change")
    story.write("Cem D@0")
    assert published(story) == {"Ben D@0"}
    service.publish(ANN, story.schedule, 3)
    assert published(story) == {"Cem D@0"}


def told_at(story: Story, number: int, epoch_minute: int) -> None:
    """Date a version back, to a moment on the time line."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(epoch_minute * 60, tz=UTC)
    with story.transactions() as work:
        work._connection.execute(update(roster_versions).where(roster_versions.c.number == number).values(told_at=at))
        work.commit()


def test_changes_after_publishing_are_told_with_author_reason_and_notice(story: Story, service: PublishService) -> None:
    story.write("Ann D@0", "Ben D@1")
    story.write("Ann D@0", "Ben N@1")
    service.publish(ANN, story.schedule, 2)
    assert service.changes(SAM, story.schedule) == []
    story.write("Cem D@0", "Ben N@1", actor=BEN, reason="Ann is ill")
    service.reopen(ANN, story.schedule, "More is to change")
    story.write("Cem D@0", actor=MIA, reason="Ben too")
    story.write("Cem D@0", "Ann N@1", actor=MIA)
    assert len(service.changes(SAM, story.schedule)) == 2
    service.publish(ANN, story.schedule, 5)
    with story.transactions() as work:
        problem, _ = work.problems.load(story.schedule)
    starts = {shift.id: shift.start for shift in problem.shifts}
    told_at(story, 3, starts[story.shifts["D@0"]] + 30)
    told_at(story, 5, starts[story.shifts["N@1"]] - 25 * HOUR)
    found = [(t.author, t.reason, t.person, t.shift, t.what, t.notice) for t in service.changes(SAM, story.schedule)]
    assert found[:2] == [
        ("mia", "Ben too", who, "N on Tue 1 Dec", what, 25 * HOUR)
        for who, what in sorted(
            (("Ann", "newly works"), ("Ben", "no longer works")), key=lambda one: story.people[one[0]]
        )
    ]
    assert sorted(found[2:]) == [
        ("ben", "Ann is ill", "Ann", "D on Mon 30 Nov", "no longer works", -30),
        ("ben", "Ann is ill", "Cem", "D on Mon 30 Nov", "newly works", -30),
    ]


def test_only_managers_publish(story: Story, service: PublishService) -> None:
    story.write("Ann D@0")
    for step in ("publish", "reopen", "archive", "bring_back"):
        arguments = {"publish": (1,), "archive": ()}.get(step, ("why",))
        with pytest.raises(NotAllowed, match="publish, reopen and archive"):
            getattr(service, step)(SAM, story.schedule, *arguments)
    with pytest.raises(NotAllowed):
        service.changes(EVE, story.schedule)
    assert status(story) is ScheduleStatus.DRAFT
