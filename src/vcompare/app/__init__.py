"""What a command does, without a terminal: plain arguments in, results out.

May import `render` and what is below.
"""
