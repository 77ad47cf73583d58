"""A small identity provider of our own that really speaks OpenID Connect: keys, codes, signed tokens."""

import base64
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.workers.processes import free_port, until

CLIENT, SECRET = "shiftwright", "between-us"


@dataclass
class Provider:
    """Says of everybody who comes by that they are `who`, without asking; gives up on them when that is None."""

    port: int
    who: dict[str, Any] | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Settings of a house whose people sign in here."""
        return {
            "OIDC_METADATA_URL": f"{self.issuer}/.well-known/openid-configuration",
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_NAME": "Harbour ID",
        }

    async def metadata(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        asked = request.query_params
        if self.who is None:
            told = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe()
            self.codes[code] = {"nonce": asked["nonce"], "who": self.who, "back": asked["redirect_uri"]}
            told = {"code": code, "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}")

    async def token(self, request: Request) -> Response:
        form = await request.form()
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        code = self.codes.pop(str(form["code"]), None)
        if request.headers.get("authorization") != f"Basic {known}" or code is None:
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": code["nonce"], **code["who"]}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": signed})

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """The provider, listening on this machine."""
    provider = Provider(free_port())
    routes = [
        Route("/.well-known/openid-configuration", provider.metadata),
        Route("/authorize", provider.authorize),
        Route("/token", provider.token, methods=["POST"]),
        Route("/keys", provider.keys),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=provider.port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started, 60)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
