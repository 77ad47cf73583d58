"""Explanations as text, to be kept with a run."""

from pydantic import TypeAdapter

from scheduling.domain.conflicts import Explanation

_adapter = TypeAdapter(Explanation)


def to_text(explanation: Explanation) -> str:
    """JSON."""
    return _adapter.dump_json(explanation).decode()


def from_text(text: str) -> Explanation:
    return _adapter.validate_json(text)
