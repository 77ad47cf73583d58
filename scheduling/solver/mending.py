"""From what gives way to changes of settings and inputs that allow it for good."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from scheduling.checker import score
from scheduling.domain.changes import Change, PinChange, SettingChange, Settings, TimeOffChange, made
from scheduling.domain.conflicts import Member, Repair
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting, ScopeKind
from scheduling.rules.base import A_SHIFT, Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.loosening import loosened
from scheduling.rules.model import Place
from scheduling.solver.elastic import ElasticModel
from scheduling.solver.repairs import Yielding

FEW = 2
"""So many people get a setting of their own; for more of them it is changed for all."""
A_CHANGE = A_SHIFT
"""What each change costs that people have to make."""
AS_A_WISH = 1_000
"""Weight of a hard setting that becomes a wish."""


def mended(elastic: ElasticModel, settings: Iterable[RuleSetting], one: Yielding) -> Repair | None:
    """The changes that allow a roster; None where they turn out not to, by the check."""
    hard = tuple(setting for setting in settings if setting.hard)
    mending = _Mending(elastic, hard, one.roster)
    changes = mending.changes(tuple(one.amounts))
    problem, after = made(changes, elastic.problem, hard)
    stands = score(problem, one.roster, [s for s in after if s.hard]).hard == 0
    return Repair(changes, one.price + A_CHANGE * len(changes)) if stands and changes else None


class _Mending:
    """Changes that build on each other: each is worked out on the inputs as those before it leave them."""

    def __init__(self, elastic: ElasticModel, settings: Settings, roster: Roster) -> None:
        self._elastic, self._problem, self._roster = elastic, elastic.problem, roster
        self._setting = {setting.id: setting for setting in settings}

    def changes(self, members: Sequence[Member]) -> tuple[Change, ...]:
        found: list[Change] = []
        by_setting: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            by_setting[member.setting].append(member)
        for setting, group in by_setting.items():
            for change in self._of(setting, group):
                self._problem, _ = made([change], self._problem, ())
                found.append(change)
        return tuple(found)

    def _of(self, setting: str, members: list[Member]) -> list[Change]:
        if not setting:
            return [change for member in members for change in self._of_input(member)]
        rule = catalogue()[self._setting[setting].code]
        remedies = self._remedies(members)
        if remedies is not None:
            return remedies
        if rule.one_by_one and rule.limits and len(members) <= FEW:
            own = [change for member in members for change in self._for_one(member)]
            if len({change.new.id for change in own if change.new}) >= len(members):
                return list(own)
        return [self._for_all(setting, members)]

    @staticmethod
    def _of_input(member: Member) -> Iterable[Change]:
        if member.absence is not None:
            yield TimeOffChange(member.absence)
        elif member.pin is not None:
            yield PinChange(member.pin)

    def _remedies(self, members: Sequence[Member]) -> list[Change] | None:
        """Changes of the week that make up for it all; None where they do not."""
        problem, found = self._problem, list[Change]()
        for member in members:
            applied = replace(self._elastic.applied[member], problem=problem)
            rule = catalogue()[applied.setting.code]
            place = Place(member.employee, member.shift, member.role, member.day)
            own = rule.remedies(Facts(problem, self._roster), applied, place)
            if not own:
                return None
            found += own
            problem, _ = made(own, problem, ())
        return found

    def _for_one(self, member: Member) -> list[SettingChange]:
        """A setting of their own for one person, who drops out of one that names several; none where it is no help."""
        applied = self._elastic.applied[member]
        rule, setting, who = catalogue()[applied.setting.code], applied.setting, member.employee
        params = loosened(rule, self._facts, applied)
        if params is None:
            return []
        if setting.scope.ids == (who,) and setting.scope.kind is ScopeKind.EMPLOYEE:
            return [self._edited(setting, _moved(applied, params))]
        named = setting.scope.kind is ScopeKind.EMPLOYEE
        kept = (
            ()
            if named
            else [limit for limit in rule.limits if getattr(params, limit) == getattr(applied.params, limit)]
        )
        own = replace(
            setting,
            id=f"{setting.id}+{who}",
            scope=replace(setting.scope, kind=ScopeKind.EMPLOYEE, ids=(who,)),
            params={**params.model_dump(mode="json"), **dict.fromkeys(kept)},
        )
        added = SettingChange(None, own)
        if not named:
            return [added]
        others = tuple(one for one in setting.scope.ids if one != who)
        before = self._setting[setting.id]
        after = self._setting[setting.id] = replace(before, scope=replace(setting.scope, ids=others))
        return [SettingChange(before, after), added]

    def _for_all(self, setting: str, members: Sequence[Member]) -> SettingChange:
        """The setting loosened for everybody whom it is about; made a wish where that does not help."""
        rule, moved = catalogue()[self._setting[setting].code], dict[str, Any]()
        for member in members if rule.looser else ():
            applied = self._elastic.applied[member]
            params = loosened(rule, self._facts, applied)
            for name, value in _moved(applied, params).items() if params is not None else ():
                further = max if rule.looser[name] > 0 else min
                moved[name] = further(moved.get(name, value), value)
        if moved:
            return self._edited(self._setting[setting], moved)
        before = self._setting[setting]
        return SettingChange(before, replace(before, weight=AS_A_WISH))

    def _edited(self, before: RuleSetting, moved: dict[str, Any]) -> SettingChange:
        return SettingChange(before, replace(before, params={**before.params, **moved}))

    @property
    def _facts(self) -> Facts:
        return Facts(self._problem, self._roster)


def _moved(applied: Applied[Any], params: Any) -> dict[str, Any]:
    """The parameters that differ from those applied."""
    looser = catalogue()[applied.setting.code].looser
    return {name: getattr(params, name) for name in looser if getattr(params, name) != getattr(applied.params, name)}
