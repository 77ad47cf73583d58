"""Timefold, a local search written in Java: the rules as constraint streams over what each person does each day.

Its jars come out of its Python wheel, which is installed into a folder of its own, and only Java runs them.
"""

from benchmarks.solver.timefold.program import ready, why_not

__all__ = ["ready", "why_not"]
