"""Who gains and who loses what from one roster to another: a line each, or on a phone a card each."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.components.palette import GRID
from scheduling.domain.clock import hours_text
from scheduling.domain.problem import Problem
from scheduling.services.differences import Change

MINUS = "\N{MINUS SIGN}"
HEADS = ("Takes", "Gives up", "Hours", "Weekends", "Wishes won", "Wishes lost")
TALL = 15
# A table of Streamlit's cuts off what is longer than its cell, and a shift that is cut off tells nothing.
STYLE = f"""<style>
.changes.tall {{ max-height: 34rem; overflow-y: auto; }}
.changes table {{ width: 100%; border-collapse: collapse; font-size: .9rem; }}
.changes :is(th, td) {{ padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid {GRID}; }}
.changes thead th {{ position: sticky; top: 0; background: #ffffff; font-weight: 400; opacity: .8; }}
.changes tbody th, .changes span {{ white-space: nowrap; }}
.changes tbody th {{ font-weight: 600; }}
@media (max-width: 48rem) {{
  .changes.tall {{ max-height: none; }}
  .changes thead {{ display: none; }}
  .changes tr {{ display: block; padding: .5rem 0; border-bottom: 1px solid {GRID}; }}
  .changes :is(th, td) {{ display: block; padding: .1rem 0; border: 0; }}
  .changes td {{ display: grid; grid-template-columns: 6.5rem 1fr; }}
  .changes td::before {{ content: attr(data-head); opacity: .75; }}
  .changes td.none {{ display: none; }}
}}
</style>"""


def named(problem: Problem, changes: Sequence[Change]) -> list[tuple[str, Change]]:
    """Each change with the name of whom it is about."""
    return [(problem.employee_by_id[change.employee].name, change) for change in changes]


def people_changes(changes: Sequence[tuple[str, Change]]) -> None:
    """Draw what changes for people, by name, in the order given; nothing is cut off, however long it is."""
    st.html(STYLE + changes_table(changes))


def changes_table(changes: Sequence[tuple[str, Change]]) -> str:
    """The same as HTML; what happens to nobody has no column."""
    told = [(name, _cells(change)) for name, change in changes]
    shown = [k for k in range(len(HEADS)) if any(cells[k] for _, cells in told)]
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Person", *(HEADS[k] for k in shown)))
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(_cell(HEADS[k], cells[k]) for k in shown)}</tr>'
        for name, cells in told
    )
    tall = " tall" if len(told) > TALL else ""
    return f'<div class="changes{tall}"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def _cells(change: Change) -> tuple[str, ...]:
    weekends = f"{change.weekends:+d}".replace("-", MINUS) if change.weekends else ""
    takes, gives, won, lost = map(_listed, (change.takes, change.gives_up, change.won, change.lost))
    return takes, gives, escape(signed_hours(change.minutes)), weekends, won, lost


def _listed(texts: Sequence[str]) -> str:
    """One after the other; a line ends between two of them, not within one."""
    return "; ".join(f"<span>{escape(text)}</span>" for text in texts)


def _cell(head: str, text: str) -> str:
    return f'<td data-head="{head}"{"" if text else " class=none"}><div>{text}</div></td>'


def signed_hours(minutes: int) -> str:
    """More or fewer hours: "+8 h", "−4 h 30 min"; empty where nothing changes."""
    return f"{'+' if minutes > 0 else MINUS}{hours_text(abs(minutes))}" if minutes else ""
