"""How good a roster is known to be, in words, and what stopping now risks."""

import math
from collections.abc import Iterable

from scheduling.domain.runs import relative_gap
from scheduling.domain.settings import RuleSetting
from scheduling.services.rule_sentences import rule_label

USELESS = 90.0
"""Percent from which a bound says next to nothing."""


def quality(objective: int | None, bound: int | None, settings: Iterable[RuleSetting] = ()) -> str:
    """What is proven about a roster, and what is at risk if nobody searches further.

    Parameters
    ----------
    objective, bound
        Its penalty, and what no roster's penalty lies below; None while unknown.
    settings
        Tell what the risk is beside the dearest wish that is on; none, and that is left out.
    """
    gap = relative_gap(objective, bound)
    if objective is None:
        return "No roster yet."
    if gap is None or bound is None:
        return "Nothing is proven yet: how much better a roster could be is not known."
    if gap == 0:
        return "Proven: no roster has a lower penalty. Searching further gains nothing."
    room = objective - bound
    if gap >= USELESS:
        return f"Little is proven yet: a far better roster may exist (up to {room:,} less penalty). Search on."
    possible = f"At most {_percent(gap)} % better is possible"
    return f"{possible}: stopping now risks {room:,} of penalty and no more{_beside(room, settings)}."


def _percent(gap: float) -> str:
    """Rounded up, since it says "at most"."""
    return f"{math.ceil(10 * gap - 1e-9) / 10:.1f}"


def _beside(room: int, settings: Iterable[RuleSetting]) -> str:
    """The risk beside what one unit of the dearest wish costs."""
    soft = [one for one in settings if one.enabled and one.weight]
    dearest = max(soft, key=lambda one: one.weight or 0, default=None)
    if dearest is None or not dearest.weight:
        return ""
    name, weight = rule_label(dearest.code).lower(), dearest.weight
    if room < weight:
        return f", less than one unit of {name} costs ({weight:,})"
    return f", as much as {room // weight:,} unit{'s' * (room // weight > 1)} of {name}"
