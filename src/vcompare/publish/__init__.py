"""Texts for people to publish: drafts, templates, seals, pages for pairs, blocks in other people's pages."""
