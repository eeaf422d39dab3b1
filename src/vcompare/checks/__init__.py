"""The rules of `check`, one file per rule, and the runner.

May import `catalog` and what is below.
"""
