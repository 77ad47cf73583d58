"""From `python -m workers` to the banner that says the house is ready.

Once on an empty folder (tables are made, demo data loaded, the first account opened) and again on the folder that
this leaves behind. The packages are installed and lie in the disk cache in both cases.
"""

from benchmarks.figures import percentile
from benchmarks.house import empty_folder, house
from benchmarks.report import Report

STARTS = 5


def measure() -> Report:
    """Start and stop a house on an empty folder, then on the same folder again, several times over."""
    fresh: list[float] = []
    again: list[float] = []
    for _ in range(STARTS):
        with empty_folder() as folder:
            for times in (fresh, again):
                with house(folder, "restaurant") as running:
                    times.append(running.ready)
    return Report(
        f"python -m workers, DEMO=restaurant, embedded Redis, 2 workers; {STARTS} starts each.",
        ("DATA_DIR", "fastest, s", "median, s", "slowest, s"),
        tuple((name, min(s), percentile(s, 50), max(s)) for name, s in (("empty", fresh), ("existing", again))),
    )
