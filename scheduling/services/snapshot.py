"""What a run works on, frozen as text: the problem, the rule settings and the options."""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting

Row = TypeVar("Row")


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


@cache
def code_version() -> str:
    """The version of this code: what another one counts or proves need not hold."""
    about = Path(__file__).parents[2] / "pyproject.toml"
    return str(tomllib.loads(about.read_text())["project"]["version"]) if about.exists() else "source"


def same(one: RuleSetting, other: RuleSetting) -> bool:
    """Whether two settings say the same, whatever they were read from."""
    return _ordered(one) == _ordered(other)


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


def apart(before: Iterable[Row], after: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Rows that are gone and rows that are new, each in its order; the order of rows is no difference."""
    then, now = ({repr(_ordered(row)): row for row in rows} for rows in (before, after))
    return [then[key] for key in then if key not in now], [now[key] for key in now if key not in then]
