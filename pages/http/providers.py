"""The identity providers that are set up, by the environment or in `.streamlit/secrets.toml`."""

from collections.abc import Mapping

from streamlit.auth_util import get_secrets_auth_section

from data.compose import settings

DEFAULT = "default"
"""What Streamlit calls the one that has no name of its own."""


def providers() -> Mapping[str, str]:
    """The providers that are set up, and what people call them."""
    section = get_secrets_auth_section()
    if not section:
        return {}
    told = {key: value for key, value in section.to_dict().items() if isinstance(value, dict) and "client_id" in value}
    alone = {DEFAULT: settings().oidc_name} if "client_id" in section else {}
    return alone | {key: str(value.get("name", key.capitalize())) for key, value in told.items()}
