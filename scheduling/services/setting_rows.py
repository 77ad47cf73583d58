"""A rule setting as a person reads it."""

from dataclasses import dataclass

from scheduling.rules.catalogue import catalogue, usable
from scheduling.services.records import SettingRecord
from scheduling.services.rule_sentences import Names, phrase, rule_label, sentence


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

    @classmethod
    def of(cls, record: SettingRecord, names: Names) -> "SettingRow":
        """The row of a stored setting."""
        setting = record.setting
        return cls(
            record,
            rule_label(setting.code),
            phrase(setting, names),
            sentence(setting, names),
            setting.code in catalogue(),
            bool(usable([setting])),
        )

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def version(self) -> int:
        return self.record.version
