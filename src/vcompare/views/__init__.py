"""Results to blocks, which every format understands: one module per kind of result.

May import `history` and what is below.

`blocks` defines the blocks.
"""
