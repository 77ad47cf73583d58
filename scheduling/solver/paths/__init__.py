"""Rosters built person by person: a person's roster is a path through the days, and rules are costs along it."""
