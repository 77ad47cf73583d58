"""Tuning: which rules hold at a site, how much each weighs, and how to search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from scheduling.domain.errors import InvalidInput, NotFound
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from scheduling.rules.parameters import named
from scheduling.services.before_after import Said, differing
from scheduling.services.names import check_name
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.profile_changes import profile_said
from scheduling.services.records import ProfileRecord, ProfileVersion, SettingRecord
from scheduling.services.rule_forms import RuleForm, rule_forms
from scheduling.services.rule_sentences import Names, rule_label, sentence
from scheduling.services.setting_rows import SettingRow

HIGHEST_WEIGHT = 1_000_000
SPOKEN = {"template": "shift template", "employee": "person"}


@dataclass(frozen=True)
class TuningView:
    """The rules of a site, what can be named in them, and its weight profiles."""

    site: str
    rows: tuple[SettingRow, ...]
    profiles: tuple[ProfileRecord, ...]
    names: Names


class TuningService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, site: str) -> TuningView:
        """Everything that the page of rules shows."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as unit:
            names = _names(unit, site)
            rows = _rows(unit, site, names)
            return TuningView(site, rows, tuple(unit.rules.profiles(site)), names)

    def forms(self) -> Mapping[str, RuleForm]:
        """The form of every rule, by code."""
        return rule_forms()

    def preview(self, setting: RuleSetting, names: Names) -> tuple[str, bool]:
        """A setting as it is being entered as one sentence, and True; else what does not fit, and False."""
        try:
            _checked(replace(setting, enabled=True), names)
        except InvalidInput as error:
            return str(error).removesuffix("."), False
        return sentence(setting, names), True

    def add_setting(self, actor: Actor, site: str, setting: RuleSetting) -> str:
        """Store a new setting behind the others and return its id, whatever id it came with."""
        actor.must(Action.EDIT_RULES)
        with self._transactions() as unit:
            checked = _checked(replace(setting, id=uuid4().hex), _names(unit, site))
            last = max((record.position for record in unit.rules.settings(site)), default=-1)
            unit.rules.add_setting(SettingRecord(site, last + 1, checked))
            said = differing({}, _setting_said(checked, _names(unit, site)))
            unit.log.add(actor, "rule added", rule_label(setting.code), site=site, **said)
            unit.commit()
        return checked.id

    def save_settings(self, actor: Actor, records: Sequence[SettingRecord]) -> None:
        """Store edited settings, all or none.

        Raises
        ------
        Conflict
            When somebody else changed one of them since its version.
        InvalidInput
            When a weight or parameter does not fit.
        """
        actor.must(Action.EDIT_RULES)
        with self._transactions() as unit:
            names = _names(unit, records[0].site) if records else Names()
            stored = {one.id: one.setting for one in unit.rules.settings(records[0].site)} if records else {}
            for record in [replace(r, setting=_checked(r.setting, names)) for r in records]:
                unit.rules.save_setting(record)
                said = differing(*(_setting_said(one, names) for one in (stored[record.id], record.setting)))
                unit.log.add(actor, "rule changed", rule_label(record.setting.code), site=record.site, **said)
            unit.commit()

    def remove_setting(self, actor: Actor, record: SettingRecord) -> None:
        """Delete a setting, with the weights that profiles give it."""
        actor.must(Action.EDIT_RULES)
        with self._transactions() as unit:
            unit.rules.remove_setting(record.id, record.version)
            said = differing(_setting_said(record.setting, _names(unit, record.site)), {})
            unit.log.add(actor, "rule removed", rule_label(record.setting.code), site=record.site, **said)
            unit.commit()

    def add_profile(self, actor: Actor, profile: ProfileRecord) -> str:
        """Store a new profile and return its id; the first of a site is its default."""
        actor.must(Action.EDIT_PROFILES)
        with self._transactions() as unit:
            first = not unit.rules.profiles(profile.site)
            named = replace(profile, id=uuid4().hex, is_default=profile.is_default or first)
            _check_profile(unit, named)
            unit.rules.add_profile(named)
            _keep_version(unit, named, actor.username)
            _tell_profile(unit, actor, "profile added", None, named)
            unit.commit()
        return named.id

    def save_profile(self, actor: Actor, profile: ProfileRecord) -> None:
        """Store a profile as edited; NotFound when it was deleted, Conflict when it changed meanwhile."""
        actor.must(Action.EDIT_PROFILES)
        with self._transactions() as unit:
            before = _profile(unit, profile)
            _check_profile(unit, profile)
            if before.is_default and not profile.is_default:
                raise InvalidInput(f"{profile.name} is the default. Make another profile the default instead.")
            # Profiles of demo data and of earlier versions of this program have no history yet.
            if not unit.rules.profile_versions(profile.id):
                _keep_version(unit, before, "")
            unit.rules.save_profile(profile)
            _keep_version(unit, unit.rules.profile(profile.id), actor.username)
            _tell_profile(unit, actor, "profile changed", before, profile)
            unit.commit()

    def profile_history(self, actor: Actor, profile_id: str) -> Sequence[ProfileVersion]:
        """What a profile said at each version, newest first; empty before its first change."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as unit:
            return unit.rules.profile_versions(profile_id)

    def restore_profile(self, actor: Actor, profile: ProfileRecord, version: int) -> None:
        """Let a profile say again what it said at an earlier version, but for rules that are gone since.

        It keeps its name and whether it is the default. Raises as `save_profile` does, and NotFound without such a
        version.
        """
        actor.must(Action.EDIT_PROFILES)
        kept = {one.profile.version: one.profile for one in self.profile_history(actor, profile.id)}
        if version not in kept:
            raise NotFound(f"{profile.name} has no version {version}; reload and choose again.")
        with self._transactions() as unit:
            known = {record.id for record in unit.rules.settings(profile.site)}
        weights = {setting: weight for setting, weight in kept[version].weights.items() if setting in known}
        self.save_profile(actor, replace(profile, options=kept[version].options, weights=weights))

    def make_default(self, actor: Actor, profile: ProfileRecord) -> None:
        """Let runs use this profile when none is chosen."""
        actor.must(Action.EDIT_PROFILES)
        self.save_profile(actor, replace(profile, is_default=True))

    def duplicate_profile(self, actor: Actor, profile: ProfileRecord) -> str:
        """Add a copy under a free name and return its id."""
        actor.must(Action.EDIT_PROFILES)
        with self._transactions() as unit:
            stored = _profile(unit, profile)
            taken = {other.name for other in unit.rules.profiles(profile.site)}
        names = (f"{stored.name[:68]} copy{'' if n == 1 else f' {n}'}" for n in range(1, len(taken) + 2))
        free = next(name for name in names if name not in taken)
        return self.add_profile(actor, replace(stored, name=free, is_default=False))

    def remove_profile(self, actor: Actor, profile: ProfileRecord) -> None:
        """Delete a profile. The default stays; runs made with a deleted one keep its name."""
        actor.must(Action.EDIT_PROFILES)
        with self._transactions() as unit:
            if _profile(unit, profile).is_default:
                raise InvalidInput(f"{profile.name} is the default. Make another the default before deleting it.")
            stored = _profile(unit, profile)
            unit.rules.remove_profile(profile.id, profile.version)
            _tell_profile(unit, actor, "profile deleted", stored, None)
            unit.commit()


def _keep_version(unit: UnitOfWork, profile: ProfileRecord, author: str) -> None:
    unit.rules.add_profile_version(ProfileVersion(profile, datetime.now(UTC), author))


def _setting_said(setting: RuleSetting, names: Names) -> Said:
    return {"rule": sentence(setting, names), "switched": "on" if setting.enabled else "off"}


def _tell_profile(
    unit: UnitOfWork, actor: Actor, action: str, before: ProfileRecord | None, after: ProfileRecord | None
) -> None:
    """Tell of a profile that is new (`before` None), changed, or gone (`after` None)."""
    profile = after or before
    assert profile is not None
    rows = _rows(unit, profile.site, _names(unit, profile.site))
    said = [(one and profile_said(one, rows)) or {} for one in (before, after)]
    unit.log.add(actor, action, profile.name, site=profile.site, **differing(*said))


def _rows(unit: UnitOfWork, site: str, names: Names) -> tuple[SettingRow, ...]:
    return tuple(SettingRow.of(record, names) for record in unit.rules.settings(site))


def _names(unit: UnitOfWork, site: str) -> Names:
    team = unit.team
    return Names.of(unit.demand.templates(site), team.roles(site), team.contracts(site), team.employees(site))


def _checked(setting: RuleSetting, names: Names) -> RuleSetting:
    """The setting with validated parameters. Off, it may stay as it is, whatever does not fit."""
    _check_weight(setting.weight, rule_label(setting.code))
    try:
        return _fitting(setting, names)
    except InvalidInput:
        if setting.enabled:
            raise
        return setting


def _fitting(setting: RuleSetting, names: Names) -> RuleSetting:
    if setting.code not in catalogue():
        raise InvalidInput(f"There is no rule called {setting.code} here, so it cannot be switched on; delete it.")
    params = params_of(setting).model_dump(mode="json")
    for kind, one in named(catalogue()[setting.code].Params, params):
        _check_known([one], names.of_kind(kind), SPOKEN.get(kind, kind), setting.code)
    _check_scope(setting.scope, names, setting.code)
    return replace(setting, params=params)


def _check_scope(scope: Scope, names: Names, code: str) -> None:
    if scope.kind is not ScopeKind.EVERYONE:
        if not scope.ids:
            raise InvalidInput(f"{rule_label(code)}: choose at least one {scope.kind.value}, or everyone.")
        _check_known(scope.ids, names.scoped(scope.kind), scope.kind.value, code)


def _check_known(ids: Iterable[str], known: Mapping[str, str], what: str, code: str) -> None:
    if not set(ids) <= set(known):
        raise InvalidInput(f"{rule_label(code)} names a {what} that does not exist any more; choose again.")


def _check_weight(weight: int | None, what: str) -> None:
    if weight is not None and not 0 <= weight <= HIGHEST_WEIGHT:
        raise InvalidInput(f"The weight {weight} of {what} is out of range; enter 0 (off) to {HIGHEST_WEIGHT:,}.")


def _check_profile(unit: UnitOfWork, profile: ProfileRecord) -> None:
    check_name(profile.name, "profile")
    for other in unit.rules.profiles(profile.site):
        if other.id != profile.id and other.name.casefold() == profile.name.casefold():
            raise InvalidInput(f"There is a profile called {other.name} already; choose another name.")
    codes = {record.id: record.setting.code for record in unit.rules.settings(profile.site)}
    for setting, weight in profile.weights.items():
        if setting not in codes:
            raise InvalidInput(f"{profile.name} weighs a rule that was deleted meanwhile; reload and save it again.")
        _check_weight(weight, f"{rule_label(codes[setting])} in {profile.name}")


def _profile(unit: UnitOfWork, profile: ProfileRecord) -> ProfileRecord:
    """The profile as it is stored."""
    for stored in unit.rules.profiles(profile.site):
        if stored.id == profile.id:
            return stored
    raise NotFound(f"Somebody deleted the profile {profile.name} in the meantime; choose another or add it again.")
