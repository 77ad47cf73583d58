"""Notes that somebody is there, as far as the server can tell: they opened a page or did something on one."""

import asyncio
import logging
import time

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

from data.compose import services
from scheduling.domain.errors import StorageUnavailable

log = logging.getLogger("shiftwright.pages")

EVERY_SECONDS = 60.0
_noted: dict[str, float] = {}
_writing: set[asyncio.Future[None]] = set()


def noticing(receive: Receive, token: str) -> Receive:
    """The same messages of a websocket; those by which somebody does something count as a sign of them."""

    async def heard() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and by_hand(message.get("bytes") or b""):
            notice(token)
        return message

    return heard


def by_hand(message: bytes) -> bool:
    """Whether a browser sent this because of what somebody did; a page that keeps itself up to date asks, too."""
    try:
        asked = BackMsg.FromString(message)
    except DecodeError:
        return False
    return asked.WhichOneof("type") == "rerun_script" and not asked.rerun_script.is_auto_rerun


def notice(token: str) -> None:
    """Keep it, once in a while, and beside what goes on: nobody waits for a database that is being written to."""
    now = time.monotonic()
    if now - _noted.get(token, -EVERY_SECONDS) < EVERY_SECONDS:
        return
    for old in [one for one, at in _noted.items() if now - at >= EVERY_SECONDS]:
        del _noted[old]
    _noted[token] = now
    writing = asyncio.get_running_loop().run_in_executor(None, _keep, token)
    # The loop itself keeps no hold of what it runs.
    _writing.add(writing)
    writing.add_done_callback(_writing.discard)


def _keep(token: str) -> None:
    try:
        services().access.seen(token)
    except StorageUnavailable as error:
        log.warning("not noted that somebody is there: %s", error)
