"""Finds the rules: every module beside this one that defines a subclass of Rule with a code."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

import scheduling.rules
from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Rule
from scheduling.rules.parameters import RuleParams


@cache
def catalogue() -> Mapping[str, Rule[Any]]:
    """All rules by code, in the order of their codes."""
    for module in pkgutil.iter_modules(scheduling.rules.__path__):
        importlib.import_module(f"scheduling.rules.{module.name}")
    rules = sorted((cls() for cls in _coded()), key=lambda rule: rule.code)
    return MappingProxyType({rule.code: rule for rule in rules})


def _coded() -> Iterator[type[Rule[Any]]]:
    """Subclasses that are rules of their own; those without a code are shared ground."""
    waiting = Rule.__subclasses__()
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if "code" in vars(cls):
            yield cls


def counts_totals(setting: RuleSetting) -> bool:
    """Whether a setting that is on counts what people bring along from all the time before."""
    return setting.enabled and setting.code in catalogue() and bool(setting.params.get("carry"))


def usable(settings: Iterable[RuleSetting]) -> tuple[RuleSetting, ...]:
    """The settings of rules that this version knows, with parameters that fit; the others can judge nothing."""
    return tuple(setting for setting in settings if _fits(setting))


def _fits(setting: RuleSetting) -> bool:
    try:
        params_of(setting)
    except InvalidInput:
        return False
    return True


def params_of(setting: RuleSetting) -> RuleParams:
    """The validated parameters of a setting.

    Raises
    ------
    InvalidInput
        When the rule is unknown or a parameter does not fit; the sentence names both.
    """
    rule = catalogue().get(setting.code)
    if rule is None:
        raise InvalidInput(f"There is no rule called '{setting.code}'; switch the setting off or remove it.")
    try:
        return rule.Params.model_validate(dict(setting.params))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "parameters"
        said = first["msg"].removeprefix("Value error, ")
        raise InvalidInput(f"{rule.label}, {where}: {said}.") from error
