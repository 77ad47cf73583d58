"""The results as a page of documentation: a table for each number of seconds, and a picture for each problem."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.report import shown
from benchmarks.solver import store
from benchmarks.solver.picture import picture
from benchmarks.solver.runs import Run
from benchmarks.solver.solvers import SOLVERS
from benchmarks.solver.summary import Summary, summaries

PAGE = "README.md"
HEAD = ("instance", "solver", "penalty", "bound", "gap, %", "first, s", "best, s", "ended, s", "MiB", "seeds")
NONE = "–"


def write(folder: Path, left_out: Sequence[str] = ()) -> None:
    """Write the page and its pictures from the runs that are kept; `left_out` names missing solvers and why."""
    runs = store.runs(folder)
    lines = [*_beginning(runs), *(f"Left out: {reason}." for reason in left_out)]
    rows = summaries(runs)
    for seconds in dict.fromkeys(row.seconds for row in rows):
        lines += ["", f"## {seconds} seconds", "", *_table([row for row in rows if row.seconds == seconds]), ""]
        for instance in dict.fromkeys(row.instance for row in rows if row.seconds == seconds):
            those = [run for run in runs if (run.instance, run.seconds) == (instance, seconds)]
            name = f"{instance.replace('/', '_')}-{seconds}s.svg"
            title = f"Instance {instance}, {seconds} s"
            (folder / name).write_text(picture(title, [(run, store.path_of(folder, run)) for run in those]))
            lines.append(f"![{title}: penalty and bound over time]({name})")
    (folder / PAGE).write_text("\n".join(lines) + "\n")


def _beginning(runs: Sequence[Run]) -> Iterator[str]:
    yield from ("# Rosters beside those of other solvers", "")
    yield "Written by `make bench-solver`; what is measured and how is told in [benchmarks](../benchmarks.md)."
    yield "Penalties are those of the check. Medians over the seeds; times are seconds from the start of the process."
    if not runs:
        return
    first, last = min(run.date for run in runs)[:10], max(run.date for run in runs)[:10]
    loads = sorted(run.load for run in runs)
    yield ""
    yield f"- date: {first}" + (f" to {last}" if last != first else "")
    yield from (f"- machine: {machine}" for machine in dict.fromkeys(run.machine for run in runs))
    yield from (f"- versions: {versions}" for versions in dict.fromkeys(run.versions for run in runs))
    yield f"- threads: {', '.join(sorted({str(run.threads) for run in runs}))}"
    yield f"- load of the machine before a run: {loads[len(loads) // 2]} at the median, {loads[-1]} at most"
    yield from (
        f"- {SOLVERS[key].title}: {SOLVERS[key].about}" for key in SOLVERS if any(r.solver == key for r in runs)
    )


def _table(rows: Sequence[Summary]) -> Iterator[str]:
    """The best penalty and the best bound of each problem are bold; a bound that a roster refutes is struck out."""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{'---|' * 2}{'---:|' * (len(HEAD) - 2)}"
    for row in rows:
        rivals = [other for other in rows if other.instance == row.instance]
        best = min((other.penalty for other in rivals if other.penalty is not None), default=None)
        highest = max(
            (other.bound for other in rivals if other.bound is not None and not _wrong(other, best)), default=None
        )
        cells = (
            row.instance,
            _title(row.solver),
            _number(row.penalty, bold=row.penalty == best),
            f"~~{_number(row.bound)}~~" if _wrong(row, best) else _number(row.bound, bold=row.bound == highest),
            *map(_number, (None if _wrong(row, best) else row.gap, row.first, row.best, row.ended)),
            f"{row.memory:,.0f}",
            str(row.seeds),
        )
        yield f"| {' | '.join(cells)} |"
    notes = [f"- {row.instance}, {_title(row.solver)}: {note}" for row in rows for note in row.notes]
    if notes:
        yield from ("", *notes)


def _wrong(row: Summary, best: float | None) -> bool:
    """Whether a bound is above a roster that the check has judged."""
    return row.bound is not None and best is not None and row.bound > best


def _title(key: str) -> str:
    """A solver's name; results may hold one that is no longer compared."""
    return SOLVERS[key].title if key in SOLVERS else key


def _number(value: float | None, bold: bool = False) -> str:
    if value is None:
        return NONE
    return f"**{shown(value)}**" if bold else shown(value)
