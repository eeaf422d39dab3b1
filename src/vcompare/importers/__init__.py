"""Other people's data: fetched, read, and translated into facts by a recipe."""
