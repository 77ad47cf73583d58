"""What a run works on, frozen as text: the problem, the rule settings and the options."""

import hashlib
from dataclasses import dataclass

from pydantic import TypeAdapter

from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting


@dataclass(frozen=True)
class Snapshot:
    """The inputs of a run. Weights are those of the chosen profile already."""

    problem: Problem
    settings: tuple[RuleSetting, ...]
    options: SolveOptions


_adapter = TypeAdapter(Snapshot)


def to_text(snapshot: Snapshot) -> str:
    """JSON; sets are listed in no particular order."""
    return _adapter.dump_json(snapshot).decode()


def from_text(text: str) -> Snapshot:
    return _adapter.validate_json(text)


def fingerprint(problem: Problem, settings: tuple[RuleSetting, ...]) -> str:
    """Equal for equal inputs, whatever order sets come in."""
    return hashlib.sha256(repr(_ordered((problem, settings))).encode()).hexdigest()


def _ordered(value: object) -> object:
    """Plain nested tuples, with sets sorted and cached answers left out."""
    if isinstance(value, frozenset | set):
        return sorted(map(repr, value))
    if isinstance(value, dict):
        return sorted((key, _ordered(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    fields = getattr(value, "__dataclass_fields__", None)
    return [_ordered(getattr(value, name)) for name in fields] if fields else repr(value)


INPUTS = {
    "employees": "people",
    "roles": "roles",
    "contracts": "contracts",
    "templates": "shift templates",
    "shifts": "planned shifts or their heads",
    "availability": "availability",
    "requests": "shift requests",
    "preferences": "preferences",
    "absences": "time off",
    "pinned": "pinned assignments",
    "history": "the weeks before",
    "holidays": "holidays",
}


def changed_inputs(snapshot: Snapshot, problem: Problem, settings: tuple[RuleSetting, ...]) -> tuple[str, ...]:
    """What differs between a run's inputs and these, in words; the order of rows is no difference."""
    before = snapshot.problem
    changed = [word for name, word in INPUTS.items() if _rows(getattr(before, name)) != _rows(getattr(problem, name))]
    if (before.start, before.days, before.timezone) != (problem.start, problem.days, problem.timezone):
        changed.append("the days of the week")
    if _rows(snapshot.settings) != _rows(settings):
        changed.append("rules or weights")
    return tuple(changed)


def _rows(value: object) -> list[str]:
    rows = value if isinstance(value, tuple) else (value,)
    return sorted(repr(_ordered(row)) for row in rows)
