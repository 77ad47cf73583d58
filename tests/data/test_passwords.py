"""Passwords are kept as hashes that take long to guess from."""

from data.passwords import ArgonPasswords


def test_a_hash_is_of_argon2_and_fits_its_password_only() -> None:
    passwords = ArgonPasswords()
    hashed = passwords.hash("quiet harbour lamp")
    assert hashed.startswith("$argon2id$")
    assert hashed != passwords.hash("quiet harbour lamp"), "salted"
    assert passwords.verify("quiet harbour lamp", hashed)
    assert not passwords.verify("quiet harbour lamps", hashed)
