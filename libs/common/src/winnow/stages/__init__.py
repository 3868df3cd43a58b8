"""What is done to an article: pure functions, one verb a module; a package where a verb takes several."""
