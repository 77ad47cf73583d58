"""References written from the code itself: all rules, and who may do what."""

from collections.abc import Iterator

from scheduling.services.permissions import ALLOWED
from scheduling.services.records import UserRole
from scheduling.services.rule_forms import FieldKind, ParamField, RuleForm, rule_forms

HEAD = """# All rules

Each rule can be set any number of times, on or off, hard or soft with a weight, for everyone or a narrower scope, and
for some shifts only. A soft breach costs weight × units. Written by `python -m scheduling rules`; the texts are those
of the rules themselves.
"""
SHOWN = {
    FieldKind.DURATION: "hours (kept in minutes)",
    FieldKind.CLOCK: "time of day",
    FieldKind.MONEY: "money (kept in cents)",
    FieldKind.FLAG: "yes or no",
    FieldKind.WEEKDAYS: "weekdays",
    FieldKind.TABLE: "table",
}


def reference() -> str:
    """The page, in Markdown."""
    lines = [HEAD, *(line for form in rule_forms().values() for line in _rule(form))]
    return "\n".join(lines).rstrip() + "\n"


def access_table() -> str:
    """Every action and the roles that may do it, in Markdown."""
    lines = [f"| may | {' | '.join(UserRole)} |", f"|---|{':-:|' * len(UserRole)}"]
    for action, roles in ALLOWED.items():
        lines.append(f"| {action.value} | {' | '.join('yes' if role in roles else '–' for role in UserRole)} |")
    return "\n".join(lines) + "\n"


def _rule(form: RuleForm) -> Iterator[str]:
    yield f"## {form.label}\n"
    yield f"`{form.code}` · counts {form.unit}s\n" if " " not in form.unit else f"`{form.code}` · counts: {form.unit}\n"
    yield f"{form.help}\n"
    if form.fields:
        yield "| parameter | asks for | when left alone | |"
        yield "|---|---|---|---|"
        for field in form.fields:
            yield from _field(field)
        yield ""


def _field(field: ParamField, prefix: str = "") -> Iterator[str]:
    asked = SHOWN.get(field.kind) or " or ".join(map(str, field.options)) or field.kind.value
    if field.refers:
        asked = f"{field.kind.value} of {field.refers}s"
    default = "" if field.default in (None, "", [], ()) else str(field.default)
    yield f"| {prefix}{field.title} (`{field.name}`) | {asked} | {default} | {field.help} |"
    for column in field.columns:
        yield from _field(column, f"{field.title}: ")
