"""Sums of columns, made with + − × as rules write them, and taken apart at the end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias, Union

Term: TypeAlias = Union["Expression", int]


class Expression:
    """A whole number plus factors times other expressions or columns (by number).

    Nothing is added up before `terms` is asked, so that a sum of thousands is made in as many steps.
    """

    __slots__ = ("constant", "parts")

    def __init__(self, constant: int = 0, parts: tuple[tuple[int, "Expression | int"], ...] = ()) -> None:
        self.constant, self.parts = constant, parts

    def __add__(self, other: Term) -> "Expression":
        if isinstance(other, int):
            return Expression(other, ((1, self),))
        return Expression(0, ((1, self), (1, other)))

    def __mul__(self, factor: int) -> "Expression":
        return Expression(0, ((factor, self),))

    def __neg__(self) -> "Expression":
        return self * -1

    def __sub__(self, other: Term) -> "Expression":
        return self + -other

    def __rsub__(self, other: int) -> "Expression":
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def terms(self) -> tuple[Mapping[int, int], int]:
        """The factor of each column, none of them 0, and the constant."""
        factors: Counter[int] = Counter()
        constant, waiting = 0, [(1, self)]
        while waiting:
            times, expression = waiting.pop()
            constant += times * expression.constant
            for factor, part in expression.parts:
                if isinstance(part, int):
                    factors[part] += times * factor
                else:
                    waiting.append((times * factor, part))
        return {column: factor for column, factor in factors.items() if factor}, constant


def column(number: int) -> Expression:
    return Expression(0, ((1, number),))


def total(terms: Iterable[Term]) -> Expression:
    """The sum, an expression even where it is a number."""
    known = list(terms)
    constant = sum(term for term in known if isinstance(term, int))
    return Expression(constant, tuple((1, term) for term in known if isinstance(term, Expression)))
