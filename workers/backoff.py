"""How long to wait before a child is started again."""

from dataclasses import dataclass, field


@dataclass
class Backoff:
    """Waiting times that double with every exit and start over after a healthy stretch.

    Parameters
    ----------
    first, longest
        Shortest and longest waiting time, in seconds.
    healthy_after
        Seconds of running after which an exit counts as the first one again.
    """

    first: float = 0.5
    longest: float = 30.0
    healthy_after: float = 60.0
    _next: float = field(default=0.0, init=False)

    def delay(self, ran_for: float) -> float:
        """Return the seconds to wait after a child that ran for so many seconds."""
        if ran_for >= self.healthy_after or not self._next:
            self._next = self.first
        delay = self._next
        self._next = min(2 * delay, self.longest)
        return delay
