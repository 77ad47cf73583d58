"""Tuning: which rules hold at a site, how much each weighs, and how to search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from scheduling.domain.errors import InvalidInput, NotFound
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of, usable
from scheduling.rules.parameters import named
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import ProfileRecord, SettingRecord
from scheduling.services.rule_forms import RuleForm, rule_forms
from scheduling.services.rule_sentences import Names, phrase, rule_label, sentence

HIGHEST_WEIGHT = 1_000_000
SPOKEN = {"template": "shift template", "employee": "person"}


@dataclass(frozen=True)
class SettingRow:
    """A setting as a person reads it: `sentence` is `phrase` with what a breach costs.

    A setting of an unknown rule can only be switched off and removed; of one whose parameters do not fit (`fits`
    False) the phrase says what is wrong.
    """

    record: SettingRecord
    label: str
    phrase: str
    sentence: str
    known: bool
    fits: bool = True

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def version(self) -> int:
        return self.record.version


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

    def view(self, site: str) -> TuningView:
        """Everything that the page of rules shows."""
        with self._transactions() as unit:
            names = _names(unit, site)
            rows = [
                SettingRow(
                    record,
                    rule_label(record.setting.code),
                    phrase(record.setting, names),
                    sentence(record.setting, names),
                    record.setting.code in catalogue(),
                    bool(usable([record.setting])),
                )
                for record in unit.rules.settings(site)
            ]
            return TuningView(site, tuple(rows), tuple(unit.rules.profiles(site)), names)

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

    def add_setting(self, site: str, setting: RuleSetting, actor: str) -> str:
        """Store a new setting behind the others and return its id, whatever id it came with."""
        with self._transactions() as unit:
            checked = _checked(replace(setting, id=uuid4().hex), _names(unit, site))
            last = max((record.position for record in unit.rules.settings(site)), default=-1)
            unit.rules.add_setting(SettingRecord(site, last + 1, checked))
            unit.log.add(actor, "rule added", rule_label(setting.code), site=site)
            unit.commit()
        return checked.id

    def save_settings(self, records: Sequence[SettingRecord], actor: str) -> None:
        """Store edited settings, all or none.

        Raises
        ------
        Conflict
            When somebody else changed one of them since its version.
        InvalidInput
            When a weight or parameter does not fit.
        """
        with self._transactions() as unit:
            names = _names(unit, records[0].site) if records else Names()
            for record in [replace(r, setting=_checked(r.setting, names)) for r in records]:
                unit.rules.save_setting(record)
                unit.log.add(actor, "rule changed", sentence(record.setting, names)[:255], site=record.site)
            unit.commit()

    def remove_setting(self, record: SettingRecord, actor: str) -> None:
        """Delete a setting, with the weights that profiles give it."""
        with self._transactions() as unit:
            unit.rules.remove_setting(record.id, record.version)
            unit.log.add(actor, "rule removed", rule_label(record.setting.code), site=record.site)
            unit.commit()

    def add_profile(self, profile: ProfileRecord, actor: str) -> str:
        """Store a new profile and return its id; the first of a site is its default."""
        with self._transactions() as unit:
            first = not unit.rules.profiles(profile.site)
            named = replace(profile, id=uuid4().hex, is_default=profile.is_default or first)
            _check_profile(unit, named)
            unit.rules.add_profile(named)
            unit.log.add(actor, "profile added", named.name, site=named.site)
            unit.commit()
        return named.id

    def save_profile(self, profile: ProfileRecord, actor: str) -> None:
        """Store a profile as edited; NotFound when it was deleted, Conflict when it changed meanwhile."""
        with self._transactions() as unit:
            before = _profile(unit, profile)
            _check_profile(unit, profile)
            if before.is_default and not profile.is_default:
                raise InvalidInput(f"{profile.name} is the default. Make another profile the default instead.")
            unit.rules.save_profile(profile)
            unit.log.add(actor, "profile changed", profile.name, site=profile.site)
            unit.commit()

    def make_default(self, profile: ProfileRecord, actor: str) -> None:
        """Let runs use this profile when none is chosen."""
        self.save_profile(replace(profile, is_default=True), actor)

    def duplicate_profile(self, profile: ProfileRecord, actor: str) -> str:
        """Add a copy under a free name and return its id."""
        with self._transactions() as unit:
            stored = _profile(unit, profile)
            taken = {other.name for other in unit.rules.profiles(profile.site)}
        names = (f"{stored.name[:68]} copy{'' if n == 1 else f' {n}'}" for n in range(1, len(taken) + 2))
        free = next(name for name in names if name not in taken)
        return self.add_profile(replace(stored, name=free, is_default=False), actor)

    def remove_profile(self, profile: ProfileRecord, actor: str) -> None:
        """Delete a profile. The default stays; runs made with a deleted one keep its name."""
        with self._transactions() as unit:
            if _profile(unit, profile).is_default:
                raise InvalidInput(f"{profile.name} is the default. Make another the default before deleting it.")
            unit.rules.remove_profile(profile.id, profile.version)
            unit.log.add(actor, "profile deleted", profile.name, site=profile.site)
            unit.commit()


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
    if not profile.name.strip():
        raise InvalidInput("The profile has no name; enter one.")
    if len(profile.name) > 80:
        raise InvalidInput("The name of the profile is longer than 80 characters; shorten it.")
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
