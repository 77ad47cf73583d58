"""Forbidden successions as a track: the state is what may not come next, as often as it is forbidden."""

from collections import defaultdict
from datetime import date, timedelta
from typing import cast

from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, State, Step, Track, key_of, looks_at, price
from scheduling.rules.forbidden_succession import ForbiddenSuccessionParams


def state(paths: Paths, applied: Applied[ForbiddenSuccessionParams]) -> bool:
    followers: dict[str | None, tuple[str, ...]] = defaultdict(tuple)
    for first, second in sorted(set(applied.params.pairs)):
        followers[first] += (second,)
    templates = paths.problem.template_by_id

    def step(barred: State, day: date, template: str | None) -> Step | None:
        asked = template is not None and applied.covers(day, templates[template].labels)
        cost = price(applied, cast(tuple[str, ...], barred).count(template or "") if asked else 0)
        return None if cost is None else (followers[template], cost, 0)

    eve = paths.problem.start - timedelta(days=1)
    for who in applied.employees:
        last = [past.template for past in paths.problem.past_of[who] if past.date == eve]
        start = tuple(sorted(follower for template in last for follower in followers[template]))
        paths.track(who, Track(key_of(applied), start, step, lambda day: looks_at(applied, day)))
    return True
