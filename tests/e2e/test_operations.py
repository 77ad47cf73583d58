"""Who looks after the machinery sees it, live, and can requeue, discard and end workers; nobody else can."""

import os
import signal
from collections.abc import Callable, Iterator

import dramatiq
import pytest
from playwright.sync_api import Browser, Page, expect

from data.engine import engine_for
from data.queue import QUEUE
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.records import WorkerRecord
from scheduling.services.runs import RunService
from tests.actors import MIA
from tests.e2e.conftest import DESK, House
from tests.e2e.steps import choose, enter, go, run_ends, settled, stands, start_run
from tests.services.loop import Away
from tests.workers.processes import until
from workers.broker import make_broker

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def desk(house: House, browser: Browser) -> Iterator[Page]:
    """One window on the page; tests follow each other in it."""
    page = browser.new_page(viewport=DESK)
    enter(page, house, "operations", "Operations")
    yield page
    page.close()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settled(page)


def tile(page: Page, label: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue").inner_text()


def tick(page: Page, row: int) -> None:
    """Tick a line of the only table on screen, counted from 0."""
    page.get_by_test_id("data-grid-canvas").first.click(position={"x": 15, "y": 55 + 35 * row}, force=True)
    settled(page)


def give_up_a_message(house: House) -> None:
    """A message that no worker knows what to do with."""
    settings = Settings(data_dir=house.folder)
    broker = make_broker(settings.redis_url)
    broker.declare_queue(QUEUE)
    broker.enqueue(dramatiq.Message(QUEUE, "nobody_knows", ("gone",), {}, {}))


def workers_of(house: House) -> list[WorkerRecord]:
    with SqlUnitOfWork(engine_for(Settings(data_dir=house.folder).database_url)) as work:
        return list(work.workers.all())


def test_an_empty_house_says_so_everywhere(desk: Page) -> None:
    for part in ("Database", "Redis", "Workers"):
        expect(desk.get_by_text(f"{part}: ok", exact=True)).to_be_visible()
    tab(desk, "Runs")
    expect(desk.get_by_text("No run fits.")).to_be_visible()
    tab(desk, "Times")
    expect(desk.get_by_text("No worker took a run in this time.")).to_be_visible()
    tab(desk, "Given up")
    expect(desk.get_by_text("No message was given up.")).to_be_visible()


def test_a_run_is_told_with_its_times_and_leads_back_to_its_page(desk: Page) -> None:
    go(desk, "Runs")
    start_run(desk, 3)
    run_ends(desk)
    go(desk, "Operations")
    assert tile(desk, "Failed in 24 h") == "0 of 1"
    tab(desk, "Times")
    expect(desk.get_by_text("1 runs,").first).to_be_visible()
    expect(desk.get_by_role("heading", name="Runs ended in each hour")).to_be_visible()
    tab(desk, "Runs")
    tick(desk, 0)
    expect(desk.get_by_text("asked for by admin")).to_be_visible()
    desk.get_by_text("What it did, step by step").click()
    expect(desk.get_by_text("Attempt 1")).to_be_visible()
    desk.get_by_role("button", name="Go to this run").click()
    stands(desk, "Runs")
    expect(desk.get_by_text("COMPLETED", exact=True).first).to_be_visible()


def refuse_a_run(house: House) -> None:
    """A run asked for while the queue was away."""
    engine = engine_for(Settings(data_dir=house.folder).database_url)
    with SqlUnitOfWork(engine) as work:
        week = work.schedules.of_site(work.schedules.sites()[0].id)[0].id
    RunService(lambda: SqlUnitOfWork(engine), Away()).submit(MIA, week, again=True)


def test_a_run_that_failed_is_run_again_on_its_inputs(desk: Page, house: House) -> None:
    refuse_a_run(house)
    go(desk, "Operations")
    tab(desk, "Runs")
    tick(desk, 0)
    expect(desk.get_by_text("The task queue does not answer.").last).to_be_visible()
    desk.get_by_role("button", name="Run again").click()
    expect(desk.get_by_text("A new run on the same inputs was started.")).to_be_visible()
    desk.get_by_role("button", name="Go to this run").click()
    stands(desk, "Runs")
    run_ends(desk)
    expect(desk.get_by_text("COMPLETED", exact=True).first).to_be_visible()


def test_runs_are_filtered_as_asked(desk: Page) -> None:
    go(desk, "Operations")
    tab(desk, "Runs")
    search = desk.get_by_role("textbox", name="Search", exact=True)
    search.fill("nobody")
    search.press("Enter")
    expect(desk.get_by_text("No run fits. Widen the filter.")).to_be_visible()
    search.fill("ADMIN")
    search.press("Enter")
    expect(desk.get_by_text("Tick a run").or_(desk.get_by_text("asked for by admin"))).to_be_visible()


def test_the_tab_stays_when_the_page_is_loaded_again(desk: Page) -> None:
    desk.reload()
    stands(desk, "Operations")
    expect(desk.get_by_role("tab", name="Runs", exact=True)).to_have_attribute("aria-selected", "true")


def test_a_message_that_was_given_up_is_discarded_only_when_sure(desk: Page, house: House) -> None:
    give_up_a_message(house)
    tab(desk, "Workers")
    tab(desk, "Given up")
    until(lambda: not desk.get_by_text("No message was given up.").is_visible() or bool(desk.reload()), 30)
    stands(desk, "Operations")
    expect(desk.get_by_role("button", name="Requeue")).to_be_disabled()
    tick(desk, 0)
    desk.get_by_role("button", name="Requeue").click()
    expect(desk.get_by_text("The run of this message does not exist any more.")).to_be_visible()
    tick(desk, 0)
    desk.get_by_role("button", name="Discard", exact=True).click()
    expect(desk.get_by_text("Throw away 1 message?")).to_be_visible()
    desk.get_by_role("button", name="Discard for good").click()
    expect(desk.get_by_text("1 message discarded.")).to_be_visible()
    expect(desk.get_by_text("No message was given up.")).to_be_visible()


def test_a_worker_is_ended_gently_only_when_sure_and_a_fresh_one_takes_its_place(desk: Page, house: House) -> None:
    tab(desk, "Workers")
    before = {worker.id: worker.pid for worker in workers_of(house)}
    assert len(before) == 2
    ended = next(iter(before))
    choose(desk, "End a worker", f"· {before[ended]}")
    desk.get_by_role("button", name="End gently").click()
    expect(desk.get_by_text("The worker ends the run it is on, takes no other, and goes.")).to_be_visible()
    desk.get_by_role("button", name="End this worker").click()
    expect(desk.get_by_text("was told to end.")).to_be_visible()
    until(lambda: ended not in {worker.id for worker in workers_of(house)}, 30)
    until(lambda: len(workers_of(house)) == 2, 60)
    assert len({worker.id for worker in workers_of(house)} & set(before)) == 1
    expect(desk.get_by_test_id("stMetric").filter(has_text="of 2")).to_be_visible()


def test_a_redis_that_goes_is_seen_and_so_is_its_return(desk: Page, house: House) -> None:
    tab(desk, "Workers")
    os.kill(house.redis.pid, signal.SIGSTOP)
    try:
        expect(desk.get_by_text("Redis: away", exact=True)).to_be_visible(timeout=15_000)
        expect(desk.get_by_text("Redis does not answer. Runs cannot be started")).to_be_visible()
    finally:
        os.kill(house.redis.pid, signal.SIGCONT)
    expect(desk.get_by_text("Redis: ok", exact=True)).to_be_visible(timeout=15_000)


def test_an_analyst_neither_finds_the_page_nor_gets_in_by_its_address(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.goto(f"{house.address}/operations")
    page.get_by_role("button", name="Continue as Sam, analyst").click()
    settled(page)
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    assert page.get_by_role("link", name="Operations", exact=True).count() == 0
    expect(page.get_by_text("Only a manager or an administrator may see the machinery")).to_be_visible()
    assert page.get_by_text("Workers busy").count() == 0


def test_a_manager_finds_the_page(house: House, visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.goto(f"{house.address}/")
    page.get_by_role("button", name="Continue as Maya, manager").click()
    stands(page, "Overview")
    go(page, "Operations")
    expect(page.get_by_text("Workers busy")).to_be_visible()
