"""HiGHS as a program of its own: a linear program comes in, what is found goes out, a line of JSON each.

It is a program and not a call because HiGHS answers nobody while it simplifies, which it does again and again and can
take forever: a process can be ended at any moment. It ends by itself when whoever started it is gone. It must start
at once, so it knows nothing of this project.

In: the length of an archive of arrays (as `Program.arrays` names them) in eight bytes, the archive, and then nothing.
Out: `bound`; `value`, the columns that are `ones`, and whether none is better than these; at last `status`.
"""

import io
import json
import os
import signal
import sys
import threading
from argparse import ArgumentParser
from typing import Any, BinaryIO

import highspy
import numpy as np
from highspy import cb

Kind = cb.HighsCallbackType
ENDS = {highspy.HighsModelStatus.kOptimal: "optimal", highspy.HighsModelStatus.kInfeasible: "infeasible"}
WHOLE = 0.5
"""Values are whole numbers, so nothing lies between one and a bound that is so near."""


class Search(highspy.Highs):
    """One search on one thread, that tells what it finds.

    Set up without the package's own callbacks: these print a banner.
    """

    def __init__(self, arrays: dict[str, Any], seed: int, gap: float) -> None:
        super(highspy.Highs, self).__init__()
        for option in {"output_flag": False, "threads": 1, "random_seed": seed, "mip_rel_gap": gap}.items():
            self.setOptionValue(*option)
        self._bound = -float("inf")
        self.passModel(_stated(arrays))

    def end(self) -> None:
        """Search to the end, and tell how it ended."""
        super(highspy.Highs, self).setCallback(self._hear, None)
        for kind in (Kind.kCallbackMipImprovingSolution, Kind.kCallbackMipInterrupt):
            self.startCallback(kind)
        self.run()
        info, status = self.getInfo(), ENDS.get(self.getModelStatus(), "stopped")
        if status == "optimal":
            value = info.objective_function_value
            _tell(value=value, ones=_ones(self.getSolution().col_value), best=value - info.mip_dual_bound < WHOLE)
            _tell(bound=info.mip_dual_bound)
        _tell(status=status)

    def _hear(self, kind: Any, message: str, told: Any, answer: Any, data: Any) -> None:
        if kind == Kind.kCallbackMipImprovingSolution:
            _tell(value=told.objective_function_value, ones=_ones(told.mip_solution), best=False)
        elif told.mip_dual_bound > self._bound:
            self._bound = told.mip_dual_bound
            _tell(bound=self._bound)


def main() -> None:
    """Read, search, tell."""
    # Whoever started it is interrupted as well, and ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parser = ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--gap", type=float, required=True)
    said, source = parser.parse_args(), sys.stdin.buffer
    length = int.from_bytes(source.read(8), "big")
    with np.load(io.BytesIO(source.read(length))) as archive:
        arrays = dict(archive)
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    Search(arrays, said.seed, said.gap).end()


def _end_with(source: BinaryIO) -> None:
    """Nothing more comes before the other side is gone."""
    source.read(1)
    os._exit(1)


def _stated(arrays: dict[str, Any]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_, lp.offset_ = len(arrays["cost"]), len(arrays["least"]), float(arrays["constant"])
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays["cost"], arrays["low"], arrays["high"]
    lp.row_lower_, lp.row_upper_ = arrays["least"], arrays["most"]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(arrays["cost"])
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    matrix.start_, matrix.index_, matrix.value_ = arrays["starts"], arrays["columns"], arrays["factors"]
    return lp


def _ones(columns: Any) -> list[int]:
    return list(map(int, np.flatnonzero(np.asarray(columns) > 0.5)))


def _tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
