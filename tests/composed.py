"""What docker-compose.yml says, as far as tests run it by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from tests.workers.processes import ROOT

FILE = ROOT / "docker-compose.yml"


@dataclass(frozen=True)
class Service:
    """Arguments of the image's entrypoint, and its environment with every `${…}` filled in."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def document() -> dict[str, Any]:
    """The whole file."""
    return yaml.safe_load(FILE.read_text())


def service(name: str, **given: str) -> Service:
    """A service as it is started with these variables in the file `.env`."""
    said = document()["services"][name]
    filled = {key: _filled(str(value), given) for key, value in said["environment"].items()}
    return Service(tuple(said["command"]), filled)


def _filled(text: str, given: Mapping[str, str]) -> str:
    """Fill in `${NAME:-default}` and `${NAME:?complaint}`."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if kind == "?" and name not in given:
            raise KeyError(rest)
        return given.get(name, rest)

    return re.sub(r"\$\{(\w+):([-?])([^}]*)\}", value, text)
