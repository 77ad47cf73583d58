"""The server: the pages, and the routes beside them, behind one guard."""

import streamlit as st
from starlette.middleware import Middleware

from pages.http import front, health, metrics, sign_in
from pages.http.guard import Guard

app = st.App(
    "pages/navigation.py",
    routes=[*sign_in.routes, *health.routes, *metrics.routes, *front.routes],
    middleware=[Middleware(Guard)],
)
