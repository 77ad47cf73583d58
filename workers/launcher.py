"""Prepare the house and describe its processes."""

from __future__ import annotations

import contextlib
import http.client
import sys
from ipaddress import ip_address

from sqlalchemy.engine import make_url

from data.settings import Settings
from workers.checks import check_port, hold
from workers.child import ChildSpec
from workers.errors import LaunchError
from workers.parts import Part, check_addresses, wait_for_house
from workers.redis_server import redis_answers, redis_spec
from workers.supervisor import Stage, Supervisor

ANSWER_SECONDS = 1.0
# One message at a time, none fetched ahead; an idle worker looks every quarter of a second.
WORKER_ENVIRONMENT = {"dramatiq_queue_prefetch": "1", "dramatiq_worker_timeout": "250"}
# What is still being solved by then goes on from its best candidate after the next start.
WORKER_SHUTDOWN_MILLISECONDS = 2000


def launch(settings: Settings, part: Part = Part.ALL) -> None:
    """Start everything, or a part of it, and return when it has been stopped.

    Raises
    ------
    LaunchError
        When something is missing or taken; nothing was started then.
    """
    check_addresses(settings, part)
    if part is Part.WORKERS:
        # No lock: they keep nothing in the data folder.
        wait_for_house(settings, write_line)
        Supervisor([worker_specs(settings)], write_line, lambda: tell_workers_ready(settings)).run()
        return
    with hold(settings.data_dir):
        check_port(settings.host, settings.port)
        workers = worker_specs(settings) if part is Part.ALL else []
        stages = [*redis_stage(settings), [*workers, server_spec(settings)]]
        sign_in = prepare_database(settings)
        Supervisor(stages, write_line, lambda: tell_ready(settings, sign_in)).run()


def prepare_database(settings: Settings) -> str:
    """Bring the tables up to date, fill an empty database, and return how to sign in."""
    # Late, since this loads the solver: a port that is taken should be told at once.
    from data.compose import first_sign_in
    from data.demo import load_when_empty
    from data.migrate import upgrade

    upgrade(settings)
    if settings.demo != "none":
        load_when_empty(settings.demo)
    return first_sign_in()


def redis_stage(settings: Settings) -> list[Stage]:
    """Return the embedded Redis, or nothing when one given by address answers.

    Raises
    ------
    LaunchError
        When there is no Redis to start, or the given one does not answer.
    """
    if settings.redis_is_embedded:
        return [[redis_spec(settings)]]
    if not redis_answers(settings.redis_url):
        raise LaunchError(
            f"Redis does not answer at {settings.redis_url}; start it, or unset REDIS_URL to use an own one."
        )
    return []


def worker_specs(settings: Settings) -> list[ChildSpec]:
    """Describe the queue workers."""
    command = (
        *(sys.executable, "-m", "dramatiq", "workers.actors", "--processes", "1", "--threads", "1"),
        *("--worker-shutdown-timeout", str(WORKER_SHUTDOWN_MILLISECONDS)),
    )
    return [ChildSpec(f"worker-{number}", command, WORKER_ENVIRONMENT) for number in range(1, settings.workers + 1)]


def server_spec(settings: Settings) -> ChildSpec:
    """Describe the server of pages and routes."""
    command = (
        *(sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"),
        *("--server.address", settings.host, "--server.port", str(settings.port)),
    )
    return ChildSpec("server", command, answers=lambda: server_answers(settings))


def server_answers(settings: Settings) -> bool:
    """Tell whether the server says that it is well."""
    connection = http.client.HTTPConnection(local_name(settings.host), settings.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def local_name(host: str) -> str:
    """Return where this machine reaches a server that listens on this address."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return {4: "127.0.0.1", 6: "::1"}[address.version] if address.is_unspecified else host


def tell_ready(settings: Settings, sign_in: str) -> None:
    """Tell a person that everything runs, and how to get in."""
    host = local_name(settings.host)
    shown = f"[{host}]" if ":" in host else host
    lines = (
        f"Shiftwright is ready: http://{shown}:{settings.port}",
        *sign_in.splitlines(),
        "Stop it with Ctrl-C.",
    )
    for line in ("", *(f"  {line}" for line in lines), ""):
        write_line(line)


def tell_workers_ready(settings: Settings) -> None:
    """Tell a person which house these workers work for."""
    database = make_url(settings.database_url).render_as_string(hide_password=True)
    count = "1 worker" if settings.workers == 1 else f"{settings.workers} workers"
    write_line(f"  Shiftwright: {count} for the house at {database}. Stop with Ctrl-C; runs are handed on.")


def write_line(line: str) -> None:
    """Write one line of the log at once."""
    # Neither a terminal that was closed nor a full disk may take the house down in the middle of its work.
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
