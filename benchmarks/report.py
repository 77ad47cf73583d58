"""What a benchmark returns, and how it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True)
class Report:
    """Measured numbers.

    Parameters
    ----------
    setting
        What ran and how it was measured, in a sentence or two.
    columns
        What stands in a row; the first column names it, the others say their unit.
    rows
        A cell for each column.
    load
        Processes that wanted a core, on average over the minute before the measurement and over its last minute.
        Much above the number of cores, the times are those of a machine that was busy with something else.
    """

    setting: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    load: tuple[float, float] = (0.0, 0.0)


def table(report: Report) -> str:
    """The rows under their columns, numbers to the right."""
    lines = [report.columns, *(tuple(map(shown, row)) for row in report.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_aligned(line, widths)).rstrip() for line in lines)


def shown(cell: Cell) -> str:
    """A number with as many digits as a reader needs: three that count, or all before the point."""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else cell
    digits = 0 if cell >= 99.95 else 1 if cell >= 9.995 else 2
    return f"{cell:,.{digits}f}"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for number, (text, width) in enumerate(zip(line, widths, strict=True)):
        yield text.rjust(width) if number else text.ljust(width)
