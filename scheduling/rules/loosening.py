"""Parameters loosened just so far that a roster breaks a setting no more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from scheduling.rules.base import Applied, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.parameters import RuleParams

P = TypeVar("P", bound=RuleParams)
FAR = 2**31


def loosened(rule: Rule[Any], facts: Facts, applied: Applied[P]) -> P | None:
    """Move the parameters that a rule names in `looser` as little as possible.

    None where the roster still breaks the setting with each of them at its end.
    """
    for name, direction in rule.looser.items():
        value = getattr(applied.params, name)
        if value is not None and _amount(rule, facts, applied):
            applied = _moved(rule, facts, applied, name, direction)
    return None if _amount(rule, facts, applied) else applied.params


def _moved(rule: Rule[Any], facts: Facts, applied: Applied[P], name: str, direction: int) -> Applied[P]:
    """The nearest value that breaks no more than the farthest one does; as it was where no value helps."""
    value: int = getattr(applied.params, name)
    near, far = 0, _farthest(applied, name, direction)
    goal = _amount(rule, facts, _at(applied, name, value + direction * far))
    if goal == _amount(rule, facts, applied):
        return applied
    while near < far:
        middle = (near + far) // 2
        if _amount(rule, facts, _at(applied, name, value + direction * middle)) > goal:
            near = middle + 1
        else:
            far = middle
    return _at(applied, name, value + direction * far)


def _farthest(applied: Applied[Any], name: str, direction: int) -> int:
    """How far a parameter can be moved and is still accepted."""
    value: int = getattr(applied.params, name)
    steps = next((k for k in _halving() if _accepted(applied.params, name, value + direction * k)), 0)
    below, above = steps, 2 * steps + 1
    while below + 1 < above:
        middle = (below + above) // 2
        if _accepted(applied.params, name, value + direction * middle):
            below = middle
        else:
            above = middle
    return below


def _halving() -> Iterator[int]:
    step = FAR
    while step:
        yield step
        step //= 2


def _accepted(params: RuleParams, name: str, value: int) -> bool:
    try:
        type(params).model_validate({**params.model_dump(), name: value})
    except ValidationError:
        return False
    return True


def _at(applied: Applied[P], name: str, value: int) -> Applied[P]:
    return replace(applied, params=applied.params.model_copy(update={name: value}))


def _amount(rule: Rule[Any], facts: Facts, applied: Applied[Any]) -> int:
    return sum(breach.amount for breach in rule.check(facts, applied))
