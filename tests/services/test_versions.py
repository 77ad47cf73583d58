"""Versions: whatever changes a roster keeps what was, and any of it can be compared and brought back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from scheduling.domain.changes import PinChange
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed, NotFound
from scheduling.domain.problem import Assignment
from scheduling.services.permissions import Actor
from scheduling.services.records import AssignmentRecord, PlannedShiftStatus, ScheduleStatus
from scheduling.services.repairing import RepairService
from scheduling.services.saving import Why, save
from scheduling.services.version_records import VersionHead, VersionKind
from scheduling.services.versions import VersionService
from tests.actors import ANN, BEN, EVE, SAM
from tests.services.loop import Open, change_first_person, change_status, small_week, stored_week


@dataclass
class Story:
    """A stored week, who and what is in it, and what can be done to it; rosters are told as "Ann D@0"."""

    transactions: Open
    schedule: str
    service: VersionService
    people: dict[str, str]
    shifts: dict[str, str]
    role: str

    def rows(self, *told: str) -> list[AssignmentRecord]:
        """Assignments as told: "Ann D@0", with a "!" behind where it is pinned."""
        pairs = [(one.strip("!").split(), one.endswith("!")) for one in told]
        return [AssignmentRecord(self.shifts[s], self.people[p], self.role, pinned) for (p, s), pinned in pairs]

    def write(self, *told: str, actor: Actor = ANN, seen: int | None = None, reason: str = "") -> VersionHead | None:
        with self.transactions() as work:
            head = save(work, actor, self.schedule, self.rows(*told), seen, Why(VersionKind.EDIT, reason))
            work.commit()
        return head

    def told(self, rows: list[AssignmentRecord]) -> set[str]:
        names = {key: name for known in (self.people, self.shifts) for name, key in known.items()}
        return {f"{names[r.employee]} {names[r.planned_shift]}{'!' * r.pinned}" for r in rows}

    @property
    def now(self) -> set[str]:
        """What is applied, which is what the newest version says."""
        with self.transactions() as work:
            rows, newest = work.assignments.of_schedule(self.schedule), work.versions.newest(self.schedule)
            assert set(rows) == set(work.versions.rows(self.schedule, newest.number if newest else 0))
        return self.told(rows)

    @property
    def numbers(self) -> list[tuple[int, str, int]]:
        return [(one.number, one.kind.value, one.origin) for one in self.service.all(ANN, self.schedule)]


@pytest.fixture
def story(transactions: Open) -> Story:
    schedule = stored_week(transactions, small_week())
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
    people = {person.name: person.id for person in problem.employees}
    names = {t.id: t.name for t in problem.templates}
    shifts = {f"{names[s.template]}@{(s.date - problem.start).days}": s.id for s in problem.shifts}
    service = VersionService(transactions, transactions)
    return Story(transactions, schedule, service, people, shifts, problem.roles[0].id)


def test_each_change_is_a_version_that_says_who_why_and_how_much(story: Story) -> None:
    story.write("Ann D@0", "Ben N@0")
    story.write("Ann D@0", "Cem N@0", "Ben D@1", actor=BEN, reason="  Ben asked ")
    two, one = story.service.all(ANN, story.schedule)
    assert (one.number, one.author, one.reason, one.added, one.removed) == (1, "ann", "", 2, 0)
    assert (two.number, two.author, two.reason, two.added, two.removed) == (2, "ben", "Ben asked", 2, 1)
    assert one.at < two.at
    assert story.now == {"Ann D@0", "Cem N@0", "Ben D@1"}
    with story.transactions() as work:
        entries = work.log.latest(work.schedules.get(story.schedule).site, 9)
    assert [(e.actor, e.action, e.detail["version"]) for e in entries if e.action == "roster edited"] == [
        ("ben", "roster edited", 2),
        ("ann", "roster edited", 1),
    ]


def test_writing_what_is_there_writes_nothing_whatever_was_seen(story: Story) -> None:
    first = story.write("Ann D@0", seen=0)
    assert story.write("Ann D@0", seen=0) == first
    assert story.write("Ann D@0", actor=BEN) == first
    assert story.numbers == [(1, "edit", 1)]


def test_a_pin_alone_is_a_change(story: Story) -> None:
    story.write("Ann D@0")
    story.write("Ann D@0!")
    assert (story.now, len(story.numbers)) == ({"Ann D@0!"}, 2)


def test_of_two_who_saw_the_same_the_second_is_told_who_was_first_and_when(story: Story) -> None:
    story.write("Ann D@0", seen=0)
    with pytest.raises(
        Conflict, match=r"^ann edited .* in the meantime, on \w+ \d+ \w+ at \d\d:\d\d\. Nothing of yours"
    ):
        story.write("Ben D@0", actor=BEN, seen=0)
    assert story.now == {"Ann D@0"}


def test_a_published_week_asks_for_a_reason_and_an_archived_one_stays_as_it_is(story: Story) -> None:
    story.write("Ann D@0")
    change_status(story.transactions, story.schedule, ScheduleStatus.PUBLISHED)
    for call in (lambda: story.write("Ben D@0", reason="  "), lambda: story.service.undo(ANN, story.schedule, 1)):
        with pytest.raises(InvalidInput, match="say why it changes"):
            call()
    story.service.undo(ANN, story.schedule, 1, "Ann is ill")
    change_status(story.transactions, story.schedule, ScheduleStatus.ARCHIVED)
    with pytest.raises(IllegalTransition, match="archived"):
        story.service.restore(ANN, story.schedule, 1, 2, "Ann is back")
    assert story.now == set()


def test_a_reason_too_long_to_be_kept_is_refused(story: Story) -> None:
    with pytest.raises(InvalidInput, match="501 characters"):
        story.write("Ann D@0", reason="x" * 501)
    story.write("Ann D@0", reason="x" * 500)


def test_undoing_brings_back_the_roster_before_as_a_new_version_and_then_the_one_before_that(story: Story) -> None:
    story.write("Ann D@0!")
    story.write("Ben D@0")
    story.write("Cem D@0")
    for seen, shown in ((3, {"Ben D@0"}), (4, {"Ann D@0!"}), (5, set())):
        story.service.undo(BEN, story.schedule, seen)
        assert story.now == shown
    assert story.numbers[:3] == [(6, "undo", 0), (5, "undo", 1), (4, "undo", 2)]
    with pytest.raises(InvalidInput, match="nothing to undo"):
        story.service.undo(BEN, story.schedule, 6)


def test_an_edit_after_an_undo_is_undone_to_what_was_there(story: Story) -> None:
    story.write("Ann D@0")
    story.write("Ben D@0")
    story.service.undo(ANN, story.schedule, 2)
    story.write("Cem D@0")
    story.service.undo(ANN, story.schedule, 4)
    assert story.now == {"Ann D@0"}
    story.service.undo(ANN, story.schedule, 5)
    assert story.now == set()


def test_undoing_a_restored_version_goes_on_before_that_version(story: Story) -> None:
    for one in ("Ann D@0", "Ben D@0", "Cem D@0"):
        story.write(one)
    story.service.restore(ANN, story.schedule, 2, 3)
    assert (story.now, story.numbers[0]) == ({"Ben D@0"}, (4, "restore", 2))
    story.service.undo(ANN, story.schedule, 4)
    assert story.now == {"Ann D@0"}


@pytest.mark.parametrize("wanted", [0, 1, 2])
def test_any_version_is_restored_but_not_over_one_that_was_not_seen(story: Story, wanted: int) -> None:
    rosters: list[set[str]] = [set(), {"Ann D@0"}, {"Ben D@0", "Cem N@2"}, {"Ben D@1"}]
    for roster in rosters[1:]:
        story.write(*roster)
    with pytest.raises(Conflict, match="ann edited"):
        story.service.restore(BEN, story.schedule, wanted, 2)
    story.service.restore(BEN, story.schedule, wanted, 3)
    assert story.now == rosters[wanted]


def test_undo_is_refused_to_the_second_of_two_who_press_it(story: Story) -> None:
    story.write("Ann D@0")
    story.write("Ben D@0")
    story.service.undo(ANN, story.schedule, 2)
    with pytest.raises(Conflict, match="ann undid the last change"):
        story.service.undo(BEN, story.schedule, 2)
    assert story.now == {"Ann D@0"}


def test_what_a_week_began_with_is_not_undone(transactions: Open) -> None:
    build = small_week().pin("ann", "D@0")
    schedule, service = stored_week(transactions, build), VersionService(transactions, transactions)
    (only,) = service.all(ANN, schedule)
    assert (only.kind, only.added, service.before_last(ANN, schedule)) == (VersionKind.IMPORT, 1, None)
    with pytest.raises(InvalidInput, match="what the week began with"):
        service.undo(ANN, schedule, 1)


def test_a_version_that_breaks_hard_rules_by_now_comes_back_only_when_that_is_confirmed(story: Story) -> None:
    story.write("Ann N@0", "Ann D@1")
    story.write("Ben N@0")
    plan = story.service.preview(ANN, story.schedule, 1)
    assert [v.message[:3] for v in plan.effect.newly_broken] == ["Ann"]
    with pytest.raises(InvalidInput, match="Confirm"):
        story.service.restore(ANN, story.schedule, 1, 2)
    assert story.now == {"Ben N@0"}
    story.service.restore(ANN, story.schedule, 1, 2, accept_broken=True)
    assert story.now == {"Ann N@0", "Ann D@1"}


def test_people_who_left_and_cancelled_shifts_do_not_come_back_but_are_not_driven_out(story: Story) -> None:
    story.write("Ann D@0", "Ann D@1", "Ben N@2", "Cem D@2")
    story.write("Ann D@1", "Ben D@0")
    change_first_person(story.transactions, story.schedule, active=False)
    with story.transactions() as work:
        night = next(s for s in work.demand.planned(story.schedule) if s.id == story.shifts["N@2"])
        work.demand.save_planned(replace(night, status=PlannedShiftStatus.CANCELLED))
        work.commit()
    assert story.service.preview(ANN, story.schedule, 1).left_out == 2
    story.service.restore(ANN, story.schedule, 1, 2)
    assert story.now == {"Ann D@1", "Cem D@2"}


def test_undo_passes_over_what_would_bring_back_nothing_because_people_left(story: Story) -> None:
    for roster in (["Ben D@0"], ["Ben D@0", "Ann N@0"], ["Ben D@0"]):
        story.write(*roster)
    change_first_person(story.transactions, story.schedule, active=False)
    assert story.service.before_last(BEN, story.schedule) == 0
    story.service.undo(BEN, story.schedule, 3)
    assert (story.now, story.numbers[0]) == (set(), (4, "undo", 0))
    assert story.service.before_last(BEN, story.schedule) is None


def test_two_versions_are_compared_person_by_person(story: Story) -> None:
    story.write("Ann D@0!", "Ben N@0")
    story.write("Ann D@0", "Cem N@0", "Cem D@2")
    found = story.service.compare(SAM, story.schedule, 1, 2)
    by_name = {found.problem.employee_by_id[c.employee].name: (c.takes, c.gives_up) for c in found.changes}
    assert by_name == {"Cem": (["Mon 30 Nov N", "Wed 2 Dec D"], []), "Ben": ([], ["Mon 30 Nov N"])}
    assert (found.score_before.penalty, found.score_after.penalty) == (400, 300)
    assert found.minutes[story.people["Cem"]] == (0, 960)
    assert not story.service.compare(SAM, story.schedule, 2, 2).changes
    with pytest.raises(NotFound, match="no version 3"):
        story.service.compare(SAM, story.schedule, 1, 3)


def test_a_pin_that_a_repair_changes_is_a_version_too(story: Story) -> None:
    story.write("Ann D@0")
    pin = PinChange(Assignment(story.people["Ann"], story.shifts["D@0"], story.role), pinned=True)
    RepairService(story.transactions, story.transactions).make(ANN, story.schedule, [pin], ["Pin it"])
    assert (story.now, story.numbers[0]) == ({"Ann D@0!"}, (2, "edit", 2))


def test_only_those_who_plan_see_versions_and_only_managers_bring_them_back(story: Story) -> None:
    story.write("Ann D@0")
    service, week = story.service, story.schedule
    seeing: tuple[Callable[[Actor], object], ...] = (
        lambda actor: service.all(actor, week),
        lambda actor: service.compare(actor, week, 0, 1),
        lambda actor: service.before_last(actor, week),
    )
    changing: tuple[Callable[[Actor], object], ...] = (
        lambda actor: service.preview(actor, week, 0),
        lambda actor: service.undo(actor, week, 1),
        lambda actor: service.restore(actor, week, 0, 1),
    )
    for calls, actor in ((seeing, EVE), (changing, SAM)):
        for call in calls:
            with pytest.raises(NotAllowed):
                call(actor)
    assert story.now == {"Ann D@0"}
