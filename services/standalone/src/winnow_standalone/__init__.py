"""All services in one process on SQLite, and the winnow command."""
