"""Other solvers, each a program of its own that knows nothing of this project but the form of its input and output."""
