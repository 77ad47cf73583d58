"""A line per measure, a column per roster, the best of each line marked."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest

import streamlit as st

from pages.components.compare_choice import roster_name
from pages.components.frame import Place
from pages.components.palette import GRID
from scheduling.services.comparing import Compared, Comparison
from scheduling.services.measures import LINES
from scheduling.services.verdicts import best_of

BEST = "#dcefe2"
CELL = f"padding:.4rem .8rem;border-bottom:1px solid {GRID};text-align:right;white-space:nowrap"
HEAD = f"padding:.4rem .8rem;border-bottom:2px solid {GRID}"
# Names stay in sight where a phone scrolls to the other rosters.
NAME = (
    f"padding:.4rem .8rem .4rem 0;border-bottom:1px solid {GRID};text-align:left;font-weight:400;"
    "min-width:min(11rem,34vw);position:sticky;left:0;background:#ffffff"
)


def compare_measures(place: Place, comparison: Comparison) -> None:
    """Measures of the trade first, then what each rule costs under the yardstick."""
    items = comparison.items
    numbers = [item.measures for item in items]
    lines = [
        _line(line.label, line.help, [line.text(one) for one in numbers], best_of(line, numbers))
        for line in LINES
        if any(line.value(one) is not None for one in numbers)
    ]
    hard = [item.counted.hard for item in items]
    lines.append(_line("Hard rules broken", "Places where a rule that must hold is broken.", hard, _least(hard)))
    penalty = [item.counted.penalty for item in items]
    lines.append(
        _line("Penalty", "All wishes that are not met, by the weights chosen above.", penalty, _least(penalty))
    )
    _table(comparison, lines, [_called(place, item) for item in items])
    st.caption("Green: the best of each line. No mark where all are alike.")
    for item in items:
        if item.gone:
            st.caption(f"{item.letter}: {item.gone} assignments of shifts or people that are gone count for nothing.")
    rules = list(_rules(comparison))
    if rules:
        st.subheader("Penalty by rule", anchor=False)
        _table(comparison, rules)


def _rules(comparison: Comparison) -> Iterable[str]:
    for setting in comparison.ranking.settings:
        weight = setting.weight or 0
        costs = [weight * _units(item, setting.id) for item in comparison.items]
        if any(costs):
            yield _line(f"{comparison.ranking.phrases[setting.id]}", f"weight {weight}", costs, _least(costs))


def _units(item: Compared, setting: str) -> int:
    tally = item.counted.tallies.get(setting)
    return tally.units if tally else 0


def _least(numbers: Sequence[int]) -> frozenset[int]:
    if len(set(numbers)) < 2:
        return frozenset()
    return frozenset(k for k, number in enumerate(numbers) if number == min(numbers))


def _line(label: str, told: str, texts: Sequence[object], best: frozenset[int]) -> str:
    shown = [f"{text:,}" if isinstance(text, int) else str(text) for text in texts]
    cells = "".join(
        f'<td style="{CELL}{f";background:{BEST};font-weight:600" if k in best else ""}">{escape(text)}</td>'
        for k, text in enumerate(shown)
    )
    return f'<tr><th scope="row" style="{NAME}" title="{escape(told)}">{escape(label)}</th>{cells}</tr>'


def _table(comparison: Comparison, lines: Sequence[str], names: Sequence[str] = ()) -> None:
    """A column for each roster, headed by its letter and, where given, its name."""
    heads = "".join(
        f'<th scope="col" style="{HEAD};text-align:right">{"★&nbsp;" * (item.letter == comparison.best)}{item.letter}'
        f'<div style="font-weight:400;font-size:.75rem;opacity:.7">{name}</div></th>'
        for item, name in zip_longest(comparison.items, names, fillvalue="")
    )
    st.html(
        f'<div style="overflow-x:auto"><table style="border-collapse:collapse"><thead><tr><th style="{HEAD}"></th>'
        f"{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _called(place: Place, item: Compared) -> str:
    """Profile over date over time; only the profile's name may be long enough to go on in a second line."""
    name, _, at = roster_name(place, item.choice).partition(" · ")
    return "".join([escape(name), *(f"<div style='white-space:nowrap'>{escape(one)}</div>" for one in at.split(", "))])
