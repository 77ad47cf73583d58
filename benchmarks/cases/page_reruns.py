"""Server time of a rerun of every page, 100 people in the week. Target: p95 below 300 ms.

A client opens the websocket that a browser opens, asks for the page's script to run again, as each click of a widget
does, and takes the time until the server says that the script has finished; everything the page draws has arrived by
then. So this holds the script, its queries, the server's own work and the way through the guard and the loopback
interface, but no browser. The first drawing of a page in a session is apart. A run has been solved and, but for one
line, applied. CPU is what the server's process used per rerun, all threads.
"""

import time

import psutil

from benchmarks.figures import summed_up
from benchmarks.house import House, empty_folder, house
from benchmarks.report import Report
from benchmarks.visitor import Page, Visitor, visitor
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.container import Services
from scheduling.services.permissions import SYSTEM
from scheduling.services.records import RunRecord
from tests.workers.processes import family

RERUNS = 40
SOLVE_SECONDS = 15
Line = tuple[str, float, float, float, float, float]


def measure() -> Report:
    """Solve a week, look at Apply, apply it, then look at every page."""
    with empty_folder() as folder, house(folder, "large") as running:
        services = running.enter()
        week = services.overview.weeks(SYSTEM, services.overview.sites(SYSTEM)[0].id)[0].id
        run = solved(services, week)
        with visitor(running.address, running.password) as waiting:
            apply = next(page for page in waiting.pages if page.name == "Apply")
            lines = [looked_at(waiting, apply, running, " (not yet applied)")]
        services.applying.apply(SYSTEM, run.id, overwrite=True)
        with visitor(running.address, running.password) as visiting:
            lines += [looked_at(visiting, page, running) for page in visiting.pages]
    return Report(
        f"python -m workers, DEMO=large, one run of {SOLVE_SECONDS} s solved and applied; {RERUNS} reruns a page over "
        "the websocket, milliseconds from asking to the script's end.",
        ("page", "first, ms", "median, ms", "p95, ms", "max, ms", "CPU, ms"),
        tuple(lines),
    )


def solved(services: Services, week: str) -> RunRecord:
    """A run of this week that has ended with a roster."""
    run = services.runs.submit(SYSTEM, week, options=SolveOptions(time_limit=SOLVE_SECONDS))
    while not (run := services.runs.live(SYSTEM, run.id).run).status.terminal:
        time.sleep(0.5)
    if run.status is not RunStatus.COMPLETED:
        raise RuntimeError(f"The run is {run.status}: {run.reason}")
    return run


def looked_at(session: Visitor, page: Page, running: House, when: str = "") -> Line:
    """Milliseconds of a page's first drawing and of its reruns."""
    server = next(member for member in family(running.process.pid) if "streamlit" in member.cmdline())
    first = session.look(page)
    before = used(server)
    reruns = [1000 * session.look(page) for _ in range(RERUNS)]
    cpu = 1000 * (used(server) - before) / RERUNS
    return page.name + when, 1000 * first, *summed_up(reruns), cpu


def used(process: psutil.Process) -> float:
    """CPU seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)
