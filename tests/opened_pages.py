"""A page as the server draws it for somebody who opens its address, over the websocket that a browser would use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 60.0


@dataclass
class Opened:
    """What is drawn: titles of the pages in the menu, the page's own title, all its texts, its buttons by label."""

    menu: list[str] = field(default_factory=list)
    title: str = ""
    texts: list[str] = field(default_factory=list)
    buttons: dict[str, bool] = field(default_factory=dict)
    """Labels of buttons, and whether they can be pressed."""

    def says(self, words: str) -> bool:
        return any(words in text for text in self.texts)


def opened(port: int, cookie: Mapping[str, str], page: str, query: str = "") -> Opened:
    """Open an address in a new window, as a deep link does, and wait until all is drawn."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, additional_headers=dict(cookie), max_size=None, open_timeout=PATIENCE_SECONDS) as socket:
        asked = ClientState(query_string=query, page_name=page)
        socket.send(BackMsg(rerun_script=asked).SerializeToString())
        return _drawn(socket)


def _drawn(socket: ClientConnection) -> Opened:
    seen = Opened()
    while True:
        message = ForwardMsg.FromString(socket.recv(PATIENCE_SECONDS, decode=False))
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return seen
        if kind == "page_not_found":
            seen.texts.append("page not found")
        elif kind == "navigation":
            seen.menu = [page.page_name for page in message.navigation.app_pages if not page.is_hidden]
        elif kind == "delta":
            _look(seen, message)


def _look(seen: Opened, message: ForwardMsg) -> None:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "heading" and element.heading.tag == "h1":
        seen.title = element.heading.body
    elif kind == "button":
        seen.buttons[element.button.label] = not element.button.disabled
    elif kind in ("alert", "markdown"):
        seen.texts.append(getattr(element, kind).body)
    elif kind == "exception":
        seen.texts.append(f"exception: {element.exception.message}")
