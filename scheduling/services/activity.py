"""Look into the activity log: who did what, on what, before and after, when and from where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduling.services.log_records import LogFilter, LogRecord
from scheduling.services.log_words import CALLED, sentence
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork

PAGE_SIZE = 50
MOST_EXPORTED = 100_000
BLOCK = 5_000


@dataclass(frozen=True)
class LogLine:
    """An entry as a person reads it: as a sentence, with the names of its site and week, empty where it has none."""

    entry: LogRecord
    sentence: str
    site: str
    week: str

    @property
    def reason(self) -> str:
        """Why it was done, where somebody had to say so."""
        return str(self.entry.detail.get("reason", ""))


@dataclass(frozen=True)
class LogPage:
    """Some of the entries that fit, the newest first, and how many fit altogether."""

    lines: Sequence[LogLine]
    total: int

    @property
    def pages(self) -> int:
        """How many pages they fill, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class LogChoices:
    """What a filter can name: accounts and sites by their names, kinds of entries, the weeks of each site."""

    people: Mapping[str, str]
    actions: Sequence[str]
    sites: Mapping[str, str]
    weeks: Mapping[str, Mapping[str, str]]


class ActivityService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, reading: Transactions) -> None:
        self._reading = reading

    def choices(self, actor: Actor) -> LogChoices:
        """What there is to filter by."""
        actor.must(Action.SEE_LOG)
        with self._reading() as work:
            people, sites = _people(work), work.schedules.sites()
            return LogChoices(
                {name: people.get(name) or CALLED.get(name, name) for name in work.log.actors()},
                work.log.actions(),
                {site.id: site.name for site in sites},
                {site.id: {week.id: week.name for week in work.schedules.of_site(site.id)} for site in sites},
            )

    def page(self, actor: Actor, wanted: LogFilter, number: int = 1) -> LogPage:
        """One page of the entries that fit, counted from 1; one past the last is empty."""
        actor.must(Action.SEE_LOG)
        with self._reading() as work:
            found = work.log.find(wanted, PAGE_SIZE, PAGE_SIZE * (number - 1))
            return LogPage(_lines(work, found), work.log.count(wanted))

    def export(self, actor: Actor, wanted: LogFilter) -> Sequence[LogLine]:
        """All entries that fit, the newest first, at most `MOST_EXPORTED`."""
        actor.must(Action.SEE_LOG)
        with self._reading() as work:
            return _lines(work, list(_blocks(work, wanted)))


def _blocks(work: UnitOfWork, wanted: LogFilter) -> Iterator[LogRecord]:
    for skip in range(0, MOST_EXPORTED, BLOCK):
        found = work.log.find(wanted, BLOCK, skip)
        yield from found
        if len(found) < BLOCK:
            return


def _lines(work: UnitOfWork, entries: Sequence[LogRecord]) -> list[LogLine]:
    people, sites = _people(work), {site.id: site.name for site in work.schedules.sites()}
    told = {one.site for one in entries if one.site}
    weeks = {week.id: week.name for site in told for week in work.schedules.of_site(site)}
    return [
        LogLine(one, sentence(one, people), sites.get(one.site or "", ""), weeks.get(one.week or "", ""))
        for one in entries
    ]


def _people(work: UnitOfWork) -> Mapping[str, str]:
    """Names of those who have an account, with that account where it is called otherwise."""
    users = work.users.all()
    alike = {user.username for user in users if user.name.casefold() == user.username.casefold()}
    return {one.username: one.name if one.username in alike else f"{one.name} ({one.username})" for one in users}
