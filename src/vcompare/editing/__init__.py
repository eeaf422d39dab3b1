"""Write files: atomic replacement, the lock, values in a TOML text, formatting, and changes checked first.

May import `checks` and what is below.

Everything that vcompare writes goes through this package.
"""
