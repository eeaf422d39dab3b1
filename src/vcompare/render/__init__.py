"""Blocks to text: one module per format, all listed in `formats`. Nothing here computes or sorts.

May import `views` and what is below.
"""
