"""One tree of errors. Each message is a sentence for a person: what, where, what to do."""


class ShiftwrightError(Exception):
    """Root of everything that is raised on purpose; its text may be shown as it is."""


class InvalidInput(ShiftwrightError):
    """Something entered cannot be accepted; nothing was written."""


class NotFound(ShiftwrightError):
    """What was asked for does not exist (any more)."""


class Conflict(ShiftwrightError):
    """Somebody else changed the same thing in the meantime; nothing was written."""


class NotAllowed(ShiftwrightError):
    """The signed-in person may not do this."""


class TooManyTries(NotAllowed):
    """Somebody tried too often and has to wait.

    Parameters
    ----------
    seconds
        How long.
    """

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class IllegalTransition(ShiftwrightError):
    """A run or a schedule is not in a state from which this step is possible."""


class AlreadyRun(ShiftwrightError):
    """The same was asked for before.

    Parameters
    ----------
    run
        Id of the run that there is already.
    """

    def __init__(self, message: str, run: str) -> None:
        super().__init__(message)
        self.run = run


class QueueUnavailable(ShiftwrightError):
    """The task queue does not answer."""


class StorageUnavailable(ShiftwrightError):
    """The database does not answer, or cannot write; nothing was changed."""


class UnreadableFile(ShiftwrightError):
    """A file from outside cannot be read.

    Parameters
    ----------
    file, line, reason
        Name of the file, number of the line (from 1; 0 for the file as a whole) and what is wrong there.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}" if line else f"{file}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class ScoreMismatch(ShiftwrightError):
    """Solver and check disagree about a roster. A defect, never to be ignored."""
