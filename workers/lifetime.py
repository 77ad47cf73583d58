"""Tie a process's life to its parent's.

Run as a script, this file does so and then becomes the command it is given:
`python lifetime.py PARENT_PID COMMAND…`. That takes the place of Popen's `preexec_fn`,
which may deadlock in a process that has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when its parent ends, however it ends; Linux only.

    Parameters
    ----------
    parent
        Process id of the parent; if it has ended already, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    # No shell, and the command is that of the program that started this.
    os.execvp(sys.argv[2], sys.argv[2:])  # nosec B606
