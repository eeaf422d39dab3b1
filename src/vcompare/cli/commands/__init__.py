"""The commands: one file for each, named after it.

May import what `cli` may import.
"""
