"""What is done to an article: pure functions, one verb a file."""
