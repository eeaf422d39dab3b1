"""The cache, in SQLite and never stale: what tools are called, what `list` shows of them, full-text search.

May import `catalog`, `comparison`, `match`, `fields`, `model`, `text`, `parallel`, `errors` and
`diagnostics`. `query` works without SQLite, which some builds of Python lack.
"""
