"""The console: the HTTP API and the pages for editors, searchers and operators."""
