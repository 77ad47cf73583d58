"""What clashes, and what could be changed, in sentences with names instead of ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scheduling.domain.changes import (
    AvailabilityChange,
    Change,
    DemandChange,
    PinChange,
    SettingChange,
    TimeOffChange,
)
from scheduling.domain.clock import day_text, hours_text, wall_clock
from scheduling.domain.conflicts import Member
from scheduling.domain.money import money_text
from scheduling.domain.problem import Absence, Demand, Problem
from scheduling.domain.settings import KEPT, LOCKED, QUESTION, RuleSetting, ScopeKind
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from scheduling.services.rule_forms import FieldKind, form_of
from scheduling.services.rule_sentences import Names, phrase, rule_label


@dataclass(frozen=True)
class Clash:
    """One line of a conflict: a sentence, and the people whom it holds for where it is the same for several."""

    text: str
    people: tuple[str, ...] = ()


class Words:
    """Speaks of one week's conflicts and changes; `settings` are those that were in force."""

    def __init__(self, problem: Problem, settings: Iterable[RuleSetting]) -> None:
        self._problem, self._names = problem, Names.of_problem(problem)
        self._settings = {setting.id: setting for setting in settings}

    def clashes(self, members: Sequence[Member]) -> tuple[Clash, ...]:
        """A line for each thing, what was asked for first; one for all people who are bound by the same setting."""
        lines: dict[str, list[str]] = {}
        for member in sorted(members, key=lambda one: one.setting != QUESTION):
            if member.setting == QUESTION:
                lines[f"Asked for: {self.question(self._settings[QUESTION], holders=True)}"] = []
                continue
            if member.setting.startswith(KEPT):
                lines[f"Kept as it is: {self._kept(member)}"] = []
                continue
            if member.setting.startswith(LOCKED):
                who = [self._names.employees[member.employee]] if member.employee else []
                lines.setdefault("Locked: no more shifts than there are in locked cells", []).extend(who)
                continue
            bound = member.setting and member.employee and not member.shift and member.day is None
            text = phrase(self._settings[member.setting], self._names) if bound else self._member(member)
            lines.setdefault(text, []).extend([self._names.employees[member.employee]] if bound else [])
        return tuple(Clash(text, tuple(people)) for text, people in lines.items())

    def question(self, law: RuleSetting, *, holders: bool = False) -> str:
        """What a question's law asks for, such as "Ann on Night, Fri 4 Dec", "Ann not on …" or "5 Cook on …".

        With `holders`, how many hold the role.
        """
        (day,), (template,) = law.scope.dates, law.params["templates"]
        where = f"on {self._names.templates[template]}, {day_text(day)}"
        for role in law.params.get("roles", ()):
            if holders:
                return f"{law.params['minimum']} {self._holders(role)} {where}"
            others = ", no other shift losing any" if any(one.startswith(KEPT) for one in self._settings) else ""
            return f"{law.params['minimum']} {self._names.roles[role]} {where}{others}"
        no = "" if law.params.get("minimum") else "not "
        return f"{self._person(law.scope.ids[0])} {no}{where}"

    def _kept(self, member: Member) -> str:
        """Heads that no shift is to lose."""
        params = self._settings[member.setting].params
        return f"{params['minimum']} {self._holders(params['roles'][0])} on {self._shift(member.shift)}"

    def _member(self, member: Member) -> str:
        if member.absence is not None:
            return f"{self._person(member.absence.employee)} has time off, {self._days(member.absence)}"
        if member.pin is not None:
            # What a search around a draft holds may be pinned, locked or kept as it is.
            held = "is pinned to" if self._problem.draft is None else "stays on"
            return f"{self._person(member.pin.employee)} {held} {self._shift(member.pin.shift)}"
        setting = self._settings[member.setting]
        asked = self._asked.get((member.setting, member.shift, member.role))
        if asked:
            return f"{self._shift(member.shift)}: {asked} {self._holders(member.role)} wanted"
        if member.employee:
            scope = replace(setting.scope, kind=ScopeKind.EMPLOYEE, ids=(member.employee,))
            setting = setting if catalogue()[setting.code].as_group else replace(setting, scope=scope)
        where = [self._shift(member.shift)] if member.shift else []
        where += [self._names.roles[member.role]] if member.role else []
        where += [day_text(member.day)] if member.day else []
        return f"{phrase(setting, self._names)}{': ' if where else ''}{', '.join(where)}"

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str, str], int]:
        """Heads that settings insist on, by setting, shift and role."""
        hard = [setting for setting in self._settings.values() if setting.hard]
        return {
            (applied.setting.id, head.shift, head.role): head.least
            for applied in apply_settings(self._problem, hard)
            for head in catalogue()[applied.setting.code].heads(applied)
        }

    def change(self, change: Change) -> str:
        """What is to be done, as a command."""
        match change:
            case DemandChange():
                return self._heads(change)
            case PinChange():
                verb = "Pin" if change.pinned else "Unpin"
                where = self._shift(change.assignment.shift)
                return f"{verb} {self._person(change.assignment.employee)} {'to' if change.pinned else 'from'} {where}"
            case TimeOffChange():
                verb = "Approve" if change.approved else "Take back the approval of"
                return f"{verb} {self._person(change.absence.employee)}'s time off, {self._days(change.absence)}"
            case AvailabilityChange():
                said = change.interval
                day = day_text(wall_clock(said.start, self._problem.zone).date())
                what = f"that {self._person(said.employee)} said “{said.kind.value}” for {day}"
                return f"Count again {what}" if change.said else f"Disregard {what} (ask first)"
            case SettingChange():
                return self._setting(change)

    def _heads(self, change: DemandChange) -> str:
        before, after = _wanted(change.before, change.after)
        role, where = self._names.roles[change.after.role], self._shift(change.shift)
        return f"Want {after or 'no'} {role} instead of {before or 'none'} on {where}"

    def _setting(self, change: SettingChange) -> str:
        if change.new is None or (change.old and change.old.enabled and not change.new.enabled):
            return f"Switch off “{self._said(change.old or change.new)}”"
        base = change.old or self._settings.get(change.new.id.rpartition("+")[0])
        if base is None:
            return f"Add “{self._said(change.new)}”"
        if base.weight != change.new.weight:
            return f"Make “{self._said(base)}” a wish that counts {change.new.weight:,} instead of a law"
        moved = self._moved(base, change.new)
        if not moved:
            gone = [self._person(one) for one in base.scope.ids if one not in change.new.scope.ids]
            return f"Take {' and '.join(gone)} out of “{self._said(base)}”"
        if change.old is None:
            return f"{moved} for {self._person(change.new.scope.ids[0])} alone"
        whom = self._whom(base) if len(base.scope.ids) == 1 else f"all: “{self._said(base)}”"
        return f"{moved} for {whom}"

    def _moved(self, old: RuleSetting, new: RuleSetting) -> str:
        """Such as "raise “Working time, at most” from 16 h to 24 h"."""
        fields, rule = {field.name: field for field in form_of(catalogue()[old.code]).fields}, catalogue()[old.code]
        said = []
        for name in rule.looser:
            before, after = old.params.get(name, fields[name].default), new.params.get(name)
            if after is not None and before is not None and before != after:
                verb = "raise" if after > before else "lower"
                amounts = " to ".join(_amount(fields[name].kind, one) for one in (before, after))
                said.append(f"{verb} “{rule_label(old.code)}, {fields[name].title.lower()}” from {amounts}")
        return _capital(" and ".join(said))

    def _said(self, setting: RuleSetting | None) -> str:
        return "" if setting is None else phrase(setting, self._names)

    def _whom(self, setting: RuleSetting) -> str:
        known = self._names.scoped(setting.scope.kind)
        return " and ".join(known.get(one, one) for one in setting.scope.ids)

    def _person(self, who: str) -> str:
        return self._names.employees.get(who, "Somebody")

    def _holders(self, role: str) -> str:
        holders = sum(role in person.roles for person in self._problem.employees)
        return f"{self._names.roles[role]} (held by {holders})"

    def _shift(self, shift_id: str) -> str:
        shift = self._problem.shift_by_id[shift_id]
        return f"{self._names.templates[shift.template]} on {day_text(shift.date)}"

    def _days(self, absence: Absence) -> str:
        ends = (wall_clock(at, self._problem.zone).date() for at in (absence.start, absence.end - 1))
        return " to ".join(dict.fromkeys(map(day_text, ends)))


def _wanted(before: Demand, after: Demand) -> tuple[int, int]:
    """The number of heads that changes, before and after."""
    for name in ("target", "minimum", "maximum"):
        one, two = getattr(before, name), getattr(after, name)
        if one != two:
            return one or 0, two or 0
    return before.minimum, after.minimum


def _amount(kind: FieldKind, number: int) -> str:
    if kind is FieldKind.DURATION:
        return hours_text(number)
    return money_text(number) if kind is FieldKind.MONEY else str(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
