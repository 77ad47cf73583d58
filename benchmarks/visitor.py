"""Somebody who looks at pages, seen from the server: a session over the same websocket that a browser opens."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from pages.http.guard import COOKIE
from scheduling.services.access import ADMINISTRATOR

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Page:
    """A page in the menu; `key` is what a browser asks the server for."""

    name: str
    key: str


class Visitor:
    """A signed-in session. `pages` is what the menu shows, `query` what the address says at first."""

    def __init__(self, socket: ClientConnection, query: str = "") -> None:
        self._socket = socket
        self._state = ClientState(query_string=query)
        self.pages: tuple[Page, ...] = ()
        self.look()

    def look(self, page: Page | None = None) -> float:
        """Have a page's script run, as each click of a widget does; seconds until the server said it was finished.

        Raises
        ------
        RuntimeError
            When the page fails or says an error: what fails early is no measure of a page.
        """
        if page is not None:
            self._state.page_script_hash = page.key
        asked = BackMsg(rerun_script=self._state).SerializeToString()
        began = time.perf_counter()
        self._socket.send(asked)
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(PATIENCE_SECONDS, decode=False))
            if answer.WhichOneof("type") == "script_finished":
                break
            self._heed(answer)
        seconds = time.perf_counter() - began
        if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise RuntimeError(f"The page did not finish: {answer}")
        return seconds

    def _heed(self, answer: ForwardMsg) -> None:
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.pages = tuple(Page(page.page_name, page.page_script_hash) for page in answer.navigation.app_pages)
        elif kind == "page_info_changed":
            # The address as the page has set it; a browser sends it along with every question.
            self._state.query_string = answer.page_info_changed.query_string
        elif kind == "delta":
            element = answer.delta.new_element
            failed = element.WhichOneof("type") == "exception" or element.alert.format == Alert.ERROR
            if failed:
                raise RuntimeError(f"The page says: {element.exception.message or element.alert.body}")


CHOSEN = "quiet harbour lamp"
"""The password that the administrator of a measured house chooses."""


@contextmanager
def visitor(address: str, password: str, query: str = "") -> Iterator[Visitor]:
    """Sign in as the administrator, who sees every page, and open a session."""
    place = urlsplit(address).netloc
    headers = {"Cookie": f"{COOKIE}={session_token(place, password)}"}
    with connect(f"ws://{place}/_stcore/stream", additional_headers=headers, max_size=None) as socket:
        yield Visitor(socket, query)


def session_token(place: str, password: str) -> str:
    """What the server puts into the cookie of somebody who signs in."""
    return _token_after(place, "/sign-in", {"username": ADMINISTRATOR, "password": password})


def choose_password(address: str, given: str) -> str:
    """Use the password of a first start up, as the administrator does at the first sign-in; the one that is chosen."""
    place = urlsplit(address).netloc
    cookie = f"{COOKIE}={session_token(place, given)}"
    _token_after(place, "/password", {"password": CHOSEN, "again": CHOSEN}, cookie)
    return CHOSEN


def _token_after(place: str, path: str, form: dict[str, str], cookie: str = "") -> str:
    connection = http.client.HTTPConnection(place, timeout=PATIENCE_SECONDS)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    try:
        connection.request("POST", path, urlencode(form), headers)
        told = connection.getresponse().headers["Set-Cookie"]
    finally:
        connection.close()
    return str(told.partition(";")[0].partition("=")[2])
