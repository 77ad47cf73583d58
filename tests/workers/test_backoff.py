"""Waiting times between restarts."""

from workers.backoff import Backoff


def test_waiting_doubles_up_to_the_longest() -> None:
    backoff = Backoff(first=0.5, longest=30)
    assert [backoff.delay(ran_for=0) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_healthy_stretch_starts_over() -> None:
    backoff = Backoff(first=0.5, longest=30, healthy_after=60)
    for _ in range(5):
        backoff.delay(ran_for=1)
    assert [backoff.delay(ran_for=60), backoff.delay(ran_for=59.9)] == [0.5, 1]
