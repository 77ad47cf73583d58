"""Frozen records that every other room speaks in."""
