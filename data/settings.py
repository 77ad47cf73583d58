"""What can be set from outside: one class, read from the environment."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import psutil
from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scheduling.services.access import SessionLimits
from scheduling.services.retention import Keep

# The kernel keeps 108 bytes for the path of a unix socket, 104 on some systems.
LONGEST_SOCKET_PATH = 100


def _socket_url(data: dict[str, Any]) -> str:
    path: Path = data["data_dir"] / "redis.sock"
    if len(str(path).encode()) > LONGEST_SOCKET_PATH:
        digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
        path = Path(tempfile.gettempdir()) / f"shiftwright-{digest}" / "redis.sock"
    return f"unix://{path}"


def _sqlite_url(data: dict[str, Any]) -> str:
    return f"sqlite:///{data['data_dir'] / 'shiftwright.db'}"


def _with_driver(url: str) -> str:
    """Name psycopg 3 where the usual short forms of a PostgreSQL address leave the driver open."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in {"postgres", "postgresql"} else url


class Settings(BaseSettings):
    """Everything that is set by environment variables; the names are the fields' in capitals.

    Raises
    ------
    pydantic.ValidationError
        When a variable holds a value that makes no sense.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default=Path("var"),
        validate_default=True,
        description="Folder that holds all state: the SQLite database, Redis' files, the lock",
    )
    database_url: Annotated[str, AfterValidator(_with_driver)] = Field(
        default_factory=_sqlite_url,
        description="Database, as an SQLAlchemy URL; unset means an SQLite file in DATA_DIR",
    )
    redis_url: str = Field(
        default_factory=_socket_url,
        description="Redis that is running already; unset means an own one, reached by a socket in DATA_DIR",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on")
    port: int = Field(default=8501, ge=1, le=65535, description="Port that the server listens on")
    workers: int = Field(default=2, ge=1, le=64, description="Worker processes; each solves one run at a time")
    keep_runs_days: int = Field(
        default=365,
        ge=0,
        description="Days for which ended runs are kept, unless their roster was applied; 0: for ever",
    )
    keep_candidates_days: int = Field(
        default=30, ge=0, description="Days for which an ended run keeps the rosters that it improved on; 0: for ever"
    )
    keep_log_days: int = Field(default=730, ge=0, description="Days for which the activity log is kept; 0: for ever")
    session_hours: int = Field(default=12, ge=1, le=720, description="Hours after which everybody has to sign in again")
    session_idle_minutes: int = Field(
        default=120, ge=1, le=43_200, description="Minutes without a sign of somebody after which they are signed out"
    )
    oidc_metadata_url: str | None = Field(
        default=None, description="Where an identity provider describes itself; with the next two, people sign in there"
    )
    oidc_client_id: str | None = Field(default=None, description="What the identity provider calls this house")
    oidc_client_secret: SecretStr | None = Field(default=None, description="What it knows this house by")
    oidc_name: str = Field(default="your organisation", description="What people call the identity provider")
    public_url: str | None = Field(
        default=None, description="Address at which people reach the server; unset means the one it listens on"
    )
    run_threads: int | None = Field(
        default=None,
        ge=1,
        le=64,
        description="Threads that a run may use at most; unset means this machine's cores divided among WORKERS",
    )
    run_memory: int | None = Field(
        default=None,
        ge=256,
        description="MiB of memory that a run may take; unset means 80 % of this machine's, divided among WORKERS",
    )
    demo: Literal["restaurant", "large", "ward", "none"] = Field(
        default="restaurant",
        description="Demo data loaded into an empty database; none leaves it empty",
    )

    @property
    def keep(self) -> Keep:
        """For how long things are kept."""
        return Keep(self.keep_runs_days, self.keep_candidates_days, self.keep_log_days)

    @property
    def session_limits(self) -> SessionLimits:
        """How long people stay signed in."""
        return SessionLimits(timedelta(hours=self.session_hours), timedelta(minutes=self.session_idle_minutes))

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        named = {name: getattr(self, name) for name in ("oidc_metadata_url", "oidc_client_id", "oidc_client_secret")}
        missing = [name.upper() for name, value in named.items() if value is None]
        if 0 < len(missing) < len(named):
            raise ValueError(f"To sign in at an identity provider, set {' and '.join(missing)} as well.")
        return self

    @property
    def redis_is_embedded(self) -> bool:
        """Whether this house starts its own Redis."""
        return "redis_url" not in self.model_fields_set

    @property
    def threads_per_run(self) -> int:
        """Threads that a run may use at most on this machine."""
        return self.run_threads or max(1, cores() // self.workers)

    @property
    def memory_per_run(self) -> int:
        """MiB that the process of a run may take on this machine."""
        return self.run_memory or int(0.8 * psutil.virtual_memory().total / 2**20 / self.workers)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
