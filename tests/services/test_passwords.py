"""A password that is easily guessed is refused with what is wrong about it."""

import re

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.services.passwords import check_password, one_time_password


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short one", "has 9 characters and needs at least 10"),
        ("abababababab", "over and over"),
        ("Aoife Byrne 1", "made of your name"),
        ("aoife.byrne", "made of your name"),
        ("x" * 201, "longer than 200"),
    ],
)
def test_it_says_what_is_wrong(password: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        check_password(password, "Aoife Byrne", "aoife.byrne")


def test_a_few_words_are_a_good_password_and_so_is_one_with_a_name_in_it() -> None:
    check_password("quiet harbour lamp", "Aoife Byrne")
    check_password("aoife likes boats", "Aoife Byrne")


def test_what_is_given_for_once_can_be_read_aloud_and_is_never_the_same() -> None:
    found = {one_time_password() for _ in range(50)}
    assert len(found) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one) for one in found)
    for one in found:
        check_password(one)
