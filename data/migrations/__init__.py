"""Migrations, one revision a file."""
