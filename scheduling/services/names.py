"""What people may call things, and write beside them: it ends up in tables, spreadsheets, calendars and terminals."""

import re
import unicodedata
from collections.abc import Mapping

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem

FORMULA = ("=", "+", "-", "@")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Control characters, line and paragraph marks, and halves of characters.
UNSEEN = frozenset({"Cc", "Zl", "Zp", "Cs"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_PERSON, LONGEST_PLACE, LONGEST_CODE = 120, 80, 12
LONGEST: Mapping[str, int] = {"person": LONGEST_PERSON, "contract": 120, "week": 120, "role": 80, "profile": 80}
"""Characters that fit, by what bears the name."""


def check_name(name: str, what: str, longest: int = LONGEST_PLACE) -> None:
    """Refuse a name that is not one line of visible characters, or that a spreadsheet would take for a formula.

    `what` bears it: "person", "short code". Tables of names are copied and downloaded as they are shown.

    Raises
    ------
    InvalidInput
        Saying what is wrong, and what to do.
    """
    if not name.strip():
        raise InvalidInput(f"A {what} needs a name; enter one.")
    check_label(name, f"The name of a {what}", LONGEST.get(what, longest))


def check_label(text: str, where: str, longest: int = LONGEST_PLACE) -> None:
    """The same for what may be empty: a place, a label."""
    check_text(text, where, longest, lines=False)
    if text.lstrip().startswith(FORMULA):
        raise InvalidInput(
            f"{where} cannot begin with “{text.lstrip()[0]}”: spreadsheets would take it for a formula. "
            "Begin it with a letter or a number."
        )


def check_text(text: str, where: str, longest: int, *, lines: bool = True) -> None:
    """Refuse text that is too long, or has characters that nobody sees; several `lines` are fine unless told."""
    if len(text) > longest:
        raise InvalidInput(f"{where} has {len(text):,} characters ({text[:30]}…); at most {longest:,} fit. Shorten it.")
    allowed = "\n\r\t" if lines else ""
    for one in text:
        if (unicodedata.category(one) in UNSEEN and one not in allowed) or one in TURNING:
            raise InvalidInput(f"{where} has a character that nobody sees ({one!a}); type it again without.")


def check_colour(colour: str, where: str) -> None:
    """Refuse what is no colour like #1f5f8b; none at all is fine."""
    if colour and not COLOUR.fullmatch(colour):
        raise InvalidInput(f"The colour of {where} is none like #1f5f8b; choose another.")


def check_names(problem: Problem) -> None:
    """Refuse a problem from outside with names that nobody could have entered."""
    named = {
        "week": [problem.name],
        "role": [role.name for role in problem.roles],
        "contract": [contract.name for contract in problem.contracts],
        "shift template": [template.name for template in problem.templates],
        "person": [person.name for person in problem.employees],
    }
    for what, names in named.items():
        for name in names:
            check_name(name, what)
    for template in problem.templates:
        check_label(template.code, f"The short code of {template.name}", LONGEST_CODE)
        check_label(template.location, f"The place of {template.name}")
        check_colour(template.colour, template.name)
    for person in problem.employees:
        check_label(person.home, f"The home of {person.name}")
    labels = [one.labels for one in problem.templates] + [one.labels for one in problem.employees]
    for label in frozenset[str]().union(*labels):
        check_label(label, f"The label “{label[:30]}”")
