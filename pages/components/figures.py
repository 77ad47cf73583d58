"""Figures of a roster and of a run."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from scheduling.domain.problem import Problem
from scheduling.services.records import ProgressRecord
from scheduling.services.solution import CoverageCell, Hours, RosterView

COLOURS = ("#4C78A8", "#F2A541", "#6B5B95", "#59A14F", "#E15759", "#76B7B2", "#B07AA1", "#9C755F", "#BAB0AC", "#3D5A80")
ROW_PIXELS, HEAD_PIXELS = 24, 110
SHORT, EXACT, OVER = "#d64545", "#eef3ee", "#3f7fca"


def roster_heatmap(view: RosterView) -> go.Figure:
    """People × days, coloured by shift, with the shift's code in the cell."""
    problem = view.problem
    position = {template.id: k for k, template in enumerate(problem.templates)}
    codes = {template.id: template.code for template in problem.templates}
    people = sorted(problem.employees, key=lambda e: e.name)
    shown = [[view.cells.get((e.id, day), ()) for day in problem.dates] for e in people]
    figure = go.Figure(
        go.Heatmap(
            z=[[position[cell[0]] if cell else None for cell in row] for row in shown],
            text=[["+".join(codes[t] for t in cell) for cell in row] for row in shown],
            x=[_day(day) for day in problem.dates],
            y=[e.name for e in people],
            texttemplate="%{text}",
            textfont={"color": "white"},
            colorscale=_steps(len(position)),
            zmin=-0.5,
            zmax=max(1, len(position)) - 0.5,
            xgap=2,
            ygap=2,
            showscale=False,
            hovertemplate="%{y}<br>%{x}: %{text}<extra></extra>",
        )
    )
    return _laid_out(figure, len(people))


def coverage_heatmap(problem: Problem, coverage: Sequence[CoverageCell]) -> go.Figure:
    """Shift and role × days: heads against target, red where short, blue where over."""
    roles, templates = problem.role_by_id, problem.template_by_id
    cells = [cell for cell in coverage if cell.target is not None]
    rows = list(dict.fromkeys((cell.template, cell.role) for cell in cells))
    by_place = {(cell.template, cell.role, cell.date): cell for cell in cells}
    shown = [[by_place.get((*row, day)) for day in problem.dates] for row in rows]
    figure = go.Figure(
        go.Heatmap(
            z=[[None if c is None else max(-2, min(2, c.heads - (c.target or 0))) for c in row] for row in shown],
            text=[["" if c is None else f"{c.heads}/{c.target}" for c in row] for row in shown],
            x=[_day(day) for day in problem.dates],
            y=[f"{templates[t].name} · {roles[r].name}" for t, r in rows],
            texttemplate="%{text}",
            colorscale=[[0, SHORT], [0.49, "#f5c6c6"], [0.5, EXACT], [0.51, "#cfe0f5"], [1, OVER]],
            zmid=0,
            zmin=-2,
            zmax=2,
            xgap=2,
            ygap=2,
            showscale=False,
            hovertemplate="%{y}<br>%{x}: %{text} heads<extra></extra>",
        )
    )
    return _laid_out(figure, len(rows))


def hours_chart(problem: Problem, hours: Sequence[Hours]) -> go.Figure:
    """Hours per person as bars, the contract as a mark."""
    ordered = sorted(hours, key=lambda h: problem.employee_by_id[h.employee].name, reverse=True)
    names = [problem.employee_by_id[h.employee].name for h in ordered]
    agreed = [(name, h.agreed / 60) for name, h in zip(names, ordered, strict=True) if h.agreed is not None]
    figure = go.Figure(go.Bar(x=[h.minutes / 60 for h in ordered], y=names, orientation="h", name="Planned"))
    figure.add_scatter(
        x=[value for _, value in agreed],
        y=[name for name, _ in agreed],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 14, "color": "#1d2733", "line": {"width": 2}},
        name="Contract",
    )
    figure.update_layout(
        height=HEAD_PIXELS + ROW_PIXELS * len(ordered),
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        xaxis_title="Hours",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )
    return figure


def progress_chart(progress: Sequence[ProgressRecord]) -> go.Figure:
    """Objective and bound over time."""
    frame = pd.DataFrame([(p.seconds, p.objective, p.bound) for p in progress], columns=["s", "objective", "bound"])
    figure = go.Figure()
    for column, name, colour in (("objective", "Best roster", "#1f5fbf"), ("bound", "Proven bound", "#9aa7b5")):
        figure.add_scatter(
            x=frame["s"], y=frame[column], name=name, mode="lines+markers", line={"shape": "hv", "color": colour}
        )
    figure.update_layout(
        height=280,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        xaxis_title="Seconds",
        yaxis_title="Penalty",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )
    return figure


def _day(day: date) -> str:
    return f"{day:%a}<br>{day:%d %b}"


def _steps(count: int) -> list[list[float | str]]:
    """A stepped colour scale: one flat colour for each of `count` values."""
    number = max(1, count)
    scale: list[list[float | str]] = []
    for k in range(number):
        colour = COLOURS[k % len(COLOURS)]
        scale += [[k / number, colour], [(k + 1) / number, colour]]
    return scale


def _laid_out(figure: go.Figure, rows: int) -> go.Figure:
    figure.update_layout(
        height=HEAD_PIXELS + ROW_PIXELS * max(1, rows),
        margin={"l": 8, "r": 8, "t": 50, "b": 8},
        plot_bgcolor="#f4f6f8",
        xaxis={"side": "top", "showgrid": False, "type": "category"},
        yaxis={"autorange": "reversed", "showgrid": False, "automargin": True, "type": "category"},
    )
    return figure
