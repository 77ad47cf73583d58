"""One page for one task of one person."""
