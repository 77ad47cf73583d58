"""Passwords, hashed with argon2."""

from pwdlib import PasswordHash


class ArgonPasswords:
    """Implements `scheduling.services.access.Passwords`."""

    def __init__(self) -> None:
        self._hasher = PasswordHash.recommended()

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def verify(self, password: str, hashed: str) -> bool:
        return self._hasher.verify(password, hashed)
