"""The server: the pages, and the routes beside them, behind a shield against other sites and one guard."""

import streamlit as st
from starlette.middleware import Middleware

from data.compose import settings
from data.identity_provider import provider_secrets
from pages.http import elsewhere, front, health, metrics, password, sign_in
from pages.http.guard import Guard
from pages.http.shield import Shield

app = st.App(
    "pages/navigation.py",
    routes=[*sign_in.routes, *password.routes, *elsewhere.routes, *health.routes, *metrics.routes, *front.routes],
    secrets=provider_secrets(settings()),
    middleware=[Middleware(Shield), Middleware(Guard)],
)
