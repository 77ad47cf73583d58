"""Penalty and bound over time as a picture that needs nothing else: SVG, drawn line by line.

Time is on a logarithmic scale. Upwards is the distance, in percent, from the best bound that any of the runs proved:
logarithmic too, but straight near nothing, so that a tenth of a percent and ten times too much can both be seen.
"""

import math
from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.solver.runs import Point, Run
from benchmarks.solver.solvers import SOLVERS

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 820, 420, 70, 170, 40, 50
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
EARLIEST, STRAIGHT = 0.2, 0.1
"""Seconds at the left edge; percent up to which the scale is nearly straight."""
PERCENT = (0.1, 1, 10, 100, 1000, 10_000)
SECONDS = (0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600)
Tracks = Sequence[tuple[Run, Sequence[Point]]]


def picture(title: str, tracks: Tracks) -> str:
    """Solid lines are penalties, dashed ones bounds; one of each for every run. No refuted bound is drawn."""
    return "\n".join(_Frame(_unrefuted(tracks)).drawn(title)) + "\n"


def _unrefuted(tracks: Tracks) -> Tracks:
    """Without bounds above any roster that was checked: all else is measured from the best bound."""
    best = min((run.penalty for run, _ in tracks if run.penalty is not None), default=math.inf)
    return [(run, [(s, o, None if b is not None and b > best else b) for s, o, b in path]) for run, path in tracks]


class _Frame:
    """Where seconds and percent lie on the picture."""

    def __init__(self, tracks: Tracks) -> None:
        self.tracks = tracks
        points = [point for _, path in tracks for point in path]
        objectives = [objective for _, objective, _ in points if objective is not None]
        bounds = [bound for _, _, bound in points if bound is not None]
        self.reference = max(1, max(bounds, default=min(objectives, default=1)))
        self.latest = max([EARLIEST * 10, *(max(run.seconds, run.ended) for run, _ in tracks)]) * 1.02
        away = [self.percent(value) for value in (*objectives, *bounds)]
        self.highest, self.lowest = max([1.0, *away]), min([-1.0, *away])

    def percent(self, value: int) -> float:
        return 100 * (value - self.reference) / self.reference

    def x(self, seconds: float) -> float:
        share = math.log(max(seconds, EARLIEST) / EARLIEST) / math.log(self.latest / EARLIEST)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, percent: float) -> float:
        top, bottom, here = (_bent(value) for value in (self.highest, self.lowest, percent))
        return TOP + (top - here) / (top - bottom) * (HEIGHT - TOP - BOTTOM)

    def drawn(self, title: str) -> Iterator[str]:
        yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
        yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        yield _text(LEFT, 24, title, size=15)
        yield from self._axes()
        for number, (key, solver) in enumerate(SOLVERS.items()):
            mine = [(run, path) for run, path in self.tracks if run.solver == key]
            colour = COLOURS[number % len(COLOURS)]
            for run, path in mine:
                yield self._line(run, [(seconds, objective) for seconds, objective, _ in path], colour, "")
                yield self._line(run, [(seconds, bound) for seconds, _, bound in path], colour, "5 4")
            if mine:
                place = TOP + 18 * number
                yield f'<path d="M{WIDTH - RIGHT + 12} {place}h22" stroke="{colour}" stroke-width="2"/>'
                yield _text(WIDTH - RIGHT + 40, place + 4, solver.title)
        yield "</svg>"

    def _axes(self) -> Iterator[str]:
        right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
        for percent in (0.0, *PERCENT, *(-value for value in PERCENT)):
            if self.lowest <= percent <= self.highest:
                place, name = self.y(percent), f"{percent:+,g} %" if percent else f"{self.reference:,}"
                shade = "#ddd" if percent else "#666"
                yield f'<path d="M{LEFT} {place:.1f}H{right}" stroke="{shade}"/>'
                yield _text(LEFT - 6, place + 4, name, anchor="end")
        for seconds in SECONDS:
            if EARLIEST <= seconds <= self.latest:
                yield f'<path d="M{self.x(seconds):.1f} {TOP}V{floor}" stroke="#eee"/>'
                yield _text(self.x(seconds), floor + 16, f"{seconds:g}", anchor="middle")
        yield _text((LEFT + right) / 2, HEIGHT - 12, "seconds from the start of the process", anchor="middle")

    def _line(self, run: Run, steps: Sequence[tuple[float, int | None]], colour: str, dashes: str) -> str:
        """Steps up to the end of the run; nothing where nothing was known."""
        known = [(seconds, value) for seconds, value in steps if value is not None]
        if not known:
            return ""
        begin = f"M{self.x(known[0][0]):.1f} {self.y(self.percent(known[0][1])):.1f}"
        path = "".join(f"H{self.x(seconds):.1f}V{self.y(self.percent(value)):.1f}" for seconds, value in known[1:])
        end = f"H{self.x(run.ended):.1f}"
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return f'<path d="{begin}{path}{end}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'


def _bent(percent: float) -> float:
    return math.copysign(math.log10(1 + abs(percent) / STRAIGHT), percent)


def _text(x: float, y: float, words: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="#333">{escape(words)}</text>'
