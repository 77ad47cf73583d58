"""What a form offers to choose from."""

from pages.components.param_fields import pair_choices
from scheduling.rules.catalogue import catalogue
from scheduling.services.rule_forms import form_of


def offered(code: str, *known: str) -> list[str]:
    (field,) = (one for one in form_of(catalogue()[code]).fields if one.name == "pairs")
    return list(pair_choices(field, {name: name.title() for name in known}).values())


def test_nobody_is_offered_as_their_own_partner() -> None:
    assert offered("pairing", "ann", "ben") == ["Ann and Ben", "Ben and Ann"]


def test_a_shift_may_follow_one_of_its_own_kind() -> None:
    assert offered("forbidden_succession", "day", "night") == [
        "Day → Day",
        "Day → Night",
        "Night → Day",
        "Night → Night",
    ]
