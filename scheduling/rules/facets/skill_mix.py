"""Skill mix as rows of heads, where everybody who holds the one role that counts is of the group."""

from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, price
from scheduling.rules.skill_mix import SkillMixParams, judged


def state(paths: Paths, applied: Applied[SkillMixParams]) -> bool:
    params = applied.params
    holders = {person.id for person in paths.problem.employees if person.roles.intersection(params.roles)}
    if len(params.roles) != 1 or not holders <= set(applied.employees):
        return False
    unit = price(applied, 1)
    for shift in judged(applied):
        if params.minimum is not None and not params.only_staffed:
            paths.heads(shift, params.roles[0], params.minimum, unit, 0)
        if params.maximum is not None:
            paths.heads(shift, params.roles[0], params.maximum, 0, unit)
    return params.minimum is None or not params.only_staffed
