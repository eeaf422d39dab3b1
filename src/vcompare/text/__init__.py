"""Text for people: safe to show, Markdown as a small tree, slugs, suggestions, lists and plurals.

Imports nothing of ours but `errors` and `diagnostics`.
"""
