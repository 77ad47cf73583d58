"""Readers and writers of files that others wrote or will read."""
