"""A catalog over time: Git objects, states, diff, history, digest.

May import `index`, `editing`, `checks`, `catalog`, `comparison` and what is below them. `git.py` and
`batch.py` run Git; nothing else starts a process. A `Repository` knows revisions and logs, a `State` is the
catalog at one of them, and `changes.py` says what is different between two.
"""
