"""The pages: each file is one part of the console as people see it."""

from winnow_console.pages import articles, ops, search, submit

ROUTERS = (search.router, submit.router, articles.router, ops.router)
