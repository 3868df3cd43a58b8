"""One technology a file: everything that does I/O for the library."""
