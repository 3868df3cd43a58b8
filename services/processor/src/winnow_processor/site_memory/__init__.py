"""Site memory: learn from cleaned articles what recurs on a host, and let every cleaner know."""
