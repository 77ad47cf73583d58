"""My wishes: which shifts somebody wants or does not want themselves, on a date or every week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from scheduling.domain.clock import day_text
from scheduling.domain.errors import InvalidInput, NotFound
from scheduling.domain.problem import Preference, ShiftRequest
from scheduling.services.hands import ABOUT
from scheduling.services.mine import myself
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import EmployeeRecord
from scheduling.services.wish_sentences import own_text, wish_text

MOST = 40
"""So many wishes one person may have at once: who wishes for everything wishes for nothing."""

OwnWish: TypeAlias = ShiftRequest | Preference


class Strength(IntEnum):
    """How much a wish means to somebody, as its weight."""

    A_LITTLE = 1
    CLEARLY = 2
    VERY_MUCH = 3


@dataclass(frozen=True)
class OwnWishes:
    """The actor's own wishes that are not over, and the names of shifts (by template id) that can be wished for."""

    employee: str
    today: date
    shifts: Mapping[str, str]
    requests: tuple[ShiftRequest, ...]
    preferences: tuple[Preference, ...]

    def text(self, wish: OwnWish) -> str:
        """The wish as its owner reads it."""
        return own_text(wish, self.shifts)

    def told(self, wish: OwnWish) -> str:
        """The wish as others read it, with what it counts: "Prefers Late on Fridays, counts 2"."""
        return f"{wish_text(wish, self.shifts)}, counts {wish.weight}"


class OwnWishesService:
    """Everything here is about the actor alone; nobody can name anybody else."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, at: datetime | None = None) -> OwnWishes:
        """The wishes from a moment on (now unless given); NotAllowed when the account is that of nobody planned."""
        actor.must(Action.SAY_OWN_WISHES)
        with self._transactions() as unit:
            return _view(unit, myself(unit, actor), at)

    def ask(
        self, actor: Actor, day: date, shift: str, strength: Strength, *, wanted: bool, at: datetime | None = None
    ) -> None:
        """Ask to work a shift (template id) on a date, or not to; it takes the place of what was asked about it before.

        Raises
        ------
        InvalidInput
            When the date is over, or there are too many wishes already.
        NotFound
            When there is no such shift any more.
        """
        self._keep(actor, lambda me: ShiftRequest(me, day, shift, wanted, int(strength)), at)

    def prefer(self, actor: Actor, shift: str | None, weekday: int | None, strength: Strength, *, avoid: bool) -> None:
        """Prefer a shift (template id), a weekday (0: Monday) or both, or `avoid` it; replaces what was said about it.

        Raises
        ------
        InvalidInput
            When neither is named, the weekday is none, or there are too many wishes already.
        NotFound
            When there is no such shift any more.
        """
        if shift is None and weekday is None:
            raise InvalidInput("Choose a shift, a weekday, or both.")
        if weekday is not None and not 0 <= weekday < 7:
            raise InvalidInput("Choose a weekday from Monday to Sunday.")
        self._keep(actor, lambda me: Preference(me, shift, weekday, weight=int(strength), avoid=avoid))

    def drop(self, actor: Actor, wish: OwnWish) -> None:
        """Take a wish back; NotFound where it is not there any more as it was."""
        actor.must(Action.SAY_OWN_WISHES)
        with self._transactions() as unit:
            me = myself(unit, actor)
            seen = _view(unit, me)
            if not unit.wishes.drop(replace(wish, employee=me.id)):
                raise NotFound("This wish is not there any more as you saw it. Look at the list again.")
            self._log(unit, actor, "wish withdrawn", me, seen.told(wish), "")
            unit.commit()

    def _keep(
        self, actor: Actor, wish_of: Callable[[str], ShiftRequest | Preference], at: datetime | None = None
    ) -> None:
        actor.must(Action.SAY_OWN_WISHES)
        with self._transactions() as unit:
            me = myself(unit, actor)
            unit.wishes.lock({me.id})
            seen, wish = _view(unit, me, at), wish_of(me.id)
            _check(seen, wish)
            there: tuple[OwnWish, ...] = (*seen.requests, *seen.preferences)
            before = next((one for one in there if _about(one) == _about(wish)), None)
            if before == wish:
                return
            unit.wishes.keep(wish)
            self._log(unit, actor, "wish said", me, seen.told(before) if before else "", seen.told(wish))
            unit.commit()

    @staticmethod
    def _log(unit: UnitOfWork, actor: Actor, action: str, me: EmployeeRecord, before: str, after: str) -> None:
        unit.log.add(actor, action, me.name, {ABOUT: [me.id]}, me.site, before=before, after=after)


def _about(wish: OwnWish) -> OwnWish:
    """What a wish is about; of two with the same, one takes the place of the other."""
    if isinstance(wish, ShiftRequest):
        return replace(wish, on=True, weight=1)
    return replace(wish, avoid=False, weight=1)


def _view(unit: UnitOfWork, me: EmployeeRecord, at: datetime | None = None) -> OwnWishes:
    zone = ZoneInfo(unit.schedules.site(me.site).timezone)
    today = (at or datetime.now(zone)).astimezone(zone).date()
    return OwnWishes(
        me.id,
        today,
        {record.id: record.template.name for record in unit.demand.templates(me.site)},
        tuple(one for one in unit.wishes.requests(me.site, today, date.max) if one.employee == me.id),
        tuple(one for one in unit.wishes.preferences(me.site) if one.employee == me.id),
    )


def _check(seen: OwnWishes, wish: OwnWish) -> None:
    if wish.template is not None and wish.template not in seen.shifts:
        raise NotFound("This shift does not exist any more; choose another.")
    if isinstance(wish, ShiftRequest) and wish.date < seen.today:
        raise InvalidInput(f"{day_text(wish.date)} is over; choose a day from today on.")
    if len(seen.requests) + len(seen.preferences) >= MOST:
        raise InvalidInput(f"You have {MOST} wishes already; withdraw one that matters less.")
