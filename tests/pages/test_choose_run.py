"""Which roster a page begins with."""

from datetime import UTC, datetime

from pages.components.choose_run import _aside
from scheduling.domain.runs import SolveOptions
from scheduling.services.records import Priority, RunRecord
from scheduling.services.what_if import PREFIX

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def run(profile: str, priority: Priority = Priority.INTERACTIVE) -> RunRecord:
    return RunRecord(profile, "week", None, profile, SolveOptions(), "h", "1", "ann", NOW, priority=priority)


def test_what_was_asked_for_by_itself_is_looked_at_before_answers_to_questions_and_sweeps() -> None:
    newest_first = [run("Coverage × 5", Priority.SWEEP), run(f"{PREFIX}Ben on Morning"), run("Balanced"), run("Old")]
    shown = [one.profile_name for one in sorted(newest_first, key=_aside)]
    assert shown == ["Balanced", "Old", f"{PREFIX}Ben on Morning", "Coverage × 5"]
