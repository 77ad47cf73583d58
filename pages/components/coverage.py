"""Heads against target: a line per shift and role, red where people are missing, blue where there are too many."""

import plotly.graph_objects as go

from pages.components.axes import NAMES_WIDTH, day_labels, shortened, styled
from pages.components.palette import INK
from scheduling.services.solution import CoverageCell, RosterView

ROW, DAY, HEAD = 26, 44, 76
EVEN = "#dfe9df"
SHORTER, SHORTEST, LONGER, LONGEST = "#f6d3cd", "#e06a5b", "#cfe2f3", "#5a9bd4"


def coverage_width(view: RosterView) -> int:
    """Pixels below which the numbers would no longer fit their cells."""
    return NAMES_WIDTH + DAY * view.problem.days


def coverage_heatmap(view: RosterView) -> go.Figure:
    """Each cell says heads/target; a shift without a target says heads only and stays pale."""
    problem = view.problem
    cells = {(cell.template, cell.role, cell.date): cell for cell in view.coverage}
    asked = {(cell.template, cell.role) for cell in view.coverage}
    lines = [(t, r) for t in problem.templates for r in problem.roles if (t.id, r.id) in asked]
    rows = [[cells.get((t.id, r.id, day)) for day in problem.dates] for t, r in lines]
    gaps = [[_gap(cell) for cell in row] for row in rows]
    reach = max([1, *(abs(gap) for row in gaps for gap in row if gap is not None)])
    names = [f"{t.name} · {r.name}" for t, r in lines]
    figure = go.Figure(
        go.Heatmap(
            z=gaps,
            x=day_labels(problem.dates),
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
    return styled(figure, HEAD + ROW * len(lines))


def coverage_legend() -> str:
    """HTML line that says what the colours mean."""
    parts = ((SHORTEST, "too few"), (LONGEST, "too many"), (EVEN, "as wanted"))
    dots = (
        f'<span style="margin-right:1rem;white-space:nowrap"><span style="color:{c}">■</span> {text}</span>'
        for c, text in parts
    )
    return f'<div style="font-size:.85rem">Heads / target: {"".join(dots)}</div>'


def _gap(cell: CoverageCell | None) -> int | None:
    if cell is None:
        return None
    return 0 if cell.target is None else cell.heads - cell.target


def _text(cell: CoverageCell | None) -> str:
    if cell is None:
        return ""
    return str(cell.heads) if cell.target is None else f"{cell.heads}/{cell.target}"


def _told(name: str, cell: CoverageCell | None) -> str:
    if cell is None:
        return f"<b>{name}</b><br>not planned"
    gap = _gap(cell) or 0
    words = "as wanted" if not gap else f"{-gap} short" if gap < 0 else f"{gap} too many"
    wanted = "no target" if cell.target is None else f"target {cell.target}, {words}"
    return f"<b>{name}</b><br>{cell.date:%A %d %B}<br>{cell.heads} assigned, {wanted}"
