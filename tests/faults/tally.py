"""What all fault tests together found, told at their end."""

from dataclasses import dataclass, field
from statistics import median


@dataclass
class Tally:
    """Counts over a session: `takeovers` are the seconds from each fault until its run was worked on again."""

    faults: int = 0
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    takeovers: list[float] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The counts as a person reads them."""
        times = f", median {median(self.takeovers):.1f} s, worst {max(self.takeovers):.1f} s" if self.takeovers else ""
        return [
            f"faults injected: {self.faults}",
            f"runs: {self.runs}, lost: {self.lost}, doubled: {self.doubled}",
            f"takeovers: {len(self.takeovers)}{times}",
        ]


TALLY = Tally()
