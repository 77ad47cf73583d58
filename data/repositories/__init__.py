"""Repositories: records in, records out; each implements a port of `scheduling.services.ports`."""
