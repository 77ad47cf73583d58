"""The files for running on many machines say what the code understands."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from data.settings import Settings
from tests.composed import document, service
from tests.workers.processes import ROOT
from workers.__main__ import asked_for
from workers.parts import Part, check_addresses

PARTS = {"server": Part.SERVER, "workers": Part.WORKERS}
KNOWN = {name.upper() for name in Settings.model_fields}
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def part_of(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> Part:
    monkeypatch.setattr(sys, "argv", ["workers", *arguments])
    return asked_for()


@pytest.mark.parametrize("name", PARTS)
def test_a_container_starts_its_part_with_settings_that_there_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    composed = service(name, POSTGRES_PASSWORD="secret")
    assert part_of(composed.arguments, monkeypatch) is PARTS[name]
    assert set(composed.environment) <= KNOWN
    for variable, value in composed.environment.items():
        monkeypatch.setenv(variable, value)
    settings = Settings()
    check_addresses(settings, PARTS[name])
    assert settings.database_url == "postgresql+psycopg://shiftwright:secret@postgres:5432/shiftwright"


def test_without_a_password_nothing_is_started() -> None:
    with pytest.raises(KeyError, match="set it in the file"):
        service("server")


def test_containers_end_within_the_time_that_the_launcher_takes_at_most() -> None:
    """A killed launcher would take its workers along before they have handed their runs on."""
    for name in PARTS:
        assert int(document()["services"][name]["stop_grace_period"].removesuffix("s")) >= 20


def test_the_image_keeps_its_state_where_the_volume_is_and_has_a_fitting_python() -> None:
    image = (ROOT / "Dockerfile").read_text()
    (folder,) = re.findall(r"^ENV DATA_DIR=(\S+)$", image, re.M)
    assert f"state:{folder}" in document()["services"]["server"]["volumes"]
    (version,) = re.findall(r"^FROM python:([\d.]+)-slim$", image, re.M)
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"] == f">={version}"


def test_the_health_check_asks_the_port_that_the_server_listens_on() -> None:
    server = document()["services"]["server"]
    asked = re.search(r"127\.0\.0\.1:(\d+)/healthz", server["healthcheck"]["test"][-1])
    assert asked is not None
    assert int(asked.group(1)) == Settings.model_fields["port"].default
    assert server["ports"][0].endswith(f":{asked.group(1)}")


def test_the_environment_file_names_settings_that_there_are() -> None:
    lines = (ROOT / "deploy" / "shiftwright.env").read_text().splitlines()
    named = {line.split("=")[0] for line in lines if line and not line.startswith("#")}
    assert {"DATABASE_URL", "REDIS_URL"} <= named <= KNOWN


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    text = unit.read_text()
    (command,) = re.findall(r"^ExecStart=(.+)$", text, re.M)
    _, _, module, *arguments = command.split()
    assert module == "workers"
    assert part_of(tuple(arguments), monkeypatch) is PARTS[unit.stem.removeprefix("shiftwright-")]
    copy = tmp_path / unit.name
    copy.write_text(
        text.replace("/opt/shiftwright/.venv/bin/python", sys.executable).replace("/opt/shiftwright", str(ROOT))
    )
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
