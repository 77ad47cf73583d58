"""How long runs took and waited, and how many ended when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import streamlit as st

from pages.components.axes import FONT
from pages.components.frame import acting
from pages.components.palette import ACCENT, AWAY, GRID, INK
from pages.components.wide import wide_chart
from scheduling.domain.clock import seconds_text
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import Durations
from scheduling.services.operations import OperationsService

PERIODS: Mapping[str, timedelta | None] = {"Day": timedelta(days=1), "Week": timedelta(days=7), "All": None}
COLOURS = {RunStatus.COMPLETED: "#4fb893", RunStatus.FAILED: "#e06a5b", RunStatus.CANCELLED: AWAY}
HOURS = 24
POLL_SECONDS = 10.0
LEAST_WIDTH, LEAST_WIDTH_OF_A_DAY = 760, 340
LABELLED_HOURS = 6
FEW = 5


def durations(service: OperationsService) -> None:
    """Draw the charts, every ten seconds anew."""
    st.fragment(_draw, run_every=POLL_SECONDS)(service)


def _draw(service: OperationsService) -> None:
    period = st.segmented_control("Runs of the last", list(PERIODS), default="Day", key="times.period", required=True)
    age = PERIODS[period]
    actor = acting()
    standing = service.figures(actor, datetime.now(UTC) - age if age else None)
    if not standing.waiting.count and not standing.solving:
        st.info("No worker took a run in this time.")
        return
    ended = {status: standing.solving[status] for status in COLOURS if status in standing.solving}
    st.subheader("How long runs took", anchor=False)
    st.caption(f"From start to end. {_mean(list(ended.values()))}")
    bars = {status.value: (took, COLOURS[status]) for status, took in ended.items()}
    wide_chart(_distribution(bars), "times-took", LEAST_WIDTH, "Runs by how long they took, and how they ended")
    st.subheader("How long runs waited", anchor=False)
    st.caption(f"From being asked for to being taken by a worker. {_mean([standing.waiting])}")
    waited = {"runs": (standing.waiting, ACCENT)}
    wide_chart(_distribution(waited), "times-waited", LEAST_WIDTH, "Runs by how long they waited")
    st.subheader("Runs ended in each hour", anchor=False)
    wide_chart(
        _throughput(service.throughput(actor, HOURS)),
        "times-ended",
        LEAST_WIDTH_OF_A_DAY,
        "Runs ended in each of the last 24 hours",
    )
    st.caption(f"The database takes {standing.database_bytes / 1e6:,.1f} MB.")


def _mean(found: Sequence[Durations]) -> str:
    count, total = sum(took.count for took in found), sum(took.total for took in found)
    return f"{count:,} runs, {total / count:.1f} s on average." if count else ""


def _distribution(bars: Mapping[str, tuple[Durations, str]]) -> go.Figure:
    figure = go.Figure()
    for name, (took, colour) in bars.items():
        counts = took.between()
        figure.add_bar(
            x=[_label(limit, counts) for limit in counts],
            y=list(counts.values()),
            name=name,
            marker={"color": colour},
            hovertemplate=f"%{{y:,}} {name}, %{{x}}<extra></extra>",
        )
    return _laid_out(figure, legend=len(bars) > 1)


def _label(limit: float, limits: Mapping[float, int]) -> str:
    finite = [one for one in limits if one != inf]
    if limit == inf:
        return f"> {_short(finite[-1])}"
    return f"≤ {_short(limit)}"


def _short(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 1 else seconds_text(seconds)


def _throughput(hours: Mapping[datetime, Counter[RunStatus]]) -> go.Figure:
    zone = ZoneInfo(st.context.timezone or "UTC")
    names = [f"{hour.astimezone(zone):%a %H:%M}" for hour in hours]
    figure = go.Figure()
    for status, colour in COLOURS.items():
        figure.add_bar(
            x=names,
            y=[counts[status] for counts in hours.values()],
            name=status.value,
            marker={"color": colour},
            hovertemplate=f"%{{y:,}} {status.value}, from %{{x}}<extra></extra>",
        )
    # Counted from the newest, which is looked at most.
    return _laid_out(figure, legend=True).update_xaxes(tickvals=names[::-LABELLED_HOURS])


def _laid_out(figure: go.Figure, *, legend: bool) -> go.Figure:
    figure.update_layout(
        barmode="stack",
        height=260,
        margin={"l": 8, "r": 8, "t": 34 if legend else 8, "b": 8},
        font={"family": FONT, "size": 12, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="rgba(0,0,0,0)",
        showlegend=legend,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        uirevision="kept",
    )
    figure.update_xaxes(type="category", tickangle=0, automargin=True, fixedrange=True)
    figure.update_yaxes(
        title="Runs", gridcolor=GRID, rangemode="tozero", tickformat=",d", automargin=True, fixedrange=True
    )
    if max(map(sum, zip(*(bar.y for bar in figure.data), strict=True)), default=0) <= FEW:
        # Left alone, it marks halves, and rounds what it writes beside them.
        figure.update_yaxes(dtick=1)
    return figure
