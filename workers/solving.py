"""`python -m workers.solving`: the process in which runs are solved, so that native code can take nothing else down.

It reads lines "RUN ATTEMPT" from its input, and writes a line to the file descriptor named on its command line when it
is ready, and after each run. It ends with its input.
"""

import contextlib
import os
import sys
from pathlib import Path

from data.compose import services, settings
from scheduling import warm
from scheduling.services.execution import Claim


def main() -> None:
    """Solve one run after another."""
    first_to_go()
    with os.fdopen(int(sys.argv[1]), "w", buffering=1) as answers:
        # Compiled code takes seconds to load: before the first run, not in it.
        warm.main()
        answers.write("ready\n")
        for line in sys.stdin:
            run, attempt = line.split()
            services().execution.perform(Claim(run, int(attempt)), settings().threads_per_run)
            answers.write("done\n")


def first_to_go() -> None:
    """Where the whole machine runs out of memory, the kernel ends this process, not the database."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


if __name__ == "__main__":
    main()
