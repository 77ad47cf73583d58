"""Shiftwright's own knowledge: the problem, its rules, the search and the use cases.

Nothing in here knows of a page, a queue or a database.
"""
