"""Everybody's networks in one piece, so that compiled code goes from person to person by itself."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduling.solver.paths.best_first import Extra
from scheduling.solver.paths.network import Amounts, Network, Singles
from scheduling.solver.paths.product import Floats, Ints, Smalls
from scheduling.solver.paths.resample import Places


class Packed(NamedTuple):
    """All arrays one after another; per person and array where it begins, and its two lengths (the second may be 1).

    `scalars` are per person the levels and the width of the first amount, and the cell at the start; `over` the price
    beyond its levels.
    """

    ints: Ints
    smalls: Smalls
    floats: Floats
    singles: Singles
    int_places: Ints
    small_places: Ints
    float_places: Ints
    single_places: Ints
    scalars: Ints
    over: Floats


def packed(people: Iterable[tuple[Network, Amounts, Extra, Places]]) -> Packed:
    """Lay the arrays of all people down, those that people share only once."""
    ints, smalls, floats, singles, scalars, over = [], [], [], [], [], []
    for network, amounts, extra, places in people:
        of_network = network.states, network.first, network.leaving, network.source, network.target, network.group
        of_amounts = amounts.step, amounts.offset, amounts.outside, amounts.kind, amounts.verdict, amounts.lands
        of_extra = extra.row, extra.levels, extra.start, extra.judged
        ints.append((*of_network, network.group_first, *of_amounts, *of_extra, places.day, places.place, places.slot))
        smalls.append((extra.step,))
        floats.append((network.cost, amounts.toll, amounts.ending, extra.over, places.cost, places.off))
        singles.append((amounts.bars,))
        scalars.append((amounts.levels, amounts.width, amounts.start))
        over.append(amounts.over)
    all_ints, int_places = _laid(ints)
    all_smalls, small_places = _laid(smalls)
    all_floats, float_places = _laid(floats)
    all_singles, single_places = _laid(singles)
    at = int_places, small_places, float_places, single_places
    return Packed(all_ints, all_smalls, all_floats, all_singles, *at, np.array(scalars), np.array(over))


def _laid(people: Sequence[Sequence[NDArray[Any]]]) -> tuple[NDArray[Any], Ints]:
    """Arrays in one line, and per person and array where it begins and how long its sides are."""
    pieces: list[NDArray[Any]] = []
    known: dict[int, tuple[int, int, int]] = {}
    size = 0
    for array in (array for arrays in people for array in arrays):
        if id(array) not in known:
            known[id(array)] = (size, len(array), array.shape[1] if array.ndim > 1 else 1)
            pieces.append(array.ravel())
            size += array.size
    places = [[known[id(array)] for array in arrays] for arrays in people]
    return np.concatenate(pieces), np.array(places, dtype=np.int64)


@njit(cache=True, nogil=True)
def unpacked(packed: Packed, person: int) -> tuple[Network, Amounts, Extra, Places]:
    """A person's own again."""
    i, f = packed.int_places[person], packed.float_places[person]
    levels, width, start = packed.scalars[person]
    network = Network(
        _line(packed.ints, i[0]),
        _line(packed.ints, i[1]),
        _table(packed.ints, i[2]),
        _line(packed.ints, i[3]),
        _line(packed.ints, i[4]),
        _line(packed.ints, i[5]),
        _line(packed.floats, f[0]),
        _line(packed.ints, i[6]),
    )
    amounts = Amounts(
        _line(packed.ints, i[7]),
        _line(packed.ints, i[8]),
        levels,
        width,
        packed.over[person],
        _line(packed.ints, i[9]),
        _line(packed.ints, i[10]),
        _table(packed.singles, packed.single_places[person, 0]),
        _line(packed.ints, i[11]),
        _table(packed.ints, i[12]),
        _table(packed.floats, f[1]),
        _table(packed.floats, f[2]),
        start,
    )
    extra = Extra(
        _table(packed.smalls, packed.small_places[person, 0]),
        _line(packed.ints, i[13]),
        _line(packed.ints, i[14]),
        _line(packed.floats, f[3]),
        _line(packed.ints, i[15]),
        _table(packed.ints, i[16]),
    )
    places = Places(
        _line(packed.ints, i[17]),
        _line(packed.ints, i[18]),
        _line(packed.ints, i[19]),
        _line(packed.floats, f[4]),
        _line(packed.floats, f[5]),
    )
    return network, amounts, extra, places


@njit(cache=True, nogil=True)
def _line(flat: NDArray[Any], place: Ints) -> NDArray[Any]:
    return flat[place[0] : place[0] + place[1]]


@njit(cache=True, nogil=True)
def _table(flat: NDArray[Any], place: Ints) -> NDArray[Any]:
    return flat[place[0] : place[0] + place[1] * place[2]].reshape((place[1], place[2]))
