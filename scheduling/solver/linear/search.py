"""The strategy of linear programming: HiGHS on the linear model, for plans that are small enough for it.

Its cuts raise the bound within a second to where CP-SAT comes late or never; on long plans CP-SAT finds rosters sooner.
"""

import io
import json
import math
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.linear.model import LinearModel

PROGRAM = Path(__file__).with_name("highs.py")
POLL_SECONDS = 0.05
LARGEST = 10**6
"""Of all costs and factors: HiGHS takes 0.000001 for 0, and so much of a larger one is not next to nothing."""
DOUBT = 0.01
"""How much too high a bound may be that comes of numbers with a fraction; penalties are whole."""

Process: TypeAlias = "subprocess.Popen[bytes]"


def linear_search(board: Blackboard) -> "LinearSearch | None":
    """A search of the whole problem, or None where a number in it is too large to be told from rounding."""
    board.note("Linear program: state the whole model.")
    model = LinearModel(board.problem, board.settings)
    factors = (factor for row, _, _ in model.program.rows for factor in row.values())
    largest = max(map(abs, chain(model.program.cost, factors)), default=0)
    return LinearSearch(board, model) if largest <= LARGEST else None


class LinearSearch:
    """One search on one thread, in a process of its own, told to the blackboard as it goes."""

    def __init__(self, board: Blackboard, model: LinearModel) -> None:
        self._board, self._model, self._ended = board, model, False

    def run(self, seconds: float = math.inf) -> None:
        """Search until proof, gap or stop, or for so many seconds."""
        board, over = self._board, threading.Event()
        board.note("Linear program: simplify the model and search.")
        until = board.seconds + seconds
        with _started(self._words) as process:
            reader = threading.Thread(target=self._read, args=(process, over), daemon=True)
            reader.start()
            while not over.wait(POLL_SECONDS) and board.go_on() and board.seconds < until:
                pass
            broken = over.is_set() and not self._ended
            process.kill()
            reader.join()
        if broken and board.go_on():
            board.note("Linear program: it broke off; the search goes on without it.")

    @property
    def _words(self) -> tuple[str, ...]:
        options = self._board.options
        return "--seed", str(options.seed % 2**31), "--gap", str(options.gap / 100)

    def _read(self, process: Process, over: threading.Event) -> None:
        """Hand the program over, and hear what comes of it until it ends."""
        try:
            _hand_over(process, self._model)
            for line in process.stdout or ():
                self._hear(json.loads(line))
        except BrokenPipeError:  # killed before it had read all
            return
        except Exception as failure:
            self._board.fail(failure)
        finally:
            over.set()

    def _hear(self, said: dict[str, Any]) -> None:
        """A roster that is the best costs just what the check says; others may, as columns need not be the least."""
        if "bound" in said:
            self._board.raise_bound(said["bound"] - DOUBT)
        if "ones" in said:
            roster = self._model.roster(said["ones"])
            self._board.offer(roster, round(said["value"]) if said["best"] else None)
        self._ended |= "status" in said
        self._board.infeasible |= said.get("status") == "infeasible"


def _hand_over(process: Process, model: LinearModel) -> None:
    archive = io.BytesIO()
    np.savez(archive, allow_pickle=False, **model.program.arrays())
    assert process.stdin is not None
    process.stdin.write(len(archive.getbuffer()).to_bytes(8, "big"))
    process.stdin.write(archive.getbuffer())
    process.stdin.flush()


@contextmanager
def _started(words: Iterable[str]) -> Iterator[Process]:
    """The program, killed at the end; its input stays open until then, as it lives no longer than that."""
    # No shell, and the command is that of the program that started this.
    command = [sys.executable, "-I", str(PROGRAM), *words]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # nosec B603
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
