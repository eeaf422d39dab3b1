"""Reading a catalog: files to text and positions, to data, to records; and checking all of it."""
