"""Who asks services for something in tests: managers under several names, and one of each other role."""

from scheduling.services.permissions import Actor
from scheduling.services.records import UserRole

ANN, BEN, BOB, MIA, NOA, OLA = (Actor(name, UserRole.MANAGER) for name in ("ann", "ben", "bob", "mia", "noa", "ola"))
SAM = Actor("sam", UserRole.ANALYST)
EVE = Actor("eve", UserRole.EMPLOYEE)
