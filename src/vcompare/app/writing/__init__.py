"""What the commands that write do: from values, however they were given, to changes of files.

May import what `app` may import.
"""
