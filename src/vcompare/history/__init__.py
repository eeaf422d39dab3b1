"""A catalog over time: Git objects, states, diff, history, digest."""
