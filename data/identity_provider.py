"""The identity provider that the environment names, told in the form that Streamlit takes."""

import hashlib

from data.settings import Settings


def provider_secrets(settings: Settings) -> dict[str, dict[str, str]] | None:
    """Streamlit's secrets for the provider of the environment.

    Without one None: what `.streamlit/secrets.toml` says counts then.
    """
    if settings.oidc_client_secret is None:
        return None
    secret = settings.oidc_client_secret.get_secret_value()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    public = (settings.public_url or f"http://{host}:{settings.port}").rstrip("/")
    said = {
        "redirect_uri": f"{public}/oauth2callback",
        # The same for every server process and after a restart, so that nobody who is on their way is lost.
        "cookie_secret": hashlib.sha256(f"cookie {secret}".encode()).hexdigest(),
        "client_id": settings.oidc_client_id or "",
        "client_secret": secret,
        "server_metadata_url": settings.oidc_metadata_url or "",
    }
    return {"auth": said}
