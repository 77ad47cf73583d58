"""How much of what is wanted can be given at most, when givers serve several wants: a maximum flow."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ortools.graph.python import max_flow

Giver = TypeVar("Giver", bound=Hashable)
Want = TypeVar("Want", bound=Hashable)


@dataclass(frozen=True)
class Deficit(Generic[Want]):
    """Wants that together cannot be met, however the rest is dealt with: `given` of `wanted` at most."""

    wants: tuple[Want, ...]
    wanted: int
    given: int

    @property
    def missing(self) -> int:
        return self.wanted - self.given


def deficits(
    wanted: Mapping[Want, int], supply: Mapping[Giver, int], arcs: Mapping[tuple[Giver, Want], int]
) -> list[Deficit[Want]]:
    """The smallest groups of wants that fall short in every distribution, apart from each other.

    Parameters
    ----------
    wanted, supply
        What each want asks for, and what each giver has.
    arcs
        The most that a giver may give to a want; a pair that is not there gives nothing.
    """
    net = _Network(wanted, supply, arcs)
    givers, wants = net.short()
    groups = _joined(wants, [(giver, want) for giver, want in arcs if giver in givers])
    return [Deficit(tuple(group), sum(wanted[w] for w in group), sum(net.given(w) for w in group)) for group in groups]


class _Network(Generic[Giver, Want]):
    """Node 0 is the source, node 1 the sink; then come givers, then wants."""

    def __init__(
        self, wanted: Mapping[Want, int], supply: Mapping[Giver, int], arcs: Mapping[tuple[Giver, Want], int]
    ) -> None:
        self._givers = {giver: 2 + k for k, giver in enumerate(supply)}
        self._wants = {want: 2 + len(supply) + k for k, want in enumerate(wanted)}
        self._flow = max_flow.SimpleMaxFlow()
        for giver, amount in supply.items():
            self._flow.add_arc_with_capacity(0, self._givers[giver], amount)
        for (giver, want), amount in arcs.items():
            self._flow.add_arc_with_capacity(self._givers[giver], self._wants[want], amount)
        self._last = {
            want: self._flow.add_arc_with_capacity(self._wants[want], 1, amount) for want, amount in wanted.items()
        }
        self._flow.solve(0, 1)

    def given(self, want: Want) -> int:
        return int(self._flow.flow(self._last[want]))

    def short(self) -> tuple[set[Giver], list[Want]]:
        """Wants that are not met, those that share their givers, and these givers: the sink's side of the cut."""
        side = set(self._flow.get_sink_side_min_cut())
        givers = {giver for giver, node in self._givers.items() if node in side}
        return givers, [want for want, node in self._wants.items() if node in side]


def _joined(wants: Sequence[Want], arcs: Iterable[tuple[Giver, Want]]) -> list[list[Want]]:
    """The wants in groups, so that no giver serves two groups."""
    givers_of: dict[Want, set[Giver]] = {want: set() for want in wants}
    for giver, want in arcs:
        if want in givers_of:
            givers_of[want].add(giver)
    groups: list[tuple[set[Giver], list[Want]]] = []
    for want in wants:
        together = [group for group in groups if not group[0].isdisjoint(givers_of[want])]
        groups = [group for group in groups if group not in together]
        givers = givers_of[want].union(*(group[0] for group in together))
        groups.append((givers, [*(w for group in together for w in group[1]), want]))
    return [group for _, group in groups]
