"""The limits that NRP instances put on people and shifts, as settings of catalogue rules."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduling.domain.clock import hours_text
from scheduling.domain.problem import Contract
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.formats.lines import Line

LONGEST_NAME = 110
Stated = tuple[str, int | None, Scope, Mapping[str, Any]]


@dataclass(frozen=True)
class Terms:
    """What a line of staff allows; people with equal terms share a contract. Totals are minutes."""

    most: int
    least: int
    longest: int
    shortest: int
    shortest_off: int
    weekends: int
    shift_limits: tuple[tuple[str, int], ...]

    def words(self, days: int) -> str:
        """The terms as a name; a limit that a horizon of so many days cannot exceed is left out."""
        barred = [template for template, limit in self.shift_limits if limit == 0]
        parts = [
            f"{hours_text(self.least)} to {hours_text(self.most)}",
            f"{self.shortest} to {self.longest} days in a row",
            f"{self.shortest_off} or more off",
            f"{self.weekends} weekend" if self.weekends == 1 else f"{self.weekends} weekends",
            *(f"{limit} {template}" for template, limit in self.shift_limits if 0 < limit < days),
            *([f"no {', '.join(barred)}"] if barred else []),
        ]
        return ", ".join(parts)


def read_terms(line: Line, templates: Collection[str]) -> Terms:
    """The terms on a line of staff; UnreadableFile when a limit is not one."""
    most, least = line.whole(2, "MaxTotalMinutes"), line.whole(3, "MinTotalMinutes")
    longest, shortest = line.whole(4, "MaxConsecutiveShifts"), line.whole(5, "MinConsecutiveShifts")
    if least > most or shortest > longest:
        raise line.wrong("a minimum is above its maximum")
    shortest_off, weekends = line.whole(6, "MinConsecutiveDaysOff"), line.whole(7, "MaxWeekends")
    return Terms(most, least, longest, shortest, shortest_off, weekends, tuple(_shift_limits(line, templates)))


def contracts_of(terms: Sequence[Terms], days: int) -> dict[Terms, Contract]:
    """One contract for each of the different terms, its name in words."""
    contracts: dict[Terms, Contract] = {}
    for number, each in enumerate(dict.fromkeys(terms), start=1):
        words = each.words(days)
        if len(words) > LONGEST_NAME or words in {contract.name for contract in contracts.values()}:
            words = f"{words[:LONGEST_NAME]}… ({number})"
        contracts[each] = Contract(f"c{number}", words)
    return contracts


def settings_of(pairs: list[list[str]], contracts: Mapping[Terms, Contract]) -> tuple[RuleSetting, ...]:
    """Every rule of the format, once for everyone or once for each contract."""
    stated = list(_for_everyone(pairs))
    for terms, contract in contracts.items():
        scope = Scope(ScopeKind.CONTRACT, (contract.id,))
        stated.extend((code, None, scope, params) for code, params in _for_contract(terms))
    return tuple(RuleSetting(f"r{number}", *parts) for number, parts in enumerate(stated, start=1))


def forbidden_pairs(lines: Sequence[Line], templates: Collection[str]) -> list[list[str]]:
    """Which shift may not follow which on the next day."""
    pairs = []
    for line in lines:
        for follower in filter(None, (part.strip() for part in line.fields[2].split("|"))):
            if follower not in templates:
                raise line.wrong(f"the shift '{follower}' that may not follow is not defined")
            pairs.append([line.fields[0], follower])
    return pairs


def _for_everyone(pairs: list[list[str]]) -> Iterator[Stated]:
    everyone = Scope()
    yield "coverage", 1, everyone, {"level": "target", "under": 1, "over": 1}
    yield "availability", 1, everyone, {"kind": "requests"}
    yield "availability", None, everyone, {"kind": "unavailable"}
    yield "max_shifts_per_day", None, everyone, {"maximum": 1}
    if pairs:
        yield "forbidden_succession", None, everyone, {"pairs": pairs}


def _for_contract(terms: Terms) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "working_time", {"minimum": terms.least, "maximum": terms.most, "period": "horizon"}
    run = {"minimum": terms.shortest or None, "maximum": terms.longest or None}
    yield "consecutive_days", {**run, "edges": "open"}
    yield "consecutive_days_off", {"minimum": terms.shortest_off or None, "edges": "open"}
    yield "weekends", {"maximum": terms.weekends}
    for template, limit in terms.shift_limits:
        yield "shift_count", {"templates": [template], "maximum": limit, "period": "horizon"}


def _shift_limits(line: Line, templates: Collection[str]) -> Iterator[tuple[str, int]]:
    """`D=14|N=0`: how often each template may be worked."""
    for part in filter(None, line.fields[1].split("|")):
        template, _, number = (piece.strip() for piece in part.partition("="))
        if template not in templates:
            raise line.wrong(f"MaxShifts names the shift '{template}', which is not defined")
        if not number.isdecimal():
            raise line.wrong(f"MaxShifts says '{part}'; a form like {template}=14 is expected")
        yield template, int(number)
