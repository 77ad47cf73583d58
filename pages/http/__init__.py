"""Routes beside the pages, and the guard before both."""
