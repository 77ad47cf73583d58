"""Finds the benchmarks, and runs each in a process of its own."""

import importlib
import os
import pkgutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

import benchmarks.cases
from benchmarks.report import Report
from workers.lifetime import die_with_parent

Answer = TypeVar("Answer")


@cache
def catalogue() -> Mapping[str, ModuleType]:
    """Every benchmark by its name, which is that of its file."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.cases.__path__)]
    return MappingProxyType({name: importlib.import_module(f"benchmarks.cases.{name}") for name in names})


def title(name: str) -> str:
    """The first line of a benchmark's docstring."""
    return (catalogue()[name].__doc__ or "").strip().partition("\n")[0]


def run(name: str) -> Report:
    """Measure in a fresh process, so that no benchmark finds anything warm that another has left behind."""
    before = os.getloadavg()[0]
    report: Report = fresh(catalogue()[name].measure)
    return replace(report, load=(before, os.getloadavg()[0]))


def fresh(call: Callable[..., Answer], *arguments: Any) -> Answer:
    """Call a function of a module in a new interpreter and return what it returns."""
    # A worker whose parent was killed would wait for ever, and a house that it has started with it.
    tied = {"initializer": die_with_parent, "initargs": (os.getpid(),)}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), **tied) as pool:
        return pool.submit(call, *arguments).result()
