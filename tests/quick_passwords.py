"""Passwords without the slowness that makes Argon2 good: for tests that are about something else."""

import hashlib


class QuickPasswords:
    """Implements `scheduling.services.passwords.Passwords`."""

    def hash(self, password: str) -> str:
        return hashlib.sha256(password.encode()).hexdigest()

    def verify(self, password: str, hashed: str) -> bool:
        return self.hash(password) == hashed
