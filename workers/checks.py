"""What must be so before anything is started; each failure is one sentence."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from workers.errors import LaunchError


def hold(data_dir: Path) -> IO[str]:
    """Make the data folder and take its lock, which lasts as long as the returned file is open.

    Raises
    ------
    LaunchError
        When the folder cannot be written to, or another launcher holds it.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise LaunchError(
            f"The data folder {data_dir} cannot be used ({error.strerror}); set DATA_DIR to another one."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise LaunchError(
            f"Shiftwright is running already on {data_dir} (process {holder}); stop that one first, "
            "or set DATA_DIR and PORT to run a second one."
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def check_port(host: str, port: int) -> None:
    """Make sure that the server will be able to listen.

    Raises
    ------
    LaunchError
        When something else listens there, or the address is not one of this machine's.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the server itself does; else a port counts as taken for a minute after a stop.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise LaunchError(
            f"Port {port} on {host} cannot be used ({error.strerror}); stop what is running there, "
            "or set PORT to another one."
        ) from error
