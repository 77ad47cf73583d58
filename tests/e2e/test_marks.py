"""What somebody puts into a name, a note or a reason is shown as it is, on every page, and nothing of it ever runs."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from data.engine import engine_for
from data.passwords import ArgonPasswords
from data.tables import metadata
from data.unit_of_work import SqlUnitOfWork
from pages.components.downloads import roster_csv
from pages.components.menu import MENU, Entry
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment, Problem
from scheduling.formats import instances
from scheduling.services.container import Services
from scheduling.services.permissions import SYSTEM
from scheduling.services.personas import TEAM_MEMBER
from scheduling.services.records import TimeOffKind
from scheduling.services.solution import view
from scheduling.services.sweep_plans import Range, over_ranges
from tests.e2e.conftest import DESK
from tests.e2e.steps import go, settled, stands
from tests.services.loop import QUICK, Kept
from tests.serving import Server, serving

pytestmark = pytest.mark.e2e
IMAGE = "<img src=x onerror=hit=1>"
MARKS = f"{IMAGE}[x](javascript:hit=1)**b**$x$:red[r]<script>hit=1</script>"
INPUTS = {
    "sites": ("name",),
    "schedules": ("name",),
    "roles": ("name",),
    "contracts": ("name",),
    "employees": ("name", "home"),
    "shift_templates": ("name", "location"),
    "users": ("name",),
}
OUTCOMES = {
    "weight_profiles": ("name",),
    "profile_versions": ("name", "saved_by"),
    "time_off_requests": ("note", "decided_by"),
    "roster_versions": ("author", "reason"),
    "runs": ("profile_name", "reason", "requested_by"),
    "sweeps": ("name",),
    "sweep_points": ("label",),
}
"""Columns of texts that somebody has entered, by table."""
MORE = "[data-testid=stMain] :is([data-testid=stExpander] summary, [data-testid=stPopoverButton])"
WITHOUT = {"Import", "Operations"}
"""Pages that show no such text before somebody asks for it."""
RAN = """() => [
  window.hit ? 'something ran' : null,
  ...[...document.querySelectorAll('img[src="x"], a[href^="javascript:"], iframe[src^="javascript:"], [onerror]')]
    .map(found => found.outerHTML)
].filter(Boolean)"""
MISREAD = """() => [...document.querySelectorAll('strong, .katex, a, span')]
  .filter(found => !found.children.length && ['b', 'x', 'r'].includes(found.textContent.trim()))
  .map(found => found.parentElement.outerHTML)"""


def furnish(url: str) -> None:
    """Something of everything that pages show, made as people make it, with marks behind every text."""

    def transactions() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(url))

    plant(url, INPUTS)
    services = Services.build(transactions, transactions, Kept(), None, instances, ArgonPasswords())  # type: ignore[arg-type]
    with transactions() as work:
        site = work.schedules.sites()[0].id
        week = work.schedules.of_site(site)[0].id
        problem, settings = work.problems.load(week)
    own = [bring(services, week, problem, k) for k in (0, 1)]
    services.applying.apply(SYSTEM, own[0], overwrite=True)
    services.publishing.publish(SYSTEM, week, 1, accept_broken=True)
    services.applying.apply(SYSTEM, own[1], overwrite=True, accept_stale=True, reason="Ann is ill")
    services.publishing.reopen(SYSTEM, week, "The menu changed")
    ask_for_time_off(services, site, problem)
    profile = services.tuning.view(SYSTEM, site).profiles[0]
    services.tuning.save_profile(SYSTEM, replace(profile, options=replace(profile.options, seed=9)))
    weighed = next(one for one in settings if one.weight)
    services.sweeping.start(SYSTEM, week, None, over_ranges([Range(weighed.id, "Weight", 1, 2, 2)]), QUICK)
    plant(url, OUTCOMES)
    with transactions() as work:
        eve = replace(SYSTEM, username=f"eve{MARKS}", where=MARKS)
        work.log.add(eve, f"odd{MARKS}", MARKS, {"reason": MARKS}, site, before=MARKS, after=MARKS)
        work.commit()


def bring(services: Services, week: str, problem: Problem, number: int) -> str:
    """A roster in which somebody works a few shifts; the run that it is kept with."""
    who, shifts = problem.employees[number].id, problem.shifts[number : number + 6 : 3]
    plan = frozenset(Assignment(who, one.id, one.demands[0].role) for one in shifts)
    file = File("own.csv", roster_csv(view(problem, plan, [])))
    return services.bringing.bring(SYSTEM, week, file, f"Mine {number}").run


def ask_for_time_off(services: Services, site: str, problem: Problem) -> None:
    for person in problem.employees[-2:]:
        services.time_off.ask(SYSTEM, site, person.id, TimeOffKind.OTHER, problem.start, problem.start, "Because")
    lines = services.time_off.lines(SYSTEM, site)
    asked = next(one.request for one in lines if one.request.note == "Because")
    services.time_off.decide(SYSTEM, site, asked, approve=False)


def plant(url: str, columns: Mapping[str, tuple[str, ...]]) -> None:
    """Marks behind every text in these columns."""
    with engine_for(url).begin() as connection:
        for name, texts in columns.items():
            table = metadata.tables[name]
            connection.execute(update(table).values({one: table.c[one] + MARKS for one in texts}))
        connection.execute(update(metadata.tables["employees"]).values(labels=[f"label {MARKS}"]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("marks")
    with serving(folder) as server:
        furnish(f"sqlite:///{folder / 'shiftwright.db'}")
        yield server


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A page whose console stays without errors, and which asks nothing."""
    page, said = browser.new_page(viewport=DESK), list[str]()
    page.on("console", lambda one: said.append(f"{page.url}: {one.text}") if one.type == "error" else None)
    page.on("dialog", lambda one: said.append(one.message))
    yield page
    page.close()
    assert said == []


def test_marks_in_any_text_are_shown_and_do_nothing_on_any_page(server: Server, window: Page) -> None:
    window.goto(f"http://127.0.0.1:{server.port}/")
    window.get_by_label("Name").fill("admin")
    window.get_by_label("Password").fill(server.password)
    window.get_by_role("button", name="Sign in").click()
    stands(window, "Overview")
    for entry in (one for group in MENU.values() for one in group if not one.own):
        look_into(window, server, entry, shows=entry.title not in WITHOUT)


def test_marks_do_nothing_on_the_pages_of_who_is_planned(server: Server, window: Page) -> None:
    window.goto(f"http://127.0.0.1:{server.port}/")
    expect(window.get_by_role("main")).to_contain_text(IMAGE)
    window.locator(f'button[value="{TEAM_MEMBER}"]').click()
    stands(window, "My schedule")
    for entry in MENU["Mine"]:
        look_into(window, server, entry, shows=False)


def look_into(page: Page, server: Server, entry: Entry, shows: bool) -> None:
    """Open a page with its tabs and all that can be unfolded; `shows`: some text with marks stands there at once."""
    title = entry.title
    if entry.aside:
        page.goto(f"http://127.0.0.1:{server.port}/{entry.file}")
        stands(page, title)
    else:
        go(page, title)
    is_clean(page, title)
    if shows:
        expect(page.get_by_test_id("stMain")).to_contain_text(IMAGE)
    for tab in page.get_by_role("tab").all()[1:]:
        tab.click()
        settled(page)
        is_clean(page, f"{title}, {tab.inner_text()}")
    for more in page.locator(MORE).all():
        if more.is_visible() and more.is_enabled():
            more.click()
            settled(page)
            is_clean(page, f"{title}, {more.inner_text()}")
            page.keyboard.press("Escape")


def is_clean(page: Page, where: str) -> None:
    assert page.evaluate(RAN) == [], where
    assert page.evaluate(MISREAD) == [], where
    assert page.get_by_test_id("stException").count() == 0, where
    assert page.get_by_role("alert").filter(has_text="report reference").count() == 0, where
