"""The whole problem as a linear program in whole numbers, and the search that it allows."""
