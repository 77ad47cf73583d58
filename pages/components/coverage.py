"""Heads against target: a line per shift and role, red where people are missing, blue where there are too many."""

from html import escape

import plotly.graph_objects as go

from pages.components.axes import day_grid, day_title, shortened
from pages.components.palette import INK, chip
from scheduling.domain.problem import Role, ShiftTemplate
from scheduling.services.solution import CoverageCell, RosterView

ROW = 26
EVEN = "#dfe9df"
SHORTER, SHORTEST, LONGER, LONGEST = "#f6d3cd", "#e06a5b", "#cfe2f3", "#5a9bd4"


def coverage_heatmap(view: RosterView) -> go.Figure:
    """Each cell says heads/target; a shift without a target says heads only and stays pale."""
    problem = view.problem
    cells = {(cell.template, cell.role, cell.date): cell for cell in view.coverage}
    lines = coverage_lines(view)
    rows = [[cells.get((t.id, r.id, day)) for day in problem.dates] for t, r in lines]
    gaps = [[None if cell is None else gap(cell) for cell in row] for row in rows]
    reach = max([1, *(abs(number) for row in gaps for number in row if number is not None)])
    names = [f"{t.name} · {r.name}" for t, r in lines]
    figure = go.Figure(
        go.Heatmap(
            z=gaps,
            x=[day.isoformat() for day in problem.dates],
            y=list(range(len(lines))),
            text=[[_text(cell) for cell in row] for row in rows],
            customdata=[[_told(name, cell) for cell in row] for name, row in zip(names, rows, strict=True)],
            texttemplate="%{text}",
            textfont={"size": 11, "color": INK},
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=[(0.0, SHORTEST), (0.42, SHORTER), (0.5, EVEN), (0.58, LONGER), (1.0, LONGEST)],
            zmin=-reach,
            zmax=reach,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(tickvals=list(range(len(lines))), ticktext=[shortened(name) for name in names])
    return day_grid(figure, problem.dates, len(lines), ROW)


def coverage_lines(view: RosterView) -> list[tuple[ShiftTemplate, Role]]:
    """Shift and role of each line of the picture, from the top."""
    asked = {(cell.template, cell.role) for cell in view.coverage}
    problem = view.problem
    return [(t, r) for t in problem.templates for r in problem.roles if (t.id, r.id) in asked]


def coverage_legend() -> str:
    """HTML chips that say what numbers and colours mean."""
    parts = ((SHORTEST, "4/5", "too few"), (EVEN, "5/5", "as wanted"), (LONGEST, "6/5", "too many"))
    chips = "".join(chip(colour, mark, text) for colour, mark, text in parts)
    return f'<span style="font-size:.85rem;margin-right:1rem">Heads / target</span>{chips}'


def gap(cell: CoverageCell) -> int:
    """Heads above the target, below zero where some are missing; 0 without a target."""
    return 0 if cell.target is None else cell.heads - cell.target


def _text(cell: CoverageCell | None) -> str:
    if cell is None:
        return ""
    return str(cell.heads) if cell.target is None else f"{cell.heads}/{cell.target}"


def _told(name: str, cell: CoverageCell | None) -> str:
    if cell is None:
        return f"<b>{escape(name)}</b><br>not planned"
    words = "as wanted" if not gap(cell) else f"{-gap(cell)} short" if gap(cell) < 0 else f"{gap(cell)} too many"
    wanted = "no target" if cell.target is None else f"target {cell.target}, {words}"
    return f"<b>{escape(name)}</b><br>{day_title(cell.date)}<br>{cell.heads} assigned, {wanted}"
