"""What differs between two profiles, or between two versions of one, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.domain.runs import SolveOptions
from scheduling.services.records import ProfileRecord
from scheduling.services.setting_rows import SettingRow

OPTIONS = {"time_limit": "Time limit, seconds", "gap": "Gap, %", "threads": "Threads", "seed": "Seed"}


@dataclass(frozen=True)
class Difference:
    """One line: what it is about, and what each of the two says."""

    what: str
    before: str
    after: str


def profile_differences(
    before: ProfileRecord, after: ProfileRecord, rows: Sequence[SettingRow]
) -> Sequence[Difference]:
    """Lines on which they differ: name, options, and what each wish weighs under them; `rows` are the site's rules.

    A wish that a profile says nothing of weighs what it usually does.
    """
    one, two = (_contents(profile, rows) for profile in (before, after))
    return [Difference(what, one[key], two[key]) for key, what in _titles(rows).items() if one[key] != two[key]]


def profile_said(profile: ProfileRecord, rows: Sequence[SettingRow]) -> Mapping[str, str]:
    """All that a profile says, by what it is about, and whether it is the default."""
    contents = _contents(profile, rows)
    said = {what: contents[key] for key, what in _titles(rows).items()}
    return said | {"Default": "yes" if profile.is_default else "no"}


def _titles(rows: Sequence[SettingRow]) -> Mapping[str, str]:
    """What each line is about; two rules may read the same."""
    return {"name": "Name", **OPTIONS, **{row.id: row.phrase for row in rows if row.record.setting.weight is not None}}


def _contents(profile: ProfileRecord, rows: Sequence[SettingRow]) -> Mapping[str, str]:
    weighs = {row.id: row.record.setting.weight for row in rows if row.record.setting.weight is not None}
    weights = {key: _weight(profile.weights.get(key, usual)) for key, usual in weighs.items()}
    return {"name": profile.name, **{name: _option(profile, name) for name in OPTIONS}, **weights}


def _option(profile: ProfileRecord, name: str) -> str:
    options: SolveOptions = profile.options
    return f"{getattr(options, name):g}"


def _weight(weight: int) -> str:
    return f"{weight:,}" if weight else "0 (off)"
