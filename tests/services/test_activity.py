"""The activity log is read in sentences, page by page, by those who may, and taken along as it is filtered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import NotAllowed
from scheduling.services import activity
from scheduling.services.activity import ActivityService
from scheduling.services.log_records import LogFilter, LogRecord
from scheduling.services.log_words import SENTENCES, sentence
from scheduling.services.permissions import COMMAND_LINE, SYSTEM
from scheduling.services.records import SettingRecord, TimeOffKind, TimeOffRecord, UserRecord, UserRole
from scheduling.services.team import TeamService
from scheduling.services.time_off import TimeOffService
from scheduling.services.tuning import TuningService
from tests.actors import EVE, MIA, SAM
from tests.builders import setting
from tests.services.small_site import MONDAY, add_site

Open = Callable[[], SqlUnitOfWork]


@pytest.fixture
def site(transactions: Open) -> str:
    site, _ = add_site(transactions, (setting("coverage", 100, over=1),))
    with transactions() as work:
        work.users.add(UserRecord("u", "mia", "Mia Byrne", UserRole.MANAGER))
        work.commit()
    return site


def told(transactions: Open, wanted: LogFilter | None = None) -> list[tuple[str, str, str]]:
    lines = ActivityService(transactions).page(MIA, wanted or LogFilter()).lines
    return [(line.sentence, line.entry.before, line.entry.after) for line in lines]


def test_what_people_do_reads_as_sentences_with_before_and_after(transactions: Open, site: str) -> None:
    team, time_off = TeamService(transactions), TimeOffService(transactions)
    view = team.view(MIA, site)
    ann, cook = view.people[0], next(role.id for role in view.roles if role.name == "Cook")
    team.save_people(MIA, site, [replace(ann, roles=frozenset({cook}))])
    time_off.ask(MIA, site, ann.id, TimeOffKind.VACATION, MONDAY, MONDAY, "")
    time_off.decide(MIA, site, _only_request(transactions, site), approve=True)
    TuningService(transactions).save_settings(MIA, [_heavier(transactions, site)])
    rule, approved, asked, person = told(transactions)
    assert person == ("Mia Byrne (mia) changed Ann in the team", "roles: Cook, Waiter", "roles: Cook")
    days = "Ann, Mon 5 Jan 2026"
    assert asked == (
        f"Mia Byrne (mia) asked for time off for {days}",
        "",
        "kind: vacation; days: Mon 5 Jan 2026; state: pending",
    )
    assert approved == (f"Mia Byrne (mia) approved time off of {days}", "state: pending", "state: approved")
    assert rule[0] == "Mia Byrne (mia) changed a rule “Coverage”"
    assert rule[1].endswith("each breach costs 100")
    assert rule[2].endswith("each breach costs 101")


def _only_request(transactions: Open, site: str) -> TimeOffRecord:
    with transactions() as work:
        (request,) = work.wishes.time_off(site)
    return request


def _heavier(transactions: Open, site: str) -> SettingRecord:
    with transactions() as work:
        (record,) = work.rules.settings(site)
    return replace(record, setting=replace(record.setting, weight=101))


def test_the_house_and_the_command_line_are_called_what_they_are() -> None:
    def said(actor: str, action: str) -> str:
        return sentence(LogRecord(None, actor, action, "Week 1", {"who": "someone"}), {})  # type: ignore[arg-type]

    assert said(SYSTEM.username, "week published") == "The house itself published Week 1"
    assert said(COMMAND_LINE.username, "week published") == "Somebody at the command line published Week 1"
    assert said("{zoe}", "demand copied") == "{zoe} planned Week 1 as another week"
    assert said("zoe", "something of later") == "zoe: something of later, Week 1"


def test_pages_follow_each_other_without_gap_and_the_export_has_all(
    transactions: Open, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "PAGE_SIZE", 3)
    monkeypatch.setattr(activity, "BLOCK", 2)
    with transactions() as work:
        for k in range(7):
            work.log.add(MIA, "role added", f"Role {k}", site=site, after="name")
        work.commit()
    service = ActivityService(transactions)
    pages = [service.page(MIA, LogFilter(), number) for number in (1, 2, 3)]
    assert [page.total for page in pages] == [7, 7, 7]
    assert pages[0].pages == 3
    subjects = [line.entry.subject for page in pages for line in page.lines]
    assert subjects == [f"Role {k}" for k in range(6, -1, -1)]
    assert [line.entry.subject for line in service.export(MIA, LogFilter())] == subjects
    assert {line.site for line in service.export(MIA, LogFilter(text="role 3"))} == {"Harbour"}
    assert len(service.export(MIA, LogFilter(text="role 3"))) == 1


def test_who_may_not_see_the_log_is_told_who_may(transactions: Open, site: str) -> None:
    service = ActivityService(transactions)
    for ask in (
        service.choices,
        lambda who: service.page(who, LogFilter()),
        lambda who: service.export(who, LogFilter()),
    ):
        for who in (SAM, EVE):
            with pytest.raises(NotAllowed, match="Only a manager or an administrator may see the activity log"):
                ask(who)


def test_the_filter_offers_what_there_is(transactions: Open, site: str) -> None:
    with transactions() as work:
        work.log.add(MIA, "role added", "Host", site=site)
        work.log.add(SYSTEM, "log pruned", "9 entries")
        work.commit()
    choices = ActivityService(transactions).choices(MIA)
    assert choices.people == {"mia": "Mia Byrne (mia)", "system": "The house itself"}
    assert set(choices.actions) == {"role added", "log pruned"} <= set(SENTENCES)
    assert (list(choices.sites.values()), list(choices.weeks[site].values())) == (["Harbour"], ["First week"])
