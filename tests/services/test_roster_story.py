"""Apply, edit, publish and undo in any order, by two managers at once: nothing is lost, and all of it is told."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from data.engine import reading_engine
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.clock import day_text
from scheduling.domain.draft import Step
from scheduling.domain.editing import clear, pin, put, unpin
from scheduling.domain.errors import InvalidInput
from scheduling.services.applying import ApplyService
from scheduling.services.editing import Desk, EditService
from scheduling.services.permissions import Actor
from scheduling.services.publishing import PublishService
from scheduling.services.records import AssignmentRecord
from scheduling.services.versions import VersionService
from tests.actors import ANN, BEN
from tests.services.loop import Open, small_week, stored_week
from tests.services.roster_story import MOVES, Expected, OwnDraft, Refusal, Rows
from tests.services.runs_by_hand import ended_with

MANAGERS = st.sampled_from([ANN, BEN])
LOOKS = st.sampled_from([True, True, False])
"""Whether somebody looks at what is there before they act, or acts on what they saw some time ago."""
REASONS = st.sampled_from(["", "Cem is ill", "The menu changed"])
PEOPLE, LEAVING = ("Ann", "Ben", "Cem"), "Cem"
SHIFTS = tuple(f"{code}@{day}" for code in "DN" for day in range(3))
PAIRS = ((0, 1), (1, 2))
"""Who works all days and who all nights in the rosters that runs found."""
EXAMPLES = {"sqlite": 8, "postgresql": 2}


class Manager:
    """Somebody at a desk of their own: services that share nothing but the database, and what they looked at last."""

    def __init__(self, transactions: Open, reading: Open) -> None:
        self.applying, self.editing = ApplyService(transactions), EditService(transactions, reading)
        self.versions, self.publishing = VersionService(transactions, reading), PublishService(transactions, reading)
        self.seen = 0


class RosterStory(RuleBasedStateMachine):
    """Whatever is done to the week is done to `expected` too, which knows what has to come of it."""

    def __init__(self, transactions: Open, reading: Open) -> None:
        super().__init__()
        self.open, self.reading, self.expected = transactions, reading, Expected()
        self.managers = {actor.username: Manager(transactions, reading) for actor in (ANN, BEN)}
        self.week = stored_week(transactions, small_week())
        self.runs = [ended_with(transactions, self.week, *pair) for pair in PAIRS]
        with transactions() as work:
            problem, _ = work.problems.load(self.week)
            self.site, self.role = work.schedules.get(self.week).site, problem.roles[0].id
            self.logged = len(work.log.latest(self.site, 1000))
        kinds = {t.id: t.name for t in problem.templates}
        self.people = {person.name: person.id for person in problem.employees}
        self.planned = {f"{kinds[s.template]}@{(s.date - problem.start).days}": s for s in problem.shifts}
        self.names = {s.id: name for name, s in self.planned.items()} | {key: n for n, key in self.people.items()}
        self.first_told: dict[int, Any] = {}
        self.looked_at: dict[str, object] = {}

    @initialize(begun=st.booleans())
    def begin(self, begun: bool) -> None:
        if begun:
            self.apply(ANN, 0, overwrite=True, reason="", looks=True)

    # What they do

    @rule(who=MANAGERS, run=st.sampled_from(range(len(PAIRS))), overwrite=st.booleans(), reason=REASONS, looks=LOOKS)
    def apply(self, who: Actor, run: int, overwrite: bool, reason: str, looks: bool) -> None:
        self._look(who, looks)
        service, anyway = self.managers[who.username].applying, {"overwrite": overwrite, "accept_stale": True}
        day, night = (sorted(PEOPLE, key=self.people.__getitem__)[k] for k in PAIRS[run])
        found = {(day if shift[0] == "D" else night, shift) for shift in SHIFTS}
        possible = {one for one in found if one[0] not in self.expected.away}
        stays = frozenset() if overwrite else self._rows(row for row in self._applied() if row.pinned or row.by_hand)
        after = self._rows(service.preview(who, self.runs[run], overwrite=overwrite).rows)
        assert stays <= after
        # Whoever left still did what they worked up to that day, and may be found there.
        assert {row[:2] for row in after - stays} <= found
        assert not overwrite or possible <= {row[:2] for row in after}

        def applied(seen: int) -> object:
            return service.apply(who, self.runs[run], reason=reason, seen=seen, **anyway)

        if self._write(who, "roster applied", after, reason, applied):
            assert applied(0) == 0, "applying twice is applying once"

    @rule(who=MANAGERS, reason=REASONS, looks=LOOKS)
    def undo(self, who: Actor, reason: str, looks: bool) -> None:
        self._look(who, looks)
        service, target = self.managers[who.username].versions, self.expected.undoes_to()
        if looks:
            assert service.before_last(who, self.week) == target

        def undone(seen: int) -> object:
            return service.undo(who, self.week, seen, reason, accept_broken=True)

        if target is None:
            with pytest.raises(InvalidInput, match="nothing to undo"):
                undone(self.expected.number)
        else:
            self._write(who, "roster change undone", self.expected.back(target), reason, undone, target)

    @rule(who=MANAGERS, back=st.integers(0, 9), reason=REASONS, looks=LOOKS)
    def restore(self, who: Actor, back: int, reason: str, looks: bool) -> None:
        self._look(who, looks)
        service, number = self.managers[who.username].versions, max(0, self.expected.number - back)

        def restored(seen: int) -> object:
            return service.restore(who, self.week, number, seen, reason, accept_broken=True)

        self._write(who, "roster restored", self.expected.back(number), reason, restored, number)

    @rule(who=MANAGERS, person=st.sampled_from(PEOPLE), shift=st.sampled_from(SHIFTS), beside=st.booleans())
    def put(self, who: Actor, person: str, shift: str, beside: bool) -> None:
        if person in self.expected.away:
            return
        there = self._cell(who, person, shift)
        has = frozenset(row for row in there if row[1] == shift)
        refused = self.expected.edit(
            who.username,
            frozenset() if beside else there - has,
            frozenset() if has else frozenset({(person, shift, False)}),
        )
        at, role = (self.people[person], self.planned[shift].date), self.role
        self._edit(
            who, refused, lambda d: put(d.week.problem, d.draft, at, self.planned[shift].id, role, beside=beside)
        )

    @rule(
        who=MANAGERS,
        person=st.sampled_from(PEOPLE),
        shift=st.sampled_from(SHIFTS),
        how=st.sampled_from([pin, unpin, clear]),
    )
    def change_cell(self, who: Actor, person: str, shift: str, how: Callable[..., Step]) -> None:
        if person in self.expected.away:
            return
        there, name = self._cell(who, person, shift), who.username
        refused = (
            self.expected.edit(name, there, frozenset())
            if how is clear
            else self.expected.repin(name, there, pinned=how is pin)
        )
        at = (self.people[person], self.planned[shift].date)
        self._edit(who, refused, lambda d: how(d.week.problem, d.draft, {at}))

    @precondition(lambda self: self.expected.drafts)
    @rule(who=MANAGERS, reason=REASONS)
    def save(self, who: Actor, reason: str) -> None:
        who = self._drafting(who)
        name = who.username
        draft, gone = self.expected.draft(name), self.expected.rows - self.expected.here(self.expected.rows)
        refused = self.expected.refusal(reason, seen=self.expected.fresh(name))
        service, desk = self.managers[name].editing, self._desk(who)
        with self._refused(refused):
            service.save(who, desk, reason, accept_broken=True)
        if refused is None:
            self.expected.write(name, "roster edited", gone | draft.rows, reason)
            del self.expected.drafts[name]

    @precondition(lambda self: self.expected.drafts)
    @rule(who=MANAGERS, keep=st.booleans())
    def refit_or_discard(self, who: Actor, keep: bool) -> None:
        who = self._drafting(who)
        name, base = who.username, self.expected.here(self.expected.rows)
        service, draft = self.managers[name].editing, self.expected.drafts.pop(name)
        if not keep:
            service.discard(who, self._desk(who))
            return
        lost = service.refit(who, self._desk(who))
        now = self._kept(who)
        self.expected.drafts[name] = OwnDraft(base, now)
        lost_or_kept = self._touched(lost) | {row[:2] for row in now ^ base}
        assert {row[:2] for row in draft.rows ^ draft.base} <= lost_or_kept | {row[:2] for row in base ^ draft.base}
        if draft.base == base and draft.rows == self.expected.here(draft.rows):
            assert (now, lost) == (draft.rows, ())

    @rule(who=MANAGERS, step=st.sampled_from(["on", "on", *MOVES]), reason=REASONS, looks=LOOKS)
    def move(self, who: Actor, step: str, reason: str, looks: bool) -> None:
        """Mostly a step that is possible from where the week stands."""
        if step == "on":
            step = next(one for one, (before, *_) in MOVES.items() if before is self.expected.status)
        self._look(who, looks)
        me = self.managers[who.username]
        refused = self.expected.move(who.username, step, reason, seen=me.seen == self.expected.number)
        given: dict[str, Any] = {"publish": {"seen": me.seen, "accept_broken": True}, "archive": {}}
        with self._refused(refused):
            getattr(me.publishing, step)(who, self.week, **given.get(step, {"reason": reason}))

    @rule()
    def leave_or_return(self) -> None:
        self.expected.away ^= {LEAVING}
        with self.open() as work:
            person = work.team.employee(self.people[LEAVING])
            work.team.save_employee(replace(person, active=not person.active))
            work.commit()

    # What must be

    @invariant()
    def what_is_applied_is_the_newest_version_and_the_log_has_one_entry_for_each_change(self) -> None:
        with self.reading() as work:
            rows, newest = work.assignments.of_schedule(self.week), work.versions.newest(self.week)
            latest = work.log.latest(self.site, 1000)
        assert self._rows(rows) == self.expected.rows
        assert (newest.number if newest else 0) == self.expected.number
        done = [(entry.actor, entry.action) for entry in latest[: len(latest) - self.logged]]
        assert done[::-1] == self.expected.log

    @invariant()
    def every_version_stays_as_it_was_written(self) -> None:
        if not self._news("versions", self.expected.number, self.expected.status):
            return
        with self.reading() as work:
            heads = work.versions.all(self.week)[::-1]
            rows = [self._rows(work.versions.rows(self.week, head.number)) for head in heads]
        assert rows == [one.rows for one in self.expected.versions[1:]]
        kept = [(one.author, one.reason, one.trail[-1], one.told) for one in self.expected.versions[1:]]
        assert [(head.author, head.reason, head.origin, head.told_at is not None) for head in heads] == kept
        for head in heads:
            assert self.first_told.setdefault(head.number, head.told_at) in (None, head.told_at)
            self.first_told[head.number] = head.told_at

    @invariant()
    def what_people_were_told_is_known_and_what_changed_since_is_listed(self) -> None:
        if not self._news("told", self.expected.number, self.expected.status, *self.expected.away):
            return
        with self.reading() as work:
            assert work.schedules.get(self.week).status is self.expected.status
            problem, _ = work.problems.load(self.week)
        known = (
            None
            if problem.published is None
            else {(self.names[a.employee], self.names[a.shift]) for a in problem.published}
        )
        told = self.expected.known
        assert known == (None if told is None else {row[:2] for row in self.expected.here(told)})
        notices = self.managers["ben"].publishing.changes(BEN, self.week)
        called = {f"{name[0]} on {day_text(shift.date)}": name for name, shift in self.planned.items()}
        starts = {name: shift.start for name, shift in self.planned.items()}
        assert Counter((t.author, t.reason, t.person, called[t.shift], t.what) for t in notices) == Counter(
            self.expected.notices()
        )
        assert all(t.notice == starts[called[t.shift]] - int(t.at.timestamp()) // 60 for t in notices)

    # How it is done

    def _news(self, about: str, *now: object) -> bool:
        """Whether something has changed that is worth looking at all of it again."""
        before = self.looked_at.get(about)
        self.looked_at[about] = now
        return now != before

    def _look(self, who: Actor, looks: bool) -> None:
        if looks:
            newest = self.managers[who.username].versions.all(who, self.week)
            self.managers[who.username].seen = newest[0].number if newest else 0

    def _write(
        self,
        who: Actor,
        action: str,
        after: Rows,
        reason: str,
        call: Callable[[int], object],
        origin: int | None = None,
    ) -> bool:
        """Write over what somebody looked at last, which may be an old version; whether it is there then."""
        me = self.managers[who.username]
        refused = self.expected.refusal(reason, seen=me.seen == self.expected.number)
        if after == self.expected.rows:
            refused = None
        with self._refused(refused):
            call(me.seen)
        if refused is None and after != self.expected.rows:
            self.expected.write(who.username, action, after, reason, origin)
            me.seen = self.expected.number
        return refused is None

    def _edit(self, who: Actor, refused: Refusal, step: Callable[[Desk], Step]) -> None:
        desk = self._desk(who)
        with self._refused(refused):
            self.managers[who.username].editing.edit(who, desk, step(desk))
        assert self._kept(who) == self.expected.draft(who.username).rows

    @staticmethod
    def _refused(refusal: Refusal) -> Any:
        return nullcontext() if refusal is None else pytest.raises(refusal)

    def _desk(self, who: Actor) -> Desk:
        return self.managers[who.username].editing.desk(who, self.week)

    def _drafting(self, who: Actor) -> Actor:
        """Somebody who is editing: this one, else the other."""
        return who if who.username in self.expected.drafts else next(one for one in (ANN, BEN) if one is not who)

    def _kept(self, who: Actor) -> Rows:
        """What somebody edits, as it is stored; where they have not begun, what they would begin from."""
        with self.reading() as work:
            record = work.drafts.of(who.username, self.week)
        if record is None:
            return self.expected.draft(who.username).rows
        draft = record.draft
        return frozenset((self.names[a.employee], self.names[a.shift], a in draft.pinned) for a in draft.roster)

    def _cell(self, who: Actor, person: str, shift: str) -> Rows:
        rows = self.expected.draft(who.username).rows
        return frozenset(row for row in rows if row[0] == person and row[1][1:] == shift[1:])

    def _touched(self, steps: Iterable[Step]) -> set[tuple[str, str]]:
        return {
            (self.names[a.employee], self.names[a.shift])
            for s in steps
            for a in (*s.gone, *s.new, *s.pinned, *s.unpinned)
        }

    def _applied(self) -> Iterable[AssignmentRecord]:
        with self.reading() as work:
            return work.assignments.of_schedule(self.week)

    def _rows(self, records: Iterable[AssignmentRecord]) -> Rows:
        return frozenset((self.names[r.employee], self.names[r.planned_shift], r.pinned) for r in records)


def test_whatever_managers_do_nothing_is_lost_and_all_of_it_is_told(transactions: Open, database: str) -> None:
    def story() -> RosterStory:
        return RosterStory(transactions, lambda: SqlUnitOfWork(reading_engine(database)))

    quick = settings(
        max_examples=EXAMPLES[database.partition("+")[0].partition(":")[0]],
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(story, settings=quick)
