"""Who works when: people down, days across, coloured by shift."""

from datetime import date
from html import escape

import plotly.graph_objects as go

from pages.components.axes import NAMES_WIDTH, day_labels, shortened, styled
from pages.components.palette import EMPTY, INK, template_colours
from scheduling.domain.clock import clock_text
from scheduling.domain.problem import ShiftTemplate
from scheduling.services.solution import RosterView

ROW, DAY, HEAD = 24, 38, 76


def roster_width(view: RosterView) -> int:
    """Pixels below which codes would no longer fit their cells."""
    return NAMES_WIDTH + DAY * view.problem.days


def roster_heatmap(view: RosterView) -> go.Figure:
    """A cell per person and day with the shift's code; a day with two shifts takes the first one's colour."""
    problem = view.problem
    used = [t for t in problem.templates if any(t.id == shift.template for shift in problem.shifts)]
    number = {template.id: k for k, template in enumerate(used)}
    people = problem.employees
    worked = [[view.cells.get((person.id, day), ()) for day in problem.dates] for person in people]
    codes = {template.id: template.code for template in used}
    figure = go.Figure(
        go.Heatmap(
            z=[[number[cell[0]] if cell else None for cell in row] for row in worked],
            x=day_labels(problem.dates),
            y=[person.id for person in people],
            text=[["+".join(codes[t] for t in cell) for cell in row] for row in worked],
            customdata=[
                [_told(view, p.name, d, c) for d, c in zip(problem.dates, row, strict=True)]
                for p, row in zip(people, worked, strict=True)
            ],
            texttemplate="%{text}",
            textfont={"size": 11, "color": INK},
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=_steps(used),
            zmin=-0.5,
            zmax=max(len(used), 1) - 0.5,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(tickvals=[p.id for p in people], ticktext=[shortened(p.name) for p in people])
    return styled(figure, HEAD + ROW * len(people))


def legend(view: RosterView) -> str:
    """HTML chips: colour, code, name and hours of every shift that is planned."""
    problem = view.problem
    planned = {shift.template for shift in problem.shifts}
    used = [template for template in problem.templates if template.id in planned]
    colours = template_colours(used)
    return "".join(_chip(template, colours[template.id]) for template in used)


def _told(view: RosterView, name: str, day: date, templates: tuple[str, ...]) -> str:
    known = view.problem.template_by_id
    shifts = [f"{known[t].name} {clock_text(known[t].start)}–{clock_text(known[t].end)}" for t in templates]
    return f"<b>{name}</b><br>{day:%A %d %B}<br>{'<br>'.join(shifts) or 'off'}"


def _steps(used: list[ShiftTemplate]) -> list[tuple[float, str]]:
    """A colour scale in flat steps, one per template."""
    colours, count = template_colours(used), max(len(used), 1)
    if not used:
        return [(0.0, EMPTY), (1.0, EMPTY)]
    return [(edge / count, colours[t.id]) for k, t in enumerate(used) for edge in (k, k + 1)]


def _chip(template: ShiftTemplate, colour: str) -> str:
    span = f"{clock_text(template.start)}–{clock_text(template.end)}"
    return (
        '<span style="display:inline-flex;align-items:center;margin:0 1rem .35rem 0;font-size:.85rem">'
        f'<span style="background:{colour};color:{INK};border-radius:.25rem;padding:.05rem .4rem;margin-right:.4rem;'
        f'font-weight:600">{escape(template.code)}</span>{escape(template.name)}&nbsp;'
        f'<span style="opacity:.65">{span}</span></span>'
    )
