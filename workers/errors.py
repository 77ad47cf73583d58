"""Why the house cannot be started."""

from scheduling.domain.errors import ShiftwrightError


class LaunchError(ShiftwrightError):
    """Something that must be there before anything is started is missing or taken."""
