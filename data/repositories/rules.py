"""Rule settings and weight profiles."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data.repositories.rows import get_row, remove_row, replace_children, save_row
from data.tables import profile_versions, profile_weights, rule_settings, weight_profiles
from scheduling.domain.calendar import DayClass
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.services.records import ProfileRecord, ProfileVersion, SettingRecord


class SqlRules:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settings(self, site_id: str) -> Sequence[SettingRecord]:
        wanted = select(rule_settings).where(rule_settings.c.site_id == site_id)
        ordered = wanted.order_by(rule_settings.c.position, rule_settings.c.id)
        return [
            SettingRecord(site_id, row.position, _setting(row), row.version)
            for row in self._connection.execute(ordered)
        ]

    def add_setting(self, setting: SettingRecord) -> None:
        values = {"id": setting.id, "site_id": setting.site, **_setting_values(setting)}
        self._connection.execute(insert(rule_settings).values(values))

    def save_setting(self, setting: SettingRecord) -> None:
        values, what = _setting_values(setting), f"the setting of {setting.setting.code}"
        save_row(self._connection, rule_settings, setting.id, setting.version, values, what)

    def remove_setting(self, setting_id: str, version: int) -> None:
        remove_row(self._connection, rule_settings, setting_id, version, "this rule setting")

    def profiles(self, site_id: str) -> Sequence[ProfileRecord]:
        wanted = select(weight_profiles).where(weight_profiles.c.site_id == site_id)
        rows = self._connection.execute(wanted.order_by(weight_profiles.c.name)).all()
        weights = self._weights([row.id for row in rows])
        return [_profile(row, weights[row.id]) for row in rows]

    def profile(self, profile_id: str) -> ProfileRecord:
        row = get_row(self._connection, weight_profiles, profile_id, "weight profile")
        return _profile(row, self._weights([profile_id])[profile_id])

    def _weights(self, profile_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        weights: dict[str, dict[str, int]] = defaultdict(dict)
        wanted = select(profile_weights).where(profile_weights.c.profile_id.in_(profile_ids))
        for row in self._connection.execute(wanted):
            weights[row.profile_id][row.setting_id] = row.weight
        return weights

    def add_profile(self, profile: ProfileRecord) -> None:
        self._yield_default(profile)
        values = {"id": profile.id, "site_id": profile.site, **_profile_values(profile)}
        self._connection.execute(insert(weight_profiles).values(values))
        self._write_weights(profile)

    def save_profile(self, profile: ProfileRecord) -> None:
        self._yield_default(profile)
        what = f"the profile {profile.name}"
        save_row(self._connection, weight_profiles, profile.id, profile.version, _profile_values(profile), what)
        self._write_weights(profile)

    def remove_profile(self, profile_id: str, version: int) -> None:
        remove_row(self._connection, weight_profiles, profile_id, version, "this weight profile")

    def add_profile_version(self, version: ProfileVersion) -> None:
        profile = version.profile
        this = (profile_versions.c.profile_id == profile.id, profile_versions.c.version == profile.version)
        if self._connection.execute(select(profile_versions.c.version).where(*this)).first() is None:
            values = {
                "profile_id": profile.id,
                "version": profile.version,
                "saved_at": version.at,
                "saved_by": version.by,
                "weights": dict(profile.weights),
                **_profile_values(profile),
            }
            self._connection.execute(insert(profile_versions).values(values))

    def profile_versions(self, profile_id: str) -> Sequence[ProfileVersion]:
        site = self.profile(profile_id).site
        wanted = select(profile_versions).where(profile_versions.c.profile_id == profile_id)
        rows = self._connection.execute(wanted.order_by(profile_versions.c.version.desc()))
        return [ProfileVersion(_version(row, site), row.saved_at, row.saved_by) for row in rows]

    def _yield_default(self, profile: ProfileRecord) -> None:
        """A site has one default: the one before steps back first."""
        if profile.is_default:
            before = (weight_profiles.c.site_id == profile.site, weight_profiles.c.id != profile.id)
            stepping_back = update(weight_profiles).where(*before, weight_profiles.c.is_default)
            # Counted as a change, so that a form opened before cannot take the default back unnoticed.
            self._connection.execute(stepping_back.values(is_default=False, version=weight_profiles.c.version + 1))

    def _write_weights(self, profile: ProfileRecord) -> None:
        rows = [
            {"profile_id": profile.id, "setting_id": setting, "weight": weight}
            for setting, weight in profile.weights.items()
        ]
        replace_children(self._connection, profile_weights, "profile_id", profile.id, rows)


def _setting(row: Row[tuple[object, ...]]) -> RuleSetting:
    return RuleSetting(row.id, row.code, row.weight, _scope(row.scope), row.params, row.enabled)


def _scope(stored: dict[str, Any]) -> Scope:
    return Scope(
        ScopeKind(stored["kind"]),
        tuple(stored["ids"]),
        frozenset(stored["template_labels"]),
        frozenset(stored["weekdays"]),
        frozenset(date.fromisoformat(day) for day in stored["dates"]),
        frozenset(map(DayClass, stored.get("day_classes", ()))),
    )


def _setting_values(record: SettingRecord) -> dict[str, Any]:
    setting, scope = record.setting, record.setting.scope
    return {
        "position": record.position,
        "code": setting.code,
        "enabled": setting.enabled,
        "weight": setting.weight,
        "params": dict(setting.params),
        "scope": {
            "kind": scope.kind,
            "ids": list(scope.ids),
            "template_labels": sorted(scope.template_labels),
            "weekdays": sorted(scope.weekdays),
            "dates": sorted(day.isoformat() for day in scope.dates),
            "day_classes": sorted(scope.day_classes),
        },
    }


def _profile(row: Row[tuple[object, ...]], weights: dict[str, int]) -> ProfileRecord:
    options = SolveOptions(row.time_limit, row.gap, row.threads, row.seed)
    return ProfileRecord(row.id, row.site_id, row.name, options, weights, row.is_default, row.version)


def _version(row: Row[tuple[object, ...]], site: str) -> ProfileRecord:
    options = SolveOptions(row.time_limit, row.gap, row.threads, row.seed)
    return ProfileRecord(row.profile_id, site, row.name, options, row.weights, row.is_default, row.version)


def _profile_values(profile: ProfileRecord) -> dict[str, Any]:
    options = profile.options
    return {
        "name": profile.name,
        "is_default": profile.is_default,
        "time_limit": options.time_limit,
        "gap": options.gap,
        "threads": options.threads,
        "seed": options.seed,
    }
