"""Which of some rosters to take, and why, in one plain sentence or two."""

from collections.abc import Sequence

from scheduling.services.measures import LINES, Line, Measures
from scheduling.services.yardstick import Counted

MOST_SAID = 3

Judged = tuple[str, Counted, Measures]


def verdict(items: Sequence[Judged]) -> tuple[str, str]:
    """The name of the roster to take (the first of equal ones), and the sentence that says why.

    Those that break hard rules are out, unless all do. The lowest penalty decides; measures say what it means.
    """
    ordered = sorted(items, key=lambda item: (item[1].hard, item[1].penalty))
    best, others = ordered[0], ordered[1:]
    if best[1].hard:
        return best[0], f"None can be taken as it is: even {best[0]} breaks {_rules(best[1].hard)} that must hold."
    out = [item for item in others if item[1].hard]
    fair = [item for item in others if not item[1].hard]
    said = f" {_out(out)}" if out else ""
    if not fair:
        return best[0], f"Take {best[0]}: it is the only one that breaks no rule that must hold.{said}"
    second = fair[0]
    if second[1].penalty == best[1].penalty:
        equal = [item for item in ordered if item[1].hard == 0 and item[1].penalty == best[1].penalty]
        return best[0], f"{_equal(equal)}{said}"
    its, next_best = (
        f"its penalty is {best[1].penalty:,}",
        f"that of {second[0]}, the next best, is {second[1].penalty:,}",
    )
    why = f"Take {best[0]}: {its}; {next_best}."
    return best[0], f"{why} {_means(best, second)}{said}"


def best_of(line: Line, items: Sequence[Measures]) -> frozenset[int]:
    """Which of some rosters are best in one measure (their places); none where all are alike or it does not apply."""
    values = [line.value(item) for item in items]
    known = [value * line.sign for value in values if value is not None]
    if len(set(known)) < 2:
        return frozenset()
    return frozenset(k for k, value in enumerate(values) if value is not None and value * line.sign == max(known))


def _means(best: Judged, second: Judged) -> str:
    """What one has over the other, and what it costs."""
    gains: list[str] = []
    prices: list[str] = []
    for line in LINES:
        mine, its = line.value(best[2]), line.value(second[2])
        if mine is not None and its is not None and mine != its:
            better = (mine - its) * line.sign > 0
            (gains if better else prices).append(line.gap(mine - its))
    won, lost = _listed(gains[:MOST_SAID]), _listed(prices[:MOST_SAID])
    if won and lost:
        return f"Compared with {second[0]} it has {won}; the price is {lost}."
    if won:
        return f"Compared with {second[0]} it has {won}, and is worse in no measure."
    if lost:
        return f"In plain measures it has {lost}: the difference lies in what the weights of the rules say."
    return "In plain measures both are alike: the difference lies in what the weights of the rules say."


def _equal(equal: Sequence[Judged]) -> str:
    names = " or ".join(name for name, _, _ in equal)
    differ = [line.label.lower() for line in LINES if best_of(line, [numbers for _, _, numbers in equal])]
    choice = f"they differ in {_listed(differ)}, so choose by that" if differ else "they are alike in every measure too"
    return f"Take {names}: they cost the same, {equal[0][1].penalty:,}, and {choice}."


def _out(items: Sequence[Judged]) -> str:
    if len(items) == 1:
        return f"{items[0][0]} is out: it breaks {_rules(items[0][1].hard)} that must hold."
    return f"{_listed([name for name, _, _ in items])} are out: they break rules that must hold."


def _rules(number: int) -> str:
    return "one rule" if number == 1 else f"rules in {number} places"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
