"""A changed module put in the place of one that others have imported already."""

import sys
from datetime import timedelta
from types import CodeType, FunctionType, ModuleType
from typing import Any

PLAIN = (bool, int, str, tuple, frozenset, dict, timedelta, type(None))
WRAPPED = ("__func__", "fget", "func", "wrapped", "__wrapped__")
"""Where methods, properties and cached functions keep the function itself."""


def graft(module: ModuleType, code: CodeType) -> None:
    """Run the code and give its functions, classes and constants to everybody who holds those of the module."""
    fresh = ModuleType(module.__name__)
    fresh.__package__ = module.__package__
    exec(code, vars(fresh))  # noqa: S102 - the code is this project's own
    for name, new in vars(fresh).items():
        old = vars(module).get(name)
        if isinstance(new, type) and new.__module__ == module.__name__:
            _class(old, new)
        elif isinstance(new, PLAIN) and not name.startswith("__") and new != old:
            _constant(name, old, new)
        else:
            _function(old, new)


def _class(old: Any, new: type) -> None:
    for name, value in vars(new).items():
        was = vars(old).get(name)
        if isinstance(value, PLAIN) and not name.startswith("__"):
            if value != was:
                setattr(old, name, value)
        else:
            _function(was, value)


def _function(old: Any, new: Any) -> None:
    mine, theirs = _bare(new), _bare(old)
    if mine is not None and theirs is not None and mine is not theirs:
        theirs.__code__, theirs.__defaults__, theirs.__kwdefaults__ = (
            mine.__code__,
            mine.__defaults__,
            mine.__kwdefaults__,
        )


def _bare(value: Any) -> FunctionType | None:
    for _ in range(3):
        if isinstance(value, FunctionType) and not hasattr(value, "__wrapped__"):
            return value
        value = next((inner for name in WRAPPED if (inner := getattr(value, name, None)) is not None), None)
    return None


def _constant(name: str, old: Any, new: Any) -> None:
    """Also in the modules that have imported it by name."""
    for module in list(sys.modules.values()):
        if module.__name__.startswith("scheduling") and vars(module).get(name) is old:
            setattr(module, name, new)
