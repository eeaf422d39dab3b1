"""A catalog over time: Git objects, states, diff, history and digest.

May import `index` and what is below.

`git.py` and `batch.py` run Git; no other module starts a process. A `Repository` knows revisions and logs, a
`State` is the catalog at one of them, and `changes.py` finds the differences between two.
"""
