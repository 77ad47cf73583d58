"""How good rosters are after so many seconds, beside what other solvers find for the same problems."""
