"""Text for people: safe to show, Markdown as a small tree, slugs, suggestions, lists and plurals.

May import `errors`, `diagnostics` and `parallel`.
"""
