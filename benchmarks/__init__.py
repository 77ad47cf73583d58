"""Measured numbers, each with how it was measured and on what: `python -m benchmarks`."""
