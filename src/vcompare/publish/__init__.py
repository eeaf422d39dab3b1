"""Texts for people to publish: drafts, templates, seals, pages for pairs, blocks in other people's pages.

May import `app` and everything below it. Files are read and written through `editing`.
"""
