"""A catalog over time: Git objects, states, diff, history and digest.

May import `index` and what is below.

`git` runs Git. A `State` is the catalog at one revision, and `changes` finds the differences between two.
"""
