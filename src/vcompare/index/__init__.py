"""The cache, in SQLite and never stale: names of tools, what `list` shows, and full-text search.

May import `importers` and what is below.

`query` works without SQLite, which some builds of Python lack.
"""
