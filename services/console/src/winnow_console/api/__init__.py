"""The HTTP API: each file is one resource."""

from winnow_console.api import articles, dead_letters, health, overview, search, submissions

ROUTERS = (
    submissions.router,
    articles.router,
    search.router,
    dead_letters.router,
    overview.router,
    health.router,
)
