"""The activity log to take away, as it is filtered."""

import json
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.components.downloads import as_csv
from scheduling.services.activity import MOST_EXPORTED, ActivityService, LogLine
from scheduling.services.log_records import LogFilter
from scheduling.services.permissions import Actor


def take_away(service: ActivityService, actor: Actor, wanted: LogFilter) -> None:
    """Buttons; the files are made when one is pressed."""

    def made(write: Callable[[Sequence[LogLine]], bytes]) -> Callable[[], bytes]:
        return lambda: write(service.export(actor, wanted))

    with st.container(horizontal=True, vertical_alignment="center"):
        for name, write, kind in (("CSV", activity_csv, "text/csv"), ("JSON", activity_json, "application/json")):
            st.download_button(
                f"Download as {name}",
                made(write),
                f"activity.{name.lower()}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"activity.{name.lower()}",
            )
        st.caption(f"What is filtered, on all pages; at most {MOST_EXPORTED:,} entries.", width="content")


def activity_csv(lines: Sequence[LogLine]) -> bytes:
    """A line per entry, times in UTC."""
    return as_csv(pd.DataFrame([_told(line) for line in lines]))


def activity_json(lines: Sequence[LogLine]) -> bytes:
    """A list of entries, with the details that are for programs."""
    told = [{**_told(line), "detail": line.entry.detail} for line in lines]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _told(line: LogLine) -> Mapping[str, object]:
    entry = line.entry
    return {
        "number": entry.id,
        "at": entry.at.isoformat(timespec="seconds"),
        "who": entry.actor,
        "kind": entry.action,
        "subject": entry.subject,
        "sentence": line.sentence,
        "before": entry.before,
        "after": entry.after,
        "reason": line.reason,
        "site": line.site,
        "week": line.week,
        "way": entry.way,
        "address": entry.address,
    }
