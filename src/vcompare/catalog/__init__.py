"""Reading a catalog: files to text and positions, to data, to the model. May import `model` and `text`.

`paths` says where files are, `walk` lists them, `source` reads them, `positions` finds places in them,
`decode` turns them into the model's types, and `store` opens of a catalog only what is asked for.
"""
