"""A page of the activity log as a list by day, each entry a sentence with what was before and is after."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import escape
from itertools import groupby
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_filter import NUMBER, viewers_zone
from scheduling.domain.clock import day_text
from scheduling.services.activity import PAGE_SIZE, LogLine, LogPage

LONG, SHORT = 240, 110
STYLE = """<style>
.log h2 { font-size: 1rem; margin: 1.4rem 0 .2rem; padding: 0; }
.log article { display: grid; grid-template-columns: 3.5rem 1fr; gap: .15rem .75rem; padding: .5rem 0;
  border-top: 1px solid rgba(128, 128, 128, .25); }
.log time { font-variant-numeric: tabular-nums; opacity: .75; }
.log p, .log dl, .log dt, .log dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.log dl { display: grid; grid-template-columns: 3.5rem 1fr; gap: .1rem .75rem; font-size: .875rem; }
.log dt { opacity: .75; font-weight: 400; }
.log summary { cursor: pointer; }
.log summary:focus-visible { outline: 2px solid; outline-offset: 2px; }
.log details[open] summary i { display: none; }
.log small { display: block; opacity: .75; font-size: .8rem; }
</style>"""


def activity_list(found: LogPage, number: int) -> None:
    """The entries, and the way to older ones."""
    zone = viewers_zone()
    first = (number - 1) * PAGE_SIZE
    shown = f"Entries {first + 1:,} to {first + len(found.lines):,} of {found.total:,}"
    st.caption(f"{shown}. Times as clocks show them in {zone.key}.")
    days = groupby(found.lines, key=lambda line: line.entry.at.astimezone(zone).date())
    html = "".join(f"<h2>{_when(day)}</h2>{''.join(_entry(line, zone) for line in lines)}" for day, lines in days)
    st.html(f'{STYLE}<div class="log">{html}</div>')
    if found.pages > 1:
        st.pagination(found.pages, key=NUMBER)


def _entry(line: LogLine, zone: ZoneInfo) -> str:
    at = line.entry.at.astimezone(zone)
    said = _sides({"Before": line.entry.before, "After": line.entry.after, "Why": line.reason})
    where = " · ".join(escape(part) for part in (line.site, line.week, came(line)) if part)
    return (
        f'<article><time datetime="{at.isoformat()}" title="{at:%Y-%m-%d %H:%M:%S}">{at:%H:%M}</time>'
        f"<div><p>{escape(line.sentence)}</p>{said}<small>{where}</small></div></article>"
    )


def _sides(sides: Mapping[str, str]) -> str:
    told = "".join(f"<dt>{what}</dt><dd>{_folded(said)}</dd>" for what, said in sides.items() if said)
    return f"<dl>{told}</dl>" if told else ""


def _folded(said: str) -> str:
    """A whole roster is told by its beginning, and the rest to who opens it."""
    if len(said) <= LONG:
        return escape(said)
    cut = said.rfind("; ", 0, SHORT)
    cut = cut + 1 if cut > 0 else SHORT
    return f"<details><summary>{escape(said[:cut])} <i>… all of it</i></summary>{escape(said[cut:])}</details>"


def came(line: LogLine) -> str:
    """From where: "page, 10.0.0.7"; nothing for entries that are older than such things being told."""
    return ", ".join(part for part in (line.entry.way, line.entry.address) if part)


def _when(day: date) -> str:
    today = datetime.now(viewers_zone()).date()
    near = {today: "Today, ", today - timedelta(days=1): "Yesterday, "}
    return f"{near.get(day, '')}{day_text(day)} {day.year}"
