"""The processes behind the pages: queue workers, and the launcher that starts and minds everything."""
