"""Texts to publish: drafts, templates, seals, pages for pairs, and blocks in other people's pages.

May import `app` and what is below.

Files are read and written through `editing`.
"""
