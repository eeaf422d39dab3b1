"""What Git keeps of a catalog: revisions, logs, and files.

May import what `history` may import, and nothing else of it.

`process` is the only module that starts a process. A `Repository` knows revisions and logs.
"""
