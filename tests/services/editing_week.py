"""A stored week with Ann on the first day shift, edited by hand."""

from dataclasses import dataclass

from scheduling.domain.editing import put
from scheduling.domain.problem import Assignment
from scheduling.services.editing import Desk, EditService
from scheduling.services.permissions import Actor
from scheduling.services.records import AssignmentRecord
from tests.actors import ANN
from tests.builders import setting
from tests.services.loop import Open, small_week, stored_week

RULES = (setting("coverage", 100, over=1), setting("min_rest", None, hours=11))


@dataclass
class Editing:
    """The week's service and its ids by name: people, and shifts as in "D@0"."""

    service: EditService
    schedule: str
    people: dict[str, str]
    shifts: dict[str, str]
    role: str

    def desk(self, actor: Actor = ANN) -> Desk:
        return self.service.desk(actor, self.schedule)

    def work(self, who: str, shift: str) -> Assignment:
        return Assignment(self.people[who], self.shifts[shift], self.role)

    def put(self, who: str, shift: str, actor: Actor = ANN) -> None:
        """Put somebody on a shift, in place of what they work that day."""
        desk = self.desk(actor)
        day = desk.week.problem.shift_by_id[self.shifts[shift]].date
        step = put(desk.week.problem, desk.draft, (self.people[who], day), self.shifts[shift], self.role)
        self.service.edit(actor, desk, step)

    def named(self, assignments: frozenset[Assignment]) -> set[str]:
        names = {self.work(who, shift): f"{who} {shift}" for who in self.people for shift in self.shifts}
        return {names[a] for a in assignments}

    def said(self, desk: Desk) -> set[str]:
        return self.named(desk.view.roster)


def editing_week(transactions: Open) -> Editing:
    schedule = stored_week(transactions, small_week(), RULES)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        people = {person.name: person.id for person in problem.employees}
        names = {t.id: t.name for t in problem.templates}
        shifts = {f"{names[s.template]}@{(s.date - problem.start).days}": s.id for s in problem.shifts}
        role = problem.roles[0].id
        work.assignments.replace(schedule, [AssignmentRecord(shifts["D@0"], people["Ann"], role)])
        work.commit()
    return Editing(EditService(transactions, transactions), schedule, people, shifts, role)
