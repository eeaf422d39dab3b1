"""Write files: atomic replacement, the lock, single values of a TOML text, formatting, judged changes.

Everything that vcompare writes goes through here. Imports `checks`, `catalog` and what is below them.
"""
