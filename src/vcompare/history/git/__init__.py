"""What Git keeps of a catalog: revisions, logs, and files.

May import what `history` may, and nothing else of it. `process.py` alone starts a process.
"""
