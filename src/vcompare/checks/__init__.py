"""The rules of `check`, one file per rule, and the runner."""
