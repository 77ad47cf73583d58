"""Who works when: people down, days across, coloured by shift."""

from collections.abc import Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go

from pages.components.axes import day_grid, day_title, shortened
from pages.components.palette import AWAY, INK, chip, template_colours
from scheduling.domain.clock import span_text
from scheduling.domain.problem import Employee, ShiftTemplate
from scheduling.services.solution import RosterView, Work

ROW = 24


def roster_heatmap(view: RosterView) -> go.Figure:
    """A cell per person and day with the shift's code; a day with two shifts takes the first one's colour."""
    problem, used = view.problem, planned_templates(view)
    number = {template.id: k for k, template in enumerate(used)}
    codes = {template.id: escape(template.code) for template in used}
    people = problem.employees
    rows = [[(person, day, view.cells.get((person.id, day), ())) for day in problem.dates] for person in people]
    figure = go.Figure(
        go.Heatmap(
            z=[[_shade(view, number, *cell) for cell in row] for row in rows],
            x=[day.isoformat() for day in problem.dates],
            y=[person.id for person in people],
            text=[["+".join(codes[w.template] for w in work) for _, _, work in row] for row in rows],
            customdata=[[_told(view, *cell) for cell in row] for row in rows],
            texttemplate="%{text}",
            textfont={"size": 11, "color": INK},
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=_steps([*(template_colours(used)[t.id] for t in used), AWAY]),
            zmin=-0.5,
            zmax=len(used) + 0.5,
            showscale=False,
            hoverongaps=True,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(tickvals=[p.id for p in people], ticktext=[shortened(p.name) for p in people])
    return day_grid(figure, problem.dates, len(rows), ROW)


def planned_templates(view: RosterView) -> list[ShiftTemplate]:
    """The templates that the week has shifts of."""
    planned = {shift.template for shift in view.problem.shifts}
    return [template for template in view.problem.templates if template.id in planned]


def legend(view: RosterView) -> str:
    """HTML chips: colour, code, name and hours of every shift that is planned."""
    away = chip(AWAY, "\N{NO-BREAK SPACE}", "Time off") if view.away else ""
    return f"{template_chips(planned_templates(view))}{away}"


def template_chips(templates: Sequence[ShiftTemplate]) -> str:
    """HTML chips: colour, code, name and hours of shift templates."""
    colours = template_colours(templates)
    return "".join(chip(colours[t.id], t.code, t.name, span_text(t.start, t.end)) for t in templates)


def _shade(view: RosterView, number: dict[str, int], person: Employee, day: date, work: Sequence[Work]) -> int | None:
    if work:
        return number[work[0].template]
    return len(number) if (person.id, day) in view.away else None


def _told(view: RosterView, person: Employee, day: date, work: Sequence[Work]) -> str:
    templates, roles = view.problem.template_by_id, view.problem.role_by_id
    lines = [
        f"{escape(t.name)} {span_text(t.start, t.end)}, {escape(roles[w.role].name)}"
        for w, t in ((w, templates[w.template]) for w in work)
    ]
    if (person.id, day) in view.away:
        lines.append("time off")
    return f"<b>{escape(person.name)}</b><br>{day_title(day)}<br>{'<br>'.join(lines) or 'not working'}"


def _steps(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A colour scale in flat steps."""
    count = len(colours)
    return [(edge / count, colour) for k, colour in enumerate(colours) for edge in (k, k + 1)]
