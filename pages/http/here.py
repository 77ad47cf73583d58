"""Whether somebody asks from the machine that serves."""

from ipaddress import ip_address

from starlette.requests import Request

from data.compose import settings

PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def demo_is_open(request: Request) -> bool:
    """Whether the server listens here only, and a browser here asked it itself by a local name."""
    return is_loopback(settings().host) and on_this_machine(request)


def on_this_machine(request: Request) -> bool:
    """Whether a program on this machine asked, under a local name and by no proxy that passes others on."""
    asker = request.client.host if request.client else ""
    passed_on = any(name in request.headers for name in PASSED_ON)
    return is_loopback(asker) and is_loopback(request.url.hostname or "") and not passed_on


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
