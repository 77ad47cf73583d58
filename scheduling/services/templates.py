"""What makes a shift template and its heads acceptable."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scheduling.domain.clock import MINUTES_PER_DAY, clock_text
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand, ShiftTemplate
from scheduling.services.names import LONGEST_CODE, LONGEST_PLACE, check_colour, check_label


def check_template(template: ShiftTemplate, demands: Iterable[Demand], roles: Mapping[str, str], where: str) -> None:
    """Refuse a template that cannot be planned. `roles` are the names of the site's roles by id.

    Raises
    ------
    InvalidInput
        With a sentence that names the template, what is wrong and what to do.
    """
    for value, what, longest in ((template.name, "name", LONGEST_PLACE), (template.code, "short code", LONGEST_CODE)):
        if not value.strip():
            raise InvalidInput(f"{where} has no {what}; enter one.")
        check_label(value, f"The {what} of {where}", longest)
    for label in (template.location, *template.labels):
        check_label(label, f"A place or label of {template.name}")
    check_colour(template.colour, template.name)
    if template.end <= template.start:
        raise InvalidInput(
            f"{template.name} starts at {clock_text(template.start)} and ends at {clock_text(template.end)}, which is "
            "not later. Correct the times, or mark the end as being on the next day."
        )
    if template.end > template.start + MINUTES_PER_DAY:
        raise InvalidInput(f"{template.name} lasts longer than 24 hours; end it earlier, or on the same day.")
    check_heads(demands, roles, template.name)


def check_heads(demands: Iterable[Demand], roles: Mapping[str, str], where: str) -> None:
    """Refuse demands without any head, for unknown roles, or whose numbers contradict each other."""
    wanted = list(demands)
    for demand in wanted:
        role = roles.get(demand.role)
        if role is None:
            raise InvalidInput(f"{where} asks for a role that does not exist any more; choose another.")
        _check_order(demand, f"{where}, {role}")
    if not any(demand.minimum or demand.target or demand.maximum for demand in wanted):
        raise InvalidInput(f"{where} has no heads. Enter how many people of at least one role it needs.")


def _check_order(demand: Demand, where: str) -> None:
    minimum, target, maximum = demand.minimum, demand.target, demand.maximum
    for number in (minimum, target, maximum, demand.under_cost, demand.over_cost):
        if number is not None and number < 0:
            raise InvalidInput(f"{where}: {number} is below zero; enter 0 or more.")
    if demand.priority < 1:
        raise InvalidInput(f"{where}: the priority of {demand.priority} is below one; enter 1 or more.")
    if target is not None and target < minimum:
        raise InvalidInput(f"{where}: the target of {target} is below the minimum of {minimum}; raise it.")
    floor = max(minimum, target or 0)
    if maximum is not None and maximum < floor:
        raise InvalidInput(
            f"{where}: the maximum of {maximum} is below the {floor} wanted; raise it or leave it empty."
        )


def with_heads(demands: Iterable[Demand], role: str, heads: int | None) -> tuple[Demand, ...]:
    """The demands with the target of one role set; minimum and maximum give way where the target passes them.

    None takes the role off.
    """
    by_role = {demand.role: demand for demand in demands}
    before = by_role.pop(role, Demand(role))
    if heads is not None:
        highest = None if before.maximum is None else max(before.maximum, heads)
        lowest = min(before.minimum, max(heads, 0))
        by_role[role] = replace(before, minimum=lowest, target=heads, maximum=highest)
    return tuple(sorted(by_role.values(), key=lambda demand: demand.role))
