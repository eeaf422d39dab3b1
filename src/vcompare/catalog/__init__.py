"""Read a catalog: files to text with positions, to data, to the model.

May import `comparison` and what is below.

`paths` says where files are, `walk` lists them, `source` reads them, `positions` finds places in them,
`decode` turns them into the types of the model, and `store` opens only what is asked for.
"""
