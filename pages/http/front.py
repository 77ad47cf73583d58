"""The document that every page is drawn in: Streamlit's own, with our name on it and told where the server is."""

from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

PAGES = Path(__file__).parent.parent
NAMES = [page.stem for page in PAGES.glob("*.py") if page.stem not in ("__init__", "navigation", "overview")]
SHELL = Path(streamlit.__file__).parent / "static" / "index.html"
LOADING = '<p style="font:1rem system-ui,sans-serif;color:#5b6875;margin:3rem">Shiftwright is loading…</p>'
# Left to itself the browser seeks the server below the page's own address first, and reports that as errors.
SERVER = "<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin}</script>"
CHANGES = {
    "<title>Streamlit</title>": f"<title>Shiftwright</title>{SERVER}",
    '<div id="root"></div>': f'<div id="root">{LOADING}</div>',
}


def document() -> str:
    """The HTML that loads the browser's side of a page."""
    text = SHELL.read_text("utf-8")
    for before, after in CHANGES.items():
        text = text.replace(before, after)
    return text


async def shell(request: Request) -> Response:
    return HTMLResponse(document(), headers={"Cache-Control": "no-cache"})


async def overview(request: Request) -> Response:
    """The front page under its own name: what the menu opens at / is a link worth keeping, too."""
    return RedirectResponse(str(request.url.replace(scheme="", netloc="", path="/")), status_code=307)


async def icon(request: Request) -> Response:
    return FileResponse(PAGES / "brand" / "icon.svg", headers={"Cache-Control": "max-age=86400"})


routes = [
    Route("/icon.svg", icon, methods=["GET"]),
    Route("/overview", overview, methods=["GET"]),
    *(Route(path, shell, methods=["GET"]) for path in ["/", *(f"/{name}" for name in NAMES)]),
]
