"""`python -m MODULE …` without the second or two that a new process takes to load everything."""

import os
import runpy
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from subprocess import CompletedProcess
from unittest.mock import patch

from data import compose
from tests.workers.processes import clean_environment


def command(module: str, *words: str, **variables: str) -> CompletedProcess[str]:
    """Run a module as Python would, with these settings and none of this process, and give what a process gives."""
    out, err = StringIO(), StringIO()
    named = patch.object(sys, "argv", [module, *words])
    with _settings(clean_environment(**variables)), named, redirect_stdout(out), redirect_stderr(err):
        code = _ended(module)
    return CompletedProcess([module, *words], code, out.getvalue(), err.getvalue())


def _ended(module: str) -> int:
    try:
        runpy.run_module(module, run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


@contextmanager
def _settings(environment: Mapping[str, str]) -> Iterator[None]:
    """Whatever was made once for this process is made anew with these, and again without them."""
    made_once = compose.settings, compose.services
    for made in made_once:
        made.cache_clear()
    try:
        with patch.dict(os.environ, environment, clear=True):
            yield
    finally:
        for made in made_once:
            made.cache_clear()
