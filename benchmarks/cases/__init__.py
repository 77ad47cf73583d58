"""One benchmark per file: a docstring that says what is measured, and `measure()`, which returns a `Report`."""
