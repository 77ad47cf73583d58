"""Settings: their defaults, and that each one is documented."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from pydantic import ValidationError

from data.identity_provider import provider_secrets
from data.settings import LONGEST_SOCKET_PATH, Settings, cores

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_everything_lies_in_the_data_folder_by_default(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/shiftwright.db"
    assert settings.redis_url == f"unix://{tmp_path}/redis.sock"
    assert settings.redis_is_embedded


def test_a_relative_data_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(data_dir=Path("var")).data_dir == tmp_path / "var"


def test_a_deep_data_folder_gets_a_short_socket_of_its_own(tmp_path: Path) -> None:
    one, other = (Settings(data_dir=tmp_path / (letter * 120)).redis_url for letter in "ab")
    assert len(one.removeprefix("unix://")) <= LONGEST_SOCKET_PATH
    assert one != other


def test_a_redis_given_by_address_is_not_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/0")
    assert not Settings().redis_is_embedded


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "")
    assert Settings().redis_is_embedded


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_is_reached_through_psycopg(given: str) -> None:
    assert Settings(database_url=given).database_url == "postgresql+psycopg://u@h/d"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    description = Settings.model_fields[name].description
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith(f"| `{name.upper()}` |")]
    assert description
    assert len(rows) == 1
    assert description in rows[0]


def test_workers_share_the_cores_and_the_memory_of_their_machine_unless_told_otherwise() -> None:
    for workers in (1, 2, 64):
        shared = Settings(workers=workers)
        assert shared.threads_per_run >= 1
        assert shared.threads_per_run * workers <= max(cores(), workers)
        assert shared.memory_per_run * workers <= psutil.virtual_memory().total / 2**20
    told = Settings(workers=2, run_threads=8, run_memory=512)
    assert (told.threads_per_run, told.memory_per_run) == (8, 512)


def test_an_identity_provider_is_named_as_a_whole_or_not_at_all() -> None:
    with pytest.raises(ValidationError, match="set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well"):
        Settings(oidc_metadata_url="https://id.example/.well-known/openid-configuration")
    assert provider_secrets(Settings()) is None


def test_an_identity_provider_leads_back_to_the_address_that_people_use() -> None:
    given = {"oidc_metadata_url": "https://id.example", "oidc_client_id": "house", "oidc_client_secret": "between us"}
    for more, address in (
        ({"port": 99}, "http://127.0.0.1:99/oauth2callback"),
        ({"host": "::1", "port": 99}, "http://[::1]:99/oauth2callback"),
        ({"public_url": "https://rosters.example/"}, "https://rosters.example/oauth2callback"),
    ):
        told = provider_secrets(Settings(**given, **more))
        assert told is not None
        assert told["auth"]["redirect_uri"] == address
        assert told["auth"]["client_secret"] == "between us"
        assert told["auth"]["cookie_secret"] != "between us"
    assert "between us" not in repr(Settings(**given))
